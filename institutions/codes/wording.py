"""Words for codes: the translation of a language with the parameters put in as that language writes them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import get_language, gettext, override

from institutions.codes.base import Coded, plain_parameters
from institutions.kinds.base import Label
from institutions.values.calendar import Language, day_text
from institutions.values.shown_list import listed

AS_THEY_ARE: Final[Mapping[str, str]] = MappingProxyType({})


def words_of(said: Coded, language: Language | None = None, shown: Mapping[str, str] = AS_THEY_ARE) -> str:
    """Return what a code says, in a language; in the reader's where none is given.

    `shown` has what is looked up, by placeholder, and texts that stand in place of parameters: a name for an id.
    """
    wanted = language or reader_language()
    given = {
        name: parameter_words(value, wanted)
        for name, value in said.parameters.items()
        if name not in said.unworded and name not in shown
    }
    with override(wanted):
        return gettext(said.words_then) % {**given, **shown}


def in_both_languages(said: Coded) -> dict[str, Any]:  # Any: plain data
    """Return code, parameters and words as REST answers carry them."""
    text = {"en": words_of(said, "en"), "ja": words_of(said, "ja")}
    return {"code": said.code, "parameters": plain_parameters(said), "text": text}


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
