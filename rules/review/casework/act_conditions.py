"""The conditions of an act: for each need of the table the obstacles, in the reader's language."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from rules.review.casework.act_table import Needs
from rules.review.casework.case_view import CaseView
from rules.review.casework.lapse_reasons import (
    list_codes,
    overdue_conditions,
    unaddressed_rules,
    unaddressed_withdrawn_findings,
    undecided_findings,
)
from rules.review.casework.standing import StandingKind


def act_obstacles(needs: Iterable[Needs], view: CaseView) -> list[str]:
    """Return every obstacle, each with its remedy. A reason is asked for with the act itself."""
    return [text for need in needs for text in BY_NEED[need](view)]


def assessment_finished(view: CaseView) -> Iterator[str]:
    """Check that the newest assessment is finished and of the present revision."""
    if view.newest is None:
        yield _("The partnership has not been assessed.")
    elif view.newest.state in ("queued", "running"):
        yield _("An assessment is under way. Wait until it has finished.")
    elif view.newest.state in ("error", "set_aside"):
        yield _("The newest assessment has failed. An administrator can start it again.")
    elif not view.assessed:
        yield _("The current revision has not been assessed.")


def reviewer_ready(view: CaseView) -> Iterator[str]:
    """Check that a reviewer has settled ties."""
    if not any(each.ready for each in view.assigned):
        yield _("No reviewer without ties is assigned. Assign one.")


def undecided_standings(view: CaseView) -> Iterator[str]:
    """Yield each standing that still needs a reviewer, with its codes."""
    return (each.said() for each in undecided_findings(view))


def unassessed_addressed(view: CaseView) -> Iterator[str]:
    """Yield rules that were not assessable and that nobody has acknowledged."""
    return (each.said() for each in unaddressed_rules(view))


def unaddressed_withdrawn(view: CaseView) -> Iterator[str]:
    """Yield withdrawn high or critical findings that nobody has acknowledged."""
    return (each.said() for each in unaddressed_withdrawn_findings(view))


def nothing_confirmed(view: CaseView) -> Iterator[str]:
    """Check that there is neither a confirmed finding nor an open measure."""
    codes = [each.match.finding.code for each in view.findings if each.standing == StandingKind.CONFIRMED]
    if codes:
        yield _("Confirmed: %(codes)s. Clear the case with conditions, return or refuse it.") % {
            "codes": list_codes(codes)
        }
    if any(not each.done for each in view.conditions):
        yield _("Measures or conditions are not done yet. Clear the case with conditions, or have them done first.")


def condition_set(view: CaseView) -> Iterator[str]:
    """Check that there is something to follow up, also for confirmed findings."""
    if not view.conditions:
        yield _("No condition is set. Add one, or clear the case without conditions.")
    elif codes := [each.match.finding.code for each in view.confirmed_without_condition]:
        yield _("Confirmed without a condition of the case: %(codes)s. Add one.") % {"codes": list_codes(codes)}


def nothing_overdue(view: CaseView) -> Iterator[str]:
    """Check that no condition is overdue."""
    return (each.said() for each in overdue_conditions(view))


def hearing_checked_elsewhere(_view: CaseView) -> Iterator[str]:
    """Yield nothing: `rules.review.casework.people_concerned.hearing.not_heard_reasons` checks the findings that
    somebody confirms.
    """
    return iter(())


def reason_checked_elsewhere(_view: CaseView) -> Iterator[str]:
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
