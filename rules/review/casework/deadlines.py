"""The next deadline of a case: a condition, an answer, a person's answer in a hearing, the end of a dismissal. Pure.

The page of a case and the summaries for lists share this one definition.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rules.review.casework.case_view import CaseView
from rules.review.casework.people_concerned.hearing import HearingState, PersonHeard
from rules.review.casework.standing import ConditionStanding, FindingStanding

Named = Mapping[int, tuple[PersonHeard, ...]]  # by finding, as `hearings_of` reads them
# By finding: people asked in a hearing who may still answer, and their last day.
Waiting = Mapping[int, Iterable[tuple[str, date]]]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline. `what` is condition, answer, hearing or dismissal; `who` is its owner, where there is one.

    For a hearing `who` is the person concerned: only for readers who may read of kin, gifts and acts.
    """

    on: date
    what: str
    who: str = ""
    code: str = ""
    finding: int | None = None


def next_due(view: CaseView, named: Named) -> Deadline | None:
    """Return the earliest open deadline, also where its day is over."""
    return earliest_deadline(open_deadlines(view, named))


def earliest_deadline(found: Iterable[Deadline]) -> Deadline | None:
    """Return the earliest."""
    return min(found, key=lambda due: (due.on, due.what, due.code), default=None)


def open_deadlines(view: CaseView, named: Named) -> Iterator[Deadline]:
    """Yield everything of a case that is still open and has a day."""
    waiting = {
        finding: [
            (each.person.name, each.hearing.answer_by)
            for each in people
            if each.state == HearingState.WAITING and each.hearing and each.hearing.answer_by
        ]
        for finding, people in named.items()
    }
    return open_days(view.conditions, view.findings, waiting)


def open_days(
    conditions: Iterable[ConditionStanding], findings: Iterable[FindingStanding], waiting: Waiting
) -> Iterator[Deadline]:
    """Yield everything that is still open and has a day. Silence past a day ends that person's deadline."""
    for each in conditions:
        if not each.done:
            decision = each.condition.decision
            code, pk = (decision.finding.code, decision.finding_id) if decision else ("", None)
            yield Deadline(each.condition.due_on, "condition", each.condition.owner, code, pk)
    for finding in findings:
        about = (finding.match.finding.code, finding.match.finding_id)
        for decision in finding.in_force:
            if decision.answer_by:
                yield Deadline(decision.answer_by, "answer", decision.asked_of, *about)
            elif decision.ends_on:
                yield Deadline(decision.ends_on, "dismissal", "", *about)
        for name, until in waiting.get(finding.match.finding_id, ()):
            yield Deadline(until, "hearing", name, *about)
