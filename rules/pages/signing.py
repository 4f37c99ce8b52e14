"""Until when nothing is signed, in words: for the page of the calendar and the summary of a partnership."""

from typing import Any

from rules.calendar.calendar import Calendar, SigningHold
from rules.calendar.entry import Entry
from rules.language.statements import Language, date_text

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


def hold_words(hold: SigningHold, calendar: Calendar, language: Language) -> Context:
    """Until when nothing is signed, with the reasons."""

    def said(entries: tuple[Entry, ...]) -> list[str]:
        return [each.what.of(language) for each in entries]

    today = calendar.today.isoformat()
    return {
        "before": date_text(hold.before, language) if hold.before else "",
        "japanese": date_text(hold.before, "ja") if hold.before and language == "en" else "",
        "iso": hold.before or "",
        "over": bool(hold.before and hold.before <= today),
        "because": said(hold.because),
        "unknown": [
            {"what": each.what.of(language), "missing": each.missing.of(language) if each.missing else ""}
            for each in hold.unknown
        ],
        "unassessed": hold.unassessed,
        "certain": hold.certain,
    }
