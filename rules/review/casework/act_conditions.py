"""The conditions of an act: for each need of the table the obstacles, as codes."""

from collections.abc import Iterable, Iterator

from institutions.codes.base import Coded
from institutions.codes.parameters import NamedInPart
from rules.review.casework.act_table import Needs
from rules.review.casework.case_view import CaseView
from rules.review.casework.lapse_reasons import (
    overdue_conditions,
    unaddressed_rules,
    unaddressed_withdrawn_findings,
    undecided_findings,
)
from rules.review.casework.standing import StandingKind
from rules.review.casework.troubles.acts import (
    BeingAssessed,
    ConditionsOpen,
    ConfirmedWithoutCondition,
    FindingsConfirmed,
    NewestAssessmentFailed,
    NoCondition,
    NoReviewer,
    NotAssessed,
    RevisionNotAssessed,
)


def act_obstacles(needs: Iterable[Needs], view: CaseView) -> list[Coded]:
    """Return every obstacle, each with its remedy. A reason is asked for with the act itself."""
    return [said for need in needs for said in BY_NEED[need](view)]


def assessment_finished(view: CaseView) -> Iterator[Coded]:
    """Check that the newest assessment is finished and of the present revision."""
    if view.newest is None:
        yield NotAssessed()
    elif view.newest.state in ("queued", "running"):
        yield BeingAssessed()
    elif view.newest.state in ("error", "set_aside"):
        yield NewestAssessmentFailed()
    elif not view.assessed:
        yield RevisionNotAssessed()


def reviewer_ready(view: CaseView) -> Iterator[Coded]:
    """Check that a reviewer has settled ties."""
    if not any(each.ready for each in view.assigned):
        yield NoReviewer()


def undecided_standings(view: CaseView) -> Iterator[Coded]:
    """Yield each standing that still needs a reviewer, with its codes."""
    return undecided_findings(view)


def unassessed_addressed(view: CaseView) -> Iterator[Coded]:
    """Yield rules that were not assessable and that nobody has acknowledged."""
    return unaddressed_rules(view)


def unaddressed_withdrawn(view: CaseView) -> Iterator[Coded]:
    """Yield withdrawn high or critical findings that nobody has acknowledged."""
    return unaddressed_withdrawn_findings(view)


def nothing_confirmed(view: CaseView) -> Iterator[Coded]:
    """Check that there is neither a confirmed finding nor an open measure."""
    codes = [each.match.finding.code for each in view.findings if each.standing == StandingKind.CONFIRMED]
    if codes:
        yield FindingsConfirmed(rules=NamedInPart.of(codes))
    if any(not each.done for each in view.conditions):
        yield ConditionsOpen()


def condition_set(view: CaseView) -> Iterator[Coded]:
    """Check that there is something to follow up, also for confirmed findings."""
    if not view.conditions:
        yield NoCondition()
    elif codes := [each.match.finding.code for each in view.confirmed_without_condition]:
        yield ConfirmedWithoutCondition(rules=NamedInPart.of(codes))


def nothing_overdue(view: CaseView) -> Iterator[Coded]:
    """Check that no condition is overdue."""
    return overdue_conditions(view)


def hearing_checked_elsewhere(_view: CaseView) -> Iterator[Coded]:
    """Yield nothing: `rules.review.casework.people_concerned.hearing.not_heard_reasons` checks the findings that
    somebody confirms.
    """
    return iter(())


def reason_checked_elsewhere(_view: CaseView) -> Iterator[Coded]:
    """Yield nothing: the reason is checked with the act itself."""
    return iter(())


BY_NEED = {
    Needs.ASSESSED: assessment_finished,
    Needs.REVIEWER_READY: reviewer_ready,
    Needs.FINDINGS_DECIDED: undecided_standings,
    Needs.UNASSESSED_ADDRESSED: unassessed_addressed,
    Needs.GONE_ADDRESSED: unaddressed_withdrawn,
    Needs.NOTHING_CONFIRMED: nothing_confirmed,
    Needs.CONDITION_SET: condition_set,
    Needs.NOTHING_OVERDUE: nothing_overdue,
    Needs.HEARD: hearing_checked_elsewhere,
    Needs.REASON: reason_checked_elsewhere,
}
