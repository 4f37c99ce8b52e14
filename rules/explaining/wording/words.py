"""Laws, days and their certainty in words for readers of the pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.kinds.base import Label
from rules.engine.language.statements import Language, date_text
from rules.engine.language.statements import with_one_stop as with_one_stop
from rules.explaining.catalogue.certainty import CONFIDENCE, BasisCertainty, law_text
from rules.explaining.wording.days import other_calendar, shown_day
from rules.explaining.wording.days import reader_language as reader_language
from rules.facts.kinds.labels import word_label

Json = Mapping[str, Any]  # Any: plain data from a JSON column


def text_in_language(text: "Label | Json | None", language: str) -> str:
    """Return a text in the reader's language, else in the other one; empty if there is none."""
    if text is None:
        return ""
    both = {"en": text.en, "ja": text.ja} if isinstance(text, Label) else text
    return str(both.get(language) or both.get("en") or both.get("ja") or "")


def statement_in_language(text: Json, language: str) -> str:
    """Return the statement of a finding as a reader sees it.

    Statements that were stored before version 1.2 may end with two full stops.
    """
    return with_one_stop(text_in_language(text, language))


def certainty_words(entry: Json, language: Language, today: str | None = None) -> str:
    """Return the certainty of a law or number and its due review in words; empty if its text was read."""
    stated = entry.get("confidence")
    shown = stated if stated in CONFIDENCE and stated != "seen" else None
    return BasisCertainty(shown, entry.get("review_on")).beside_law(language, today)


def law_words(entry: Json, language: Language) -> str:
    """Name a law with its article; its id if no name is known."""
    return law_text(entry.get("law"), entry.get("article"), entry.get("name") or {}, language)


def words_in_brackets(*parts: str, language: Language) -> str:
    """Return remarks in brackets; empty if there are none."""
    said = {"en": "; ", "ja": "。"}[language].join(filter(None, parts))
    return {"en": " ({})", "ja": "（{}）"}[language].format(said) if said else ""


def day_in_both_calendars(day: date | str, language: Language) -> str:
    """Return a day in the reader's calendar, and in the other one in brackets."""
    return shown_day(day, language) + words_in_brackets(other_calendar(day, language), language=language)


def valid_words(entry: Json, language: Language) -> str:
    """Return the days on which a value is in force in words."""
    begin, end = (date_text(entry[name], language) if entry.get(name) else "" for name in ("from", "until"))
    if begin and end:
        return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    if begin:
        return _("from %(begin)s") % {"begin": begin}
    return _("until %(end)s") % {"end": end} if end else ""


def nothing_flagged(unknown: int) -> str:
    """Return the text in place of the worst finding: no finding, and how many rules could not be assessed."""
    if not unknown:
        return _("No finding")
    said = ngettext("No finding; %(n)s not assessable", "No finding; %(n)s not assessable", unknown)
    return said % {"n": unknown}


def role_words(role: str | None, language: Language) -> str:
    """Return the word for somebody's role in a partnership; empty if it is not stated."""
    return text_in_language(word_label("role", role), language) if role else ""
