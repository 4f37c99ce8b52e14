"""The conditions of an act: for each need of the table the obstacles, in the reader's language."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from rules.review.casework.lapse_reasons import gone_unaddressed, listed, overdue, unaddressed, undecided
from rules.review.casework.standing import Standing
from rules.review.casework.table import Needs
from rules.review.casework.view import CaseView


def blockers(needs: Iterable[Needs], view: CaseView) -> list[str]:
    """Return every obstacle, each with its remedy. A reason is asked for with the act itself."""
    return [text for need in needs for text in BY_NEED[need](view)]


def assessed(view: CaseView) -> Iterator[str]:
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


def findings_decided(view: CaseView) -> Iterator[str]:
    """Yield each standing that still needs a reviewer, with its codes."""
    return (each.said() for each in undecided(view))


def unassessed_addressed(view: CaseView) -> Iterator[str]:
    """Yield rules that were not assessable and that nobody has acknowledged."""
    return (each.said() for each in unaddressed(view))


def gone_addressed(view: CaseView) -> Iterator[str]:
    """Yield withdrawn high or critical findings that nobody has acknowledged."""
    return (each.said() for each in gone_unaddressed(view))


def nothing_confirmed(view: CaseView) -> Iterator[str]:
    """Check that there is neither a confirmed finding nor an open measure."""
    codes = [each.match.finding.code for each in view.findings if each.standing == Standing.CONFIRMED]
    if codes:
        yield _("Confirmed: %(codes)s. Clear the case with conditions, return or refuse it.") % {"codes": listed(codes)}
    if any(not each.done for each in view.conditions):
        yield _("Measures or conditions are not done yet. Clear the case with conditions, or have them done first.")


def condition_set(view: CaseView) -> Iterator[str]:
    """Check that there is something to follow up, also for confirmed findings."""
    if not view.conditions:
        yield _("No condition is set. Add one, or clear the case without conditions.")
    elif codes := [each.match.finding.code for each in view.confirmed_without_condition]:
        yield _("Confirmed without a condition of the case: %(codes)s. Add one.") % {"codes": listed(codes)}


def nothing_overdue(view: CaseView) -> Iterator[str]:
    """Check that no condition is overdue."""
    return (each.said() for each in overdue(view))


def heard(_view: CaseView) -> Iterator[str]:
    """Yield nothing: `rules.review.casework.named.hearing.not_heard` checks the findings that somebody confirms."""
    return iter(())


def reason(_view: CaseView) -> Iterator[str]:
    """Yield nothing: the reason is checked with the act itself."""
    return iter(())


BY_NEED = {
    Needs.ASSESSED: assessed,
    Needs.REVIEWER_READY: reviewer_ready,
    Needs.FINDINGS_DECIDED: findings_decided,
    Needs.UNASSESSED_ADDRESSED: unassessed_addressed,
    Needs.GONE_ADDRESSED: gone_addressed,
    Needs.NOTHING_CONFIRMED: nothing_confirmed,
    Needs.CONDITION_SET: condition_set,
    Needs.NOTHING_OVERDUE: nothing_overdue,
    Needs.HEARD: heard,
    Needs.REASON: reason,
}
