"""Data that rules lack, grouped by who can supply it: each missing item once, with the rules that wait for it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from rules.explaining.wording.suppliers import LABELS, Supplier
from rules.models import Outcome

Json = dict[str, Any]  # Any: what a template shows
ORDER: Final = tuple(Supplier)


def gap_groups(rows: Iterable[Mapping[str, Any]]) -> list[Json]:  # Any: rows of `outcome_rows`
    """Return the groups in their order, each with its items and the number of rules that wait for them.

    The items come in the order in which to ask for them: first the one that most rules wait for.
    """
    groups: dict[Supplier, dict[str, Json]] = {}
    for row in rows:
        for need in needs_of(row):
            items = groups.setdefault(need["supplier"], {})
            item = items.setdefault(need["text"], {"text": need["text"], "asked": need["asked"], "rules": []})
            item["rules"].append({"code": row["code"], "title": row["title"]})
    return [
        {
            "name": supplier.value,
            "label": LABELS[supplier],
            "items": sorted(groups[supplier].values(), key=lambda item: -len(item["rules"])),
            "rules": len({rule["code"] for item in groups[supplier].values() for rule in item["rules"]}),
        }
        for supplier in ORDER
        if supplier in groups
    ]


def needs_of(row: Mapping[str, Any]) -> list[Json]:
    """Return what a rule lacks; where its evaluation ended in an error, or it says nothing, that."""
    if row["outcome"] == Outcome.ERROR:
        return [{"text": _("An error in the rule or its evaluation."), "supplier": Supplier.EDITORS, "asked": ""}]
    said = row["needs"]
    return list(said) or [{"text": row["reason"] or row["outcome_label"], "supplier": Supplier.BODY, "asked": ""}]
