"""The next act on a finding, and on a case: who has to do what by when, in one sentence each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rules.assessing.retry import RETRYABLE
from rules.models import CaseState
from rules.review.casework.act_table import CLEARED_STATES, ENDED
from rules.review.casework.case_view import CaseView
from rules.review.casework.people_concerned.hearing import HearingState, PersonHeard
from rules.review.casework.standing import ConditionStanding, FindingStanding, StandingKind
from rules.web.case_words.rows import CaseWords


@dataclass(frozen=True, slots=True)
class NextAct:
    """One sentence; `overdue`: its day is over."""

    text: str
    overdue: bool = False


def next_act_on(each: FindingStanding, people: Iterable[PersonHeard], words: CaseWords) -> NextAct:
    """Return who has to do what by when about a finding. Pure: everything was read with the case."""
    view, state = words.view, words.view.case.state
    if state in ENDED:
        return NextAct(_("Nobody: the case has ended."))
    if (asked := earliest_answer(people)) and not each.settled:
        who, day = (asked[0] if words.sensitive else _("The person concerned")), asked[1]
        return NextAct(_("%(who)s answers by %(day)s.") % {"who": who, "day": words.day(day)}, day < view.today)
    if each.settled:
        return next_act_on_settled(each, words)
    if each.standing == StandingKind.ASKED:
        row = each.in_force[-1]
        said = {"who": row.asked_of, "day": words.day(row.answer_by)}
        return NextAct(_("%(who)s answers by %(day)s.") % said, bool(row.answer_by and row.answer_by < view.today))
    if each.standing == StandingKind.ANSWERED:
        return NextAct(_("A reviewer decides on the information received. No day is set."))
    if state == CaseState.RETURNED:
        return NextAct(_("The submitting body revises the proposal."))
    if state != CaseState.UNDER_REVIEW:
        return NextAct(_("A reviewer decides once the review has begun."))
    if each.standing == StandingKind.SECOND:
        return NextAct(_("A second reviewer decides. No day is set."))
    if each.standing == StandingKind.DISPUTED:
        return NextAct(_("One of the two reviewers decides again. No day is set."))
    return NextAct(_("A reviewer decides. No day is set."))


def next_act_on_settled(each: FindingStanding, words: CaseWords) -> NextAct:
    """Return the first open measure of a decided finding, else that nothing is left to do."""
    view, finding = words.view, each.match.finding_id
    due = first_due(row for row in view.conditions if decides(row, finding) and not row.done)
    if due is not None:
        said = {"who": due.condition.owner, "day": words.day(due.condition.due_on)}
        return NextAct(_("%(who)s carries out the measure by %(day)s.") % said, due.overdue)
    ends = [row.ends_on for row in each.in_force if row.ends_on]
    if ends:
        return NextAct(_("Nobody: dismissed until %(day)s.") % {"day": words.day(min(ends))})
    return NextAct(_("Nobody: it is decided."))


def decides(row: ConditionStanding, finding: int) -> bool:
    """Return whether a condition is a measure of a finding."""
    return row.condition.decision is not None and row.condition.decision.finding_id == finding


def first_due(rows: Iterable[ConditionStanding]) -> ConditionStanding | None:
    """Return the condition that is due first."""
    return min(rows, key=lambda row: row.condition.due_on, default=None)


def earliest_answer(people: Iterable[PersonHeard]) -> tuple[str, date] | None:
    """Return the person concerned whose answer is due first."""
    waiting = [
        (each.person.name, each.hearing.answer_by)
        for each in people
        if each.state == HearingState.WAITING and each.hearing and each.hearing.answer_by
    ]
    return min(waiting, key=lambda pair: pair[1], default=None)


def next_act_in_case(view: CaseView) -> str:
    """Return who acts next in a case, for readers who have nothing to do in it."""
    state = view.case.state
    if state in ENDED:
        return _("Nobody: the case has ended.")
    if state in CLEARED_STATES:
        return next_act_in_cleared(view)
    if state == CaseState.RETURNED:
        return _("The submitting body revises the proposal.")
    if not view.assessed:
        if view.newest and view.newest.state in RETRYABLE:
            return _("An administrator starts the failed assessment again.")
        return _("Wait for the assessment, which takes about a minute.")
    if state == CaseState.SUBMITTED:
        return _("A reviewer accepts the case.")
    if state == CaseState.SCREENING:
        return _("An assigned reviewer starts the review.") if view.assigned else _("A reviewer is assigned.")
    return next_act_in_review(view.unsettled, len(view.unaddressed) + len(view.gone_unaddressed))


def next_act_in_cleared(view: CaseView) -> str:
    """Return the condition of a cleared case that is due first."""
    due = first_due(row for row in view.conditions if not row.done)
    if due is None:
        return _("Nobody: the case is cleared.")
    return _("%(who)s meets the first condition.") % {"who": due.condition.owner}


def next_act_in_review(unsettled: Sequence[FindingStanding], unaddressed: int) -> str:
    """Return what reviewers do next in a case under review."""
    if unsettled:
        n = len(unsettled)
        return ngettext("Reviewers decide %(n)d finding.", "Reviewers decide %(n)d findings.", n) % {"n": n}
    if unaddressed:
        n = unaddressed
        said = ngettext(
            "A reviewer acknowledges %(n)d entry without an answer.",
            "A reviewer acknowledges %(n)d entries without an answer.",
            n,
        )
        return said % {"n": n}
    return _("A reviewer clears, returns or refuses the case.")
