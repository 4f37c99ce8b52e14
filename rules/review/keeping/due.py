"""Cases whose retention is over, and what stands in the way of disposing of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from institutions.codes.base import Coded
from institutions.models import Partnership, Submission, table_of
from institutions.values.moments import start_of_day
from institutions.values.written_day import written_day
from rules.models import (
    Assessment,
    CaseCondition,
    CaseState,
    RetentionCheck,
    ReviewCase,
    SampledCase,
    State,
)
from rules.review.keeping import retention
from rules.review.keeping.holds import held_among
from rules.review.keeping.troubles import (
    CaseStillOpen,
    DisputeOpen,
    EndNotStated,
    NotChecked,
    RetentionConditionsOpen,
    StillAssessed,
    StillRetained,
    StillSampled,
)

OVER: Final = frozenset(
    {CaseState.CLEARED, CaseState.CLEARED_WITH_CONDITIONS, CaseState.RETURNED, CaseState.WITHDRAWN, CaseState.REFUSED}
)
SAMPLE_YEARS: Final = 10  # for which the record of an auditor's sample is kept: ours (docs/retention.md)
EARLIEST_YEAR: Final = 1900  # no case is older
CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class DueCase:
    """A case whose retention is over. `check`: the measure that a reviewer chose; None if nobody has since."""

    partnership: Partnership
    state: str
    ended_on: date  # the day from whose fiscal year the period counts
    until: date
    check: RetentionCheck | None


def due_cases(among: Q, day: date) -> Iterator[DueCase]:
    """Yield the cases under a condition whose retention is over on a day, the longest over first.

    Only cases whose last act is old enough are read, so that the time depends on how many there are of these.
    """
    oldest = ReviewCase.objects.filter(among, state__in=OVER)
    oldest = oldest.filter(changed_at__lt=start_of_day(first_day_not_over(day))).order_by("changed_at", "pk")
    portion: list[ReviewCase] = []
    for each in oldest.select_related("partnership").iterator(CHUNK):
        portion.append(each)
        if len(portion) == CHUNK:
            yield from due_among(portion, day)
            portion = []
    yield from due_among(portion, day)


def due_among(cases: list[ReviewCase], day: date) -> Iterator[DueCase]:
    """Yield those of these cases whose retention is over: three queries."""
    ids = [each.partnership_id for each in cases]
    moved = retention.last_moves([each.pk for each in cases])
    current = Submission.objects.filter(partnership__in=ids, superseded_at__isnull=True)
    ends = dict(current.values_list("partnership", "document__period__until"))
    checks = {each.partnership_id: each for each in RetentionCheck.objects.filter(partnership__in=ids).order_by("pk")}
    for each in cases:
        stated = ends.get(each.partnership_id)
        ended = retention.day_of_end(each, written_day(stated) if stated else None, moved.get(each.pk))
        if ended is None or (until := retention.last_day_of_retention(ended)) >= day:
            continue
        check = checks.get(each.partnership_id)
        changed_at = max(each.changed_at, moved.get(each.pk, each.changed_at))
        held = check if check and check.at >= changed_at and check.retained_until == until else None
        yield DueCase(each.partnership, each.state, ended, until, held)


def first_day_not_over(day: date) -> date:
    """Return the first day from which the period, counted on, is not over before a day.

    For a day before all cases it is one before all cases too, that any database has.
    """
    begins = retention.FISCAL_YEAR_BEGINS
    fiscal_year = day.year if day.month >= begins else day.year - 1
    return date(max(fiscal_year - retention.YEARS, EARLIEST_YEAR), begins, 1)


def due_case(partnership: Partnership, day: date) -> DueCase | None:
    """Return one case, if its retention is over on a day."""
    return next(due_cases(Q(partnership=partnership), day), None)


def obstacles_to_disposal(partnership: Partnership, day: date) -> Iterator[Coded]:
    """Yield everything that stands in the way of disposing of a case on a day. There is no way around them."""
    case = ReviewCase.objects.filter(partnership=partnership).first()
    yield from held_among([partnership.pk])
    if case is None or case.state not in OVER:
        yield CaseStillOpen()
        return
    until = retention.retained_until(partnership, case)
    if until is None:
        yield EndNotStated()
    elif until >= day:
        yield StillRetained(until=until)
    elif (found := due_case(partnership, day)) is None or found.check is None:
        yield NotChecked()
    if Assessment.objects.filter(partnership=partnership, state__in=(State.QUEUED, State.RUNNING)).exists():
        yield StillAssessed()
    if CaseCondition.objects.filter(case=case).open().exists():
        yield RetentionConditionsOpen()
    if open_disputes(partnership.pk):
        yield DisputeOpen()
    drawn = SampledCase.objects.filter(move__case=case).order_by("-sample__at").values_list("sample__at", flat=True)
    if (at := drawn.first()) and (kept := later(timezone.localdate(at), SAMPLE_YEARS)) >= day:
        yield StillSampled(until=kept)


def open_disputes(partnership: UUID) -> bool:
    """Return whether the case states a dispute without an end."""
    rows: Any = table_of("dispute").objects.current()  # Any: its columns are made from the declared kind
    found: bool = rows.filter(partnership=partnership, closed_on__isnull=True, until_on__isnull=True).exists()
    return found


def later(day: date, years: int) -> date:
    """Return the same day some years later; of 29 February the last of the month."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year + years, day.month, last)
