"""What must hold before an act: for each need of the table what stands in the way, in the reader's language."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from rules.review.casework.lapse_reasons import gone_unaddressed, listed, overdue, unaddressed, undecided
from rules.review.casework.standing import Standing
from rules.review.casework.table import Needs
from rules.review.casework.view import CaseView


def blockers(needs: Iterable[Needs], view: CaseView) -> list[str]:
    """Everything that stands in the way, each with its remedy. A reason is asked for with the act itself."""
    return [text for need in needs for text in BY_NEED[need](view)]


def assessed(view: CaseView) -> Iterator[str]:
    """A newest assessment that is finished and of the present revision."""
    if view.newest is None:
        yield _("The partnership has not been assessed.")
    elif view.newest.state in ("queued", "running"):
        yield _("An assessment is under way. Wait until it has finished.")
    elif view.newest.state in ("error", "set_aside"):
        yield _("The newest assessment has failed. An administrator can have it tried again.")
    elif not view.assessed:
        yield _("The present revision has not been assessed.")


def reviewer_ready(view: CaseView) -> Iterator[str]:
    """Somebody whose ties are settled."""
    if not any(each.ready for each in view.assigned):
        yield _("No reviewer without ties is assigned. Assign one.")


def findings_decided(view: CaseView) -> Iterator[str]:
    """Each standing that still asks something of a reviewer, with its codes."""
    return (each.said() for each in undecided(view))


def unassessed_addressed(view: CaseView) -> Iterator[str]:
    """Rules about which we cannot tell, and nobody has said why that is acceptable."""
    return (each.said() for each in unaddressed(view))


def gone_addressed(view: CaseView) -> Iterator[str]:
    """High or critical findings that are gone without anybody having said why the case can go on."""
    return (each.said() for each in gone_unaddressed(view))


def nothing_confirmed(view: CaseView) -> Iterator[str]:
    """Neither a confirmed finding nor an open measure."""
    codes = [each.match.finding.code for each in view.findings if each.standing == Standing.CONFIRMED]
    if codes:
        yield _("Confirmed: %(codes)s. Clear the case with conditions, return or refuse it.") % {"codes": listed(codes)}
    if any(not each.done for each in view.conditions):
        yield _("Measures or conditions are not done yet. Clear the case with conditions, or have them done first.")


def condition_set(view: CaseView) -> Iterator[str]:
    """Something to follow up, also for what was confirmed."""
    if not view.conditions:
        yield _("No condition is set. Add one, or clear the case without.")
    elif codes := [each.match.finding.code for each in view.confirmed_without_condition]:
        yield _("Confirmed without a condition of the case: %(codes)s. Add one.") % {"codes": listed(codes)}


def nothing_overdue(view: CaseView) -> Iterator[str]:
    """No condition is late."""
    return (each.said() for each in overdue(view))


def heard(_view: CaseView) -> Iterator[str]:
    """Checked of the findings that somebody confirms: see `rules.review.casework.named.hearing.not_heard`."""
    return iter(())


def reason(_view: CaseView) -> Iterator[str]:
    """Checked when the act is done."""
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
