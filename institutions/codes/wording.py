"""Words for codes: the translation of a language with the parameters put in as that language writes them."""

from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext, override

from institutions.codes.base import Coded
from institutions.kinds.base import Label
from institutions.values.calendar import Language, day_text
from institutions.values.shown_list import listed


def words_of(said: Coded, language: Language | None = None) -> str:
    """Return what a code says, in a language; in the reader's where none is given."""
    wanted = language or reader_language()
    with override(wanted):
        return gettext(said.words) % {
            name: parameter_words(value, wanted) for name, value in said.parameters.items() if name not in said.unworded
        }


def in_both_languages(said: Coded) -> dict[str, Any]:  # Any: plain data
    """Return code, parameters and words as REST answers carry them."""
    return {**said.stored(), "text": {"en": words_of(said, "en"), "ja": words_of(said, "ja")}}


def parameter_words(value: Any, language: Language) -> str:  # Any: see institutions.codes.base.Parameter
    """Return a parameter as the language writes it; empty for None."""
    match value:
        case None:
            return ""
        case Coded():
            return words_of(value, language)
        case Label():
            return value.ja if language == "ja" else value.en
        case date():
            return day_text(value, language)
        case tuple():
            return listed((parameter_words(each, language) for each in value), language)
        case int() if not isinstance(value, bool):
            return f"{value:,}"
    return str(value)


def reader_language() -> Language:
    """Return the language in which the page, message or report is read."""
    return "ja" if get_language() == "ja" else "en"
