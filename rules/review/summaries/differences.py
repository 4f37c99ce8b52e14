"""Differences between stored summaries and those that follow from the covered rows of their cases.

A summary is right if it is that of its case now, or was on the day on which it was written: days pass without an act,
and the sweep follows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.utils import timezone

from institutions.models.sql_lists import among
from rules.models import CaseSummary, FindingSummary
from rules.review.summaries.material import SummaryMaterial
from rules.review.summaries.summing import SummaryRows, sum_up

OF_CASE: Final = tuple(each.attname for each in CaseSummary._meta.concrete_fields if not each.primary_key)  # noqa: SLF001 - Django documents _meta
OF_FINDING: Final = tuple(each.attname for each in FindingSummary._meta.concrete_fields if not each.primary_key)  # noqa: SLF001 - as above
SAID: Final = tuple(name for name in OF_CASE if name != "made_at")


class Difference(StrEnum):
    """The sort of a difference, as events name it."""

    MISSING = "missing"
    LEFT_OVER = "left_over"  # nothing leads to the row
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row that is not as it should be; of a changed one its columns, never their values."""

    table: str
    key: str
    found: Difference
    columns: tuple[str, ...] = ()

    @property
    def content(self) -> dict[str, Any]:  # Any: plain data of an event
        """The difference as an event names it."""
        columns = {"columns": list(self.columns)} if self.columns else {}
        return {"table": self.table, "key": self.key, "found": str(self.found), **columns}


def row_differences(
    model: type[models.Model], columns: Sequence[str], wanted: Mapping[Any, Any], stored: Mapping[Any, Any]
) -> Iterator[RowDifference]:  # Any: keys and rows of either table
    """Yield the rows of a table that differ, are missing or are left over, by their keys."""
    table = model._meta.db_table  # noqa: SLF001 - Django documents _meta
    for key in sorted({*wanted, *stored}):
        if key not in stored:
            yield RowDifference(table, str(key), Difference.MISSING)
        elif key not in wanted:
            yield RowDifference(table, str(key), Difference.LEFT_OVER)
        else:
            differing = [name for name in columns if getattr(wanted[key], name) != getattr(stored[key], name)]
            if differing:
                yield RowDifference(table, str(key), Difference.CHANGED, tuple(differing))


class StoredSummaries:
    """The summaries of some partnerships, as they are stored: two queries."""

    def __init__(self, ids: Sequence[UUID]) -> None:
        self._cases = {each.pk: each for each in CaseSummary.objects.filter(among("partnership", ids))}
        self._findings: dict[UUID, dict[int, FindingSummary]] = {}
        for each in FindingSummary.objects.filter(among("partnership", ids)).order_by("pk"):
            self._findings.setdefault(each.partnership_id, {})[each.pk] = each

    def has(self, partnership: UUID) -> bool:
        """Return whether a partnership has a summary."""
        return partnership in self._cases

    def differences(self, made: SummaryRows) -> list[RowDifference]:
        """Return the differences from the rows of a case."""
        pk = made.case.partnership_id
        cases = {pk: self._cases[pk]} if pk in self._cases else {}
        wanted = {each.finding_id: each for each in made.findings}
        return [
            *row_differences(CaseSummary, SAID, {pk: made.case}, cases),
            *row_differences(FindingSummary, OF_FINDING, wanted, self._findings.get(pk, {})),
        ]

    def unexplained(self, material: SummaryMaterial, today: date) -> list[RowDifference]:
        """Return the differences from the case as it was on the day of writing, unless it is like that today."""
        case = self._cases.get(material.partnership.pk)
        written_on, now = timezone.localdate(case.made_at) if case else today, timezone.now()
        found = self.differences(sum_up(material, written_on, now))
        return [] if found and written_on != today and not self.differences(sum_up(material, today, now)) else found
