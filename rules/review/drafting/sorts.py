"""The sorts of drafts, and the authorities to which the law allows or requires a report."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Json = Mapping[str, Any]  # Any: plain data of the file
FILE: Final = Path(__file__).resolve().parent / "reports.yaml"


class Sort(StrEnum):
    """The sort of a draft."""

    RECUSAL = "recusal"
    ETHICS = "ethics"
    COUNSEL = "counsel"
    REPORT = "report"


LABELS: Final[dict[Sort, Promise]] = {
    Sort.RECUSAL: _("Order of recusal for an official"),
    Sort.ETHICS: _("Consultation of the ethics supervisory officer"),
    Sort.COUNSEL: _("Question to legal counsel"),
    Sort.REPORT: _("Report of facts to the authority that the law names"),
}
TEXTS: Final = {
    Sort.RECUSAL: "recusal",
    Sort.ETHICS: "consultation",
    Sort.COUNSEL: "consultation",
    Sort.REPORT: "report",
}


@dataclass(frozen=True, eq=False)  # one row of the file is itself alone
class Report:
    """The addressee to whom findings of these rules can be reported."""

    codes: frozenset[str]
    to: Json
    basis: Json
    duty: bool
    who: Json


@cache
def reports() -> tuple[Report, ...]:
    """Load the reports of `reports.yaml`."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Report(frozenset(row["codes"]), row["to"], row["basis"], row["duty"], row["who"]) for row in rows)


def report_of(code: str) -> Report | None:
    """Return the report for a finding of a rule; None where there is none."""
    return next((each for each in reports() if code in each.codes), None)
