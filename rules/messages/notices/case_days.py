"""Notices of days that come: of conditions, answers, hearings, dismissals and declarations. Each is noticed once.

A sweep checks each such day once, under the lock of its case, and notes that it did: a day that is no longer valid by
then (a new decision, other evidence) is skipped for good.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from rules.messages.notices.declarations_due import sweep_declarations
from rules.messages.notices.expiring_keys import sweep_keys
from rules.messages.notices.recipients import able_of, reviewers_of, submitters_of
from rules.messages.notices.writing import write_notices
from rules.models import (
    CaseCondition,
    CaseState,
    DayNoticed,
    DecisionKind,
    Finding,
    FindingDecision,
    Hearing,
    HearingWay,
    NoticeKind,
)
from rules.review.casework.acting import locked_case
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.people_concerned.hearing import HearingState, PersonHeard, hearings_of
from rules.review.casework.standing import ConditionStanding

SOON: Final = timedelta(days=7)
SOON_TO_ANSWER: Final = timedelta(days=3)  # the person asked has seven days at least
LOOKED_AT: Final = 500  # days a kind and sweep; the rest is for the next one
OVER: Final = (CaseState.WITHDRAWN, CaseState.REFUSED, CaseState.RETURNED)


@dataclass(frozen=True, slots=True)
class CaseDay:
    """A day of one row of one case."""

    kind: NoticeKind
    row: int
    partnership: UUID

    @property
    def matter(self) -> str:
        """The name of the matter in notices and the mark."""
        return f"{MATTER[self.kind]}:{self.row}"


MATTER: Final = {
    NoticeKind.CONDITION_SOON: "condition",
    NoticeKind.CONDITION_OVERDUE: "condition",
    NoticeKind.ANSWER_OVERDUE: "decision",
    NoticeKind.DISMISSAL_ENDING: "decision",
    NoticeKind.HEARING_SOON: "hearing",
    NoticeKind.HEARING_OVERDUE: "hearing",
}


def sweep_days() -> int:
    """Notice every day that has come since the last sweep; return their number. One transaction per case."""
    today = timezone.localdate()
    by_case: dict[UUID, list[CaseDay]] = defaultdict(list)
    for day in days_to_notice(today):
        by_case[day.partnership].append(day)
    for partnership, days in by_case.items():
        with transaction.atomic():
            notice_days(partnership, days, today)
    return sum(map(len, by_case.values())) + sweep_declarations(today) + sweep_keys(timezone.now())


def days_to_notice(today: date) -> Iterator[CaseDay]:
    """Yield the days that no sweep has checked. Six queries."""
    awaited = CaseCondition.objects.open().exclude(case__state__in=OVER)
    decisions = FindingDecision.objects.exclude(finding__partnership__review_case__state__in=OVER)
    asked = decisions.filter(decided=DecisionKind.MORE_INFORMATION, answer_by__lt=today)
    ending = decisions.filter(decided=DecisionKind.DISMISSED, ends_on__gte=today, ends_on__lte=today + SOON)
    hearings = Hearing.objects.filter(how=HearingWay.ASKED, answers__isnull=True)
    hearings = hearings.exclude(finding__partnership__review_case__state__in=OVER)
    answering = hearings.filter(answer_by__gte=today, answer_by__lte=today + SOON_TO_ANSWER)
    for kind, rows, place in (
        (NoticeKind.CONDITION_OVERDUE, awaited.filter(due_on__lt=today), "case__partnership"),
        (NoticeKind.CONDITION_SOON, awaited.filter(due_on__gte=today, due_on__lte=today + SOON), "case__partnership"),
        (NoticeKind.ANSWER_OVERDUE, asked, "finding__partnership"),
        (NoticeKind.DISMISSAL_ENDING, ending, "finding__partnership"),
        (NoticeKind.HEARING_OVERDUE, hearings.filter(answer_by__lt=today), "finding__partnership"),
        (NoticeKind.HEARING_SOON, answering, "finding__partnership"),
    ):
        for pk, partnership in new_of(kind, rows, place):
            yield CaseDay(kind, pk, partnership)


def new_of(
    kind: NoticeKind, rows: "QuerySet[CaseCondition] | QuerySet[FindingDecision] | QuerySet[Hearing]", place: str
) -> list[tuple[int, UUID]]:
    """Return ids of rows whose day is not noticed yet, with their partnerships."""
    named = Concat(Value(f"{MATTER[kind]}:"), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    noticed = DayNoticed.objects.filter(kind=kind, matter=named)
    found = rows.filter(~Exists(noticed)).order_by("pk").values_list("pk", F(place))
    return list(found[:LOOKED_AT])


def notice_days(partnership_id: UUID, days: list[CaseDay], today: date) -> None:
    """Write notices of those days that are still valid, and the mark of each."""
    case = locked_case(partnership_id)
    view = read_case(case.partnership, case, today)
    reviewers = reviewers_of(case.partnership)
    both = reviewers | submitters_of(case.partnership)
    people = asked_people(view) if any(MATTER[day.kind] == "hearing" for day in days) else {}
    marks = [DayNoticed(kind=day.kind, matter=day.matter) for day in days]
    DayNoticed.objects.bulk_create(marks, ignore_conflicts=True)
    valid = CountingDays.of(view)
    for day in days:
        if MATTER[day.kind] == "hearing":
            if asked := people.get(day.row):
                notify_of_hearing(view, day, asked, reviewers)
        elif data := valid.words(day):
            told = reviewers if day.kind == NoticeKind.DISMISSAL_ENDING else both
            write_notices(day.kind, valid.matter(day), told, case.partnership, **data)


def asked_people(view: CaseView) -> dict[int, PersonHeard]:
    """Return by id of a valid hearing the person who was asked and has not answered. Six queries."""
    found = {}
    for people in hearings_of([each.match for each in view.findings], view.today).values():
        for each in people:
            if each.hearing and each.state in (HearingState.WAITING, HearingState.SILENT):
                found[each.hearing.pk] = each
    return found


def notify_of_hearing(view: CaseView, day: CaseDay, asked: PersonHeard, reviewers: set[int]) -> None:
    """Notify the person that the deadline is near or has passed; once passed, also the reviewers, who can proceed."""
    hearing, partnership = asked.hearing, view.partnership
    if hearing is None or hearing.answer_by is None:
        return
    on = hearing.answer_by.isoformat()
    write_notices(day.kind, day.matter, able_of(asked.accounts, partnership), partnership, day=on, hearing=hearing.pk)
    if day.kind == NoticeKind.HEARING_OVERDUE:
        which = {"day": on, "codes": [hearing.finding.code], "finding": hearing.finding_id}
        write_notices(NoticeKind.ANSWER_OVERDUE, day.matter, reviewers, partnership, **which)


@dataclass(frozen=True, slots=True)
class CountingDays:
    """The conditions and decisions of a case that are still valid, by row: found once for all of its days."""

    conditions: Mapping[int, ConditionStanding]
    decisions: Mapping[int, tuple[FindingDecision, Finding]]

    @classmethod
    def of(cls, view: CaseView) -> Self:
        """Find them in a case."""
        return cls(
            {row: each for each in view.conditions for row in each.rows},
            {decision.pk: (decision, each.match.finding) for each in view.findings for decision in each.in_force},
        )

    def matter(self, day: CaseDay) -> str:
        """Return one matter for all rows of a measure that several reviewers decided: its day is noticed once."""
        if MATTER[day.kind] == "condition" and (found := self.conditions.get(day.row)):
            return f"condition:{min(found.rows)}"
        return day.matter

    def words(self, day: CaseDay) -> dict[str, object] | None:
        """Return the data of a notice on a condition or decision; None if it is no longer valid."""
        if MATTER[day.kind] == "condition":
            found = self.conditions.get(day.row)
            return {"day": found.condition.due_on.isoformat()} if found and not found.done else None
        if day.row not in self.decisions:
            return None
        decision, finding = self.decisions[day.row]
        on = decision.ends_on or decision.answer_by
        return {"day": on.isoformat(), "codes": [finding.code], "finding": finding.pk} if on else None
