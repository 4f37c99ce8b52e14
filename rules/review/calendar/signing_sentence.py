"""The one sentence on when a partnership may be signed: its pages and its report say it in these words alone."""

from typing import Final

from django.utils.translation import gettext as _

from rules.engine.language.statements import Language
from rules.explaining.wording.words import day_in_both_calendars
from rules.models import CaseState
from rules.review.calendar.calendar import Calendar, do_not_sign_before
from rules.review.calendar.review import CONDITION, CRITICAL, REVIEW
from rules.review.casework.act_table import CLEARED_STATES

NEVER: Final = (CaseState.REFUSED, CaseState.WITHDRAWN)


def signing_sentence(calendar: Calendar, language: Language) -> str:
    """Return when to sign, in the active language: never, not yet, not before a day, or that no day requires to wait.

    A day that is not known, and a review that has not cleared the case, always mean: do not sign yet.
    """
    if calendar.case_state in NEVER:
        refused = calendar.case_state == CaseState.REFUSED
        return (
            _("Do not sign: the partnership was refused.") if refused else _("Do not sign: the proposal was withdrawn.")
        )
    hold = do_not_sign_before(calendar)
    ahead = bool(hold.before and hold.before > calendar.today.isoformat())
    day = day_in_both_calendars(hold.before, language) if hold.before and ahead else ""
    if hold.unassessed:
        return _("Do not sign yet: the case has not been assessed. Wait for the assessment.")
    if not all(each.key.startswith((REVIEW, CRITICAL)) for each in hold.unknown):
        if day:
            known = _(
                "Do not sign yet, and not before %(day)s: not every day is known. The calendar names the data to add."
            )
            return known % {"day": day}
        return _("Do not sign yet: not every day is known. The calendar names the data to add.")
    cleared = calendar.case_state in CLEARED_STATES
    if day:
        until = (
            _("Do not sign before %(day)s.")
            if cleared
            else _("Do not sign before %(day)s and before the review has cleared the case.")
        )
        return until % {"day": day}
    if cleared and any(each.key.startswith(CONDITION) and not each.done for each in calendar.entries):
        return _("You can sign once every condition to be met before signing is met: no day requires you to wait.")
    if cleared:
        return _("You can sign: the case is cleared, and no day requires you to wait.")
    return _("Do not sign before the review has cleared the case. No other day requires you to wait.")
