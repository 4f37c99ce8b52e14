"""The day before which nothing may be signed, with its reasons, in words: for the calendar."""

from typing import Any

from rules.engine.language.statements import Language
from rules.explaining.wording.days import other_calendar, shown_day
from rules.explaining.wording.words import words_in_brackets
from rules.review.calendar.calendar import Calendar, SigningHold
from rules.review.calendar.entry import CalendarEntry
from rules.review.calendar.review import CONDITION

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


def hold_words(hold: SigningHold, calendar: Calendar, language: Language) -> Context:
    """Return the day before which nothing may be signed, with the reasons, in words."""

    def said(entries: tuple[CalendarEntry, ...]) -> list[str]:
        return [each.what.of(language) for each in entries]

    today = calendar.today.isoformat()
    return {
        "before": shown_day(hold.before, language) if hold.before else "",
        "other": words_in_brackets(other_calendar(hold.before, language), language=language) if hold.before else "",
        "iso": hold.before or "",
        "over": bool(hold.before and hold.before <= today),
        "because": said(hold.because),
        "unknown": [
            {"what": each.what.of(language), "missing": each.missing.of(language) if each.missing else ""}
            for each in hold.unknown
        ],
        "unassessed": hold.unassessed,
        "certain": hold.certain,
        "conditions": sum(each.key.startswith(CONDITION) and not each.done for each in calendar.entries),
    }
