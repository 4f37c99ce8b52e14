"""The sorts of drafts, and the authorities to which the law allows or requires a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.values.quick_yaml import load_yaml

Json = Mapping[str, Any]  # Any: plain data of the file
FILE: Final = Path(__file__).resolve().parent / "reports.yaml"


class DraftSort(StrEnum):
    """The sort of a draft."""

    RECUSAL = "recusal"
    ETHICS = "ethics"
    COUNSEL = "counsel"
    REPORT = "report"


LABELS: Final[dict[DraftSort, Promise]] = {
    DraftSort.RECUSAL: _("Order of recusal for an official"),
    DraftSort.ETHICS: _("Consultation of the ethics supervisory officer"),
    DraftSort.COUNSEL: _("Question to legal counsel"),
    DraftSort.REPORT: _("Report of facts to the authority that the law names"),
}
TEXTS: Final = {
    DraftSort.RECUSAL: "recusal",
    DraftSort.ETHICS: "consultation",
    DraftSort.COUNSEL: "consultation",
    DraftSort.REPORT: "report",
}


@dataclass(frozen=True, eq=False)  # one row of the file is itself alone
class ReportAddressee:
    """The addressee to whom findings of these rules can be reported."""

    codes: frozenset[str]
    to: Json
    basis: Json
    duty: bool
    who: Json


@cache
def load_reports() -> tuple[ReportAddressee, ...]:
    """Load the reports of `reports.yaml`."""
    rows = load_yaml(FILE.read_text(encoding="utf-8"))
    return tuple(
        ReportAddressee(frozenset(row["codes"]), row["to"], row["basis"], row["duty"], row["who"]) for row in rows
    )


def report_of(code: str) -> ReportAddressee | None:
    """Return the report for a finding of a rule; None if there is none."""
    return next((each for each in load_reports() if code in each.codes), None)
