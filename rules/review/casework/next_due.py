"""What of a case is due next: a condition, an answer, a person's answer in a hearing, the end of a dismissal. Pure.

The page of a case and the summaries that lists read say it by this one definition.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rules.review.casework.named.hearing import HearingState, PersonHeard
from rules.review.casework.standing import ConditionStanding, FindingStanding
from rules.review.casework.view import CaseView

Named = Mapping[int, tuple[PersonHeard, ...]]  # by finding, as `hearings_of` reads them
# By finding: who was asked in a hearing and may still answer, until when.
Waiting = Mapping[int, Iterable[tuple[str, date]]]


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a last day. `what` is condition, answer, hearing or dismissal; `who` owns it, where somebody does.

    Of a hearing `who` is the person whom the finding names: not for who may not read of kin, gifts and acts.
    """

    on: date
    what: str
    who: str = ""
    code: str = ""
    finding: int | None = None


def next_due(view: CaseView, named: Named) -> Due | None:
    """The earliest of what is still open, also where its day is over."""
    return first_of(dues(view, named))


def first_of(found: Iterable[Due]) -> Due | None:
    """The earliest."""
    return min(found, key=lambda due: (due.on, due.what, due.code), default=None)


def dues(view: CaseView, named: Named) -> Iterator[Due]:
    """Everything of a case that is still open and has a day."""
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
) -> Iterator[Due]:
    """Everything that is still open and has a day. Nothing waits any more for whoever let their day pass in silence."""
    for each in conditions:
        if not each.done:
            decision = each.condition.decision
            code, pk = (decision.finding.code, decision.finding_id) if decision else ("", None)
            yield Due(each.condition.due_on, "condition", each.condition.owner, code, pk)
    for finding in findings:
        about = (finding.match.finding.code, finding.match.finding_id)
        for decision in finding.in_force:
            if decision.answer_by:
                yield Due(decision.answer_by, "answer", decision.asked_of, *about)
            elif decision.ends_on:
                yield Due(decision.ends_on, "dismissal", "", *about)
        for name, until in waiting.get(finding.match.finding_id, ()):
            yield Due(until, "hearing", name, *about)
