"""What of a case is due next: a condition, an answer, a person's answer in a hearing, the end of a dismissal. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rules.casework.named.hearing import HearingState, PersonHeard
from rules.casework.view import CaseView

Named = Mapping[int, tuple[PersonHeard, ...]]  # by finding, as `hearings_of` reads them


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
    return min(dues(view, named), key=lambda due: (due.on, due.what, due.code), default=None)


def dues(view: CaseView, named: Named) -> Iterator[Due]:
    """Everything that is still open and has a day. Nothing waits any more for whoever let their day pass in silence."""
    for each in view.conditions:
        if not each.done:
            decision = each.condition.decision
            code, pk = (decision.finding.code, decision.finding_id) if decision else ("", None)
            yield Due(each.condition.due_on, "condition", each.condition.owner, code, pk)
    for finding in view.findings:
        about = (finding.match.finding.code, finding.match.finding_id)
        for decision in finding.in_force:
            if decision.answer_by:
                yield Due(decision.answer_by, "answer", decision.asked_of, *about)
            elif decision.ends_on:
                yield Due(decision.ends_on, "dismissal", "", *about)
        for person in named.get(finding.match.finding_id, ()):
            if person.state == HearingState.WAITING and person.hearing and person.hearing.answer_by:
                yield Due(person.hearing.answer_by, "hearing", person.person.name, *about)
