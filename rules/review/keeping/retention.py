"""Official documents under retention: an erasure leaves them as they are, and says until when.

**Uncertain, review by 2027-11-30.** The Public Records and Archives Management Act (公文書等の管理に関する法律) has a
body keep an administrative document for its period of retention. The period and its count are ours until a ministry's
counsel has compared them with the Act, its order and the body's rules: ten whole fiscal years after the one in which
the partnership ended.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from institutions.models import Partnership
from institutions.values.written_day import written_day
from rules.models import CaseMove, CaseState, ReviewCase

YEARS: Final = 10  # ours, uncertain (docs/retention.md)
FISCAL_YEAR_BEGINS: Final = 4  # April
LAST_YEAR: Final = date.max.year  # a partnership without end is often stated to end in it
NEVER_BEGAN: Final = frozenset({CaseState.RETURNED, CaseState.WITHDRAWN, CaseState.REFUSED})


@dataclass(frozen=True, slots=True)
class RetainedCase:
    """A case whose documents are under retention. `until`: their last day; None while no end is stated."""

    partnership: UUID
    reference: str
    until: date | None


def retained_cases(partnerships: Collection[UUID], today: date) -> Iterator[RetainedCase]:
    """Yield those of these partnerships whose documents are under retention on a day, by reference."""
    rows = Partnership.objects.filter(pk__in=partnerships).order_by("reference", "pk")
    cases = {each.partnership_id: each for each in ReviewCase.objects.filter(partnership__in=partnerships)}
    for each in rows:
        until = retained_until(each, cases.get(each.pk))
        if until is None or until >= today:
            yield RetainedCase(each.pk, each.reference, until)


def retained_until(partnership: Partnership, case: ReviewCase | None) -> date | None:
    """Return the last day of retention; None while nobody knows when the partnership ends.

    It counts from the last act on the case, and of a partnership that began, from its stated last day if that is later.
    """
    if case is None:
        return None
    stated = stated_end(partnership) if case.state not in NEVER_BEGAN else None
    ended = day_of_end(case, stated, last_moves([case.pk]).get(case.pk))
    return last_day_of_retention(ended) if ended else None


def last_moves(cases: Collection[int]) -> dict[int, datetime]:
    """Return by case the moment of its last move, which is written once and covered by the audit trail. One query."""
    moved = CaseMove.objects.filter(case__in=cases).order_by().values_list("case").annotate(last=Max("at"))
    return dict(moved)


def day_of_end(case: ReviewCase, stated: date | None, moved_at: datetime | None) -> date | None:
    """Return the day from whose fiscal year the period counts; None while nobody stated when the partnership ends.

    `moved_at` is the last move of the case. Its last act is never earlier, and no hash of the audit trail covers that
    moment: an earlier one does not shorten the period.
    """
    last = timezone.localdate(max(case.changed_at, moved_at or case.changed_at))
    if case.state in NEVER_BEGAN:
        return last
    return max(last, stated) if stated else None


def last_day_of_retention(day: date) -> date:
    """Return the last day of the tenth fiscal year after that of a day; the last day of all where none is later."""
    fiscal_year = day.year if day.month >= FISCAL_YEAR_BEGINS else day.year - 1
    year = fiscal_year + 1 + YEARS
    return date(year, FISCAL_YEAR_BEGINS - 1, 31) if year <= LAST_YEAR else date.max


def stated_end(partnership: Partnership) -> date | None:
    """Return the last day of the partnership as its present document states it."""
    current = partnership.current
    period = (current.document.get("period") or {}) if current else {}
    return written_day(period["until"]) if period.get("until") else None
