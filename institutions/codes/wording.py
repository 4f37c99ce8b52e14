"""Texts for codes: the translation, with the parameters inserted as the language writes them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import get_language, gettext, override

from institutions.codes.base import Audience, Coded, Sentences, plain_parameters
from institutions.codes.parameters import NamedInPart, OutsideValue, PlainNumber, WrittenDay
from institutions.kinds.base import Label
from institutions.values.calendar import Language, day_in_words
from institutions.values.text_lists import join_texts
from institutions.values.written_day import is_written_day, written_day

AS_THEY_ARE: Final[Mapping[str, str]] = MappingProxyType({})


def code_words(
    said: Coded,
    language: Language | None = None,
    audience: Audience = "document",
    shown: Mapping[str, str] = AS_THEY_ARE,
) -> str:
    """Return the text of a code for its audience, in the given language or else the reader's.

    `shown` has what is looked up, by placeholder, and texts that stand in place of parameters: a name for an id.
    """
    wanted = language or reader_language()
    msgid = (audience == "form" and said.form_words) or said.words_then
    values = placeholder_values(said, wanted, audience, shown)
    return without_gaps(words_in(msgid, wanted), values) % values


def without_gaps(words: str, values: Mapping[str, str]) -> str:
    """Return words without one of the two blanks around a placeholder that nothing stands for: a file has no sheet."""
    for name in (each for each, value in values.items() if value == ""):
        words = words.replace(f" %({name})s ", f" %({name})s")
    return words


def words_in(msgid: str, language: Language) -> str:
    """Return English words in a language. English needs no settings of Django: the engine runs without them."""
    if language == "en":
        return msgid
    with override(language):
        return gettext(msgid)


def placeholder_values(
    said: Coded, language: Language, audience: Audience = "document", shown: Mapping[str, str] = AS_THEY_ARE
) -> dict[str, str]:
    """Return what stands in place of the placeholders in the words of a code; `shown` as in `code_words`."""
    given = {
        name: parameter_words(value, language, audience)
        for name, value in said.parameters.items()
        if name not in said.unworded and name not in shown
    }
    return {**given, **shown}


def code_in_both_languages(said: Coded) -> dict[str, Any]:  # Any: plain data
    """Return code, parameters and words as REST answers carry them."""
    text = {"en": code_words(said, "en"), "ja": code_words(said, "ja")}
    return {"code": said.code, "parameters": plain_parameters(said), "text": text}


def parameter_words(value: Any, language: Language, audience: Audience = "document") -> str:  # Any: see Parameter
    """Return a parameter as the language writes it; empty for None."""
    match value:
        case None:
            return ""
        case Coded():
            return code_words(value, language, audience)
        case OutsideValue():
            return given_words(value, language, audience)
        case Label():
            return value.of(language)
        case date():
            return day_in_words(value, language)
        case WrittenDay():
            in_calendar = is_written_day(value) and (language == "ja" or audience == "form")
            return day_in_words(written_day(value), language) if in_calendar else str(value)
        case Sentences():
            return " ".join(parameter_words(each, language, audience) for each in value)
        case NamedInPart():
            return join_texts(value[: value.NAMED], language) + (" …" if len(value) > value.NAMED else "")
        case tuple():
            return join_texts((parameter_words(each, language, audience) for each in value), language)
        case int() if not isinstance(value, bool | PlainNumber):
            return f"{value:,}"
    return str(value)


def label_of(text: object) -> Label:
    """Return a lazily translated text, such as the label of a choice, in both languages."""
    with override("en"):
        english = str(text)
    with override("ja"):
        return Label(english, str(text))


def given_words(given: OutsideValue, language: Language, audience: Audience) -> str:
    """Return a value from outside: a text in quotes in English words of a document; others put their own around it."""
    if isinstance(given.value, Label):
        return parameter_words(given.value, language)
    return (
        f"'{given.literal}'"
        if isinstance(given.value, str) and (language, audience) == ("en", "document")
        else given.literal
    )


def reader_language() -> Language:
    """Return the language in which the page, message or report is read."""
    return "ja" if get_language() == "ja" else "en"
