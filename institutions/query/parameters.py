"""Values in the query of an address, read alike for pages and REST: a day, a word of a list, a number, an id.

An impossible value is never replaced by another: `ParameterError` names the parameter, the trouble and the remedy.
An empty parameter counts as left out, as forms send it.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.query.troubles import (
    NoCharacterGiven,
    NoDayGiven,
    NoIdGiven,
    NoNumberGiven,
    NoSuchPage,
    UnknownWordGiven,
    WordMissing,
)
from institutions.values.quoting import NOT_STORED, storable_text
from institutions.values.written_day import written_day
from institutions.values.written_id import written_id
from institutions.values.written_number import written_number

LONGEST_SHOWN: Final = 40  # characters of a wrong value that are repeated to the reader
HIGHEST_PAGE: Final = 10**9 - 1


class ParameterError(CodedError):
    """An impossible value of a parameter of the address; `words` are for the reader, in their language."""

    def __init__(self, name: str, said: Coded) -> None:
        super().__init__(said)
        self.name = name


def text_parameter(given: Mapping[str, str], name: str) -> str:
    """Return the text of a parameter, without the spaces around it.

    ParameterError for a character that no text of a database has: nothing could be found by it.
    """
    text = str(given.get(name, "")).strip()
    if NOT_STORED.search(text):
        raise ParameterError(name, not_a_text(text))
    return text


def day_parameter(given: Mapping[str, str], name: str) -> date | None:
    """Read a day such as 2026-06-20; None if none is given."""
    text = text_parameter(given, name)
    try:
        return written_day(text) if text else None
    except ValueError:
        raise ParameterError(name, NoDayGiven(given=repeated_value(text))) from None


def word_parameter(given: Mapping[str, str], name: str, words: Collection[str], *, needed: bool = False) -> str:
    """Read one word of a list; empty if none is given and none is needed."""
    text = text_parameter(given, name)
    if needed and not text:
        raise ParameterError(name, WordMissing(known=tuple(words)))
    if text and text not in words:
        raise ParameterError(name, none_of(text, words))
    return text


def number_parameter(given: Mapping[str, str], name: str, *, most: int) -> int | None:
    """Read a whole number from 1 to `most`, written with the digits 0 to 9; None if none is given."""
    text = text_parameter(given, name)
    if not text:
        return None
    number = written_number(text, least=1, most=most)
    if number is None:
        raise ParameterError(name, NoNumberGiven(given=repeated_value(text), most=PlainNumber(most)))
    return number


def numbers_parameter(given: Mapping[str, str], name: str, *, most: int) -> tuple[int, ...]:
    """Read whole numbers with commas between them, each as `number_parameter` reads one; empty if none is given."""
    parts = text_parameter(given, name).split(",")
    found = (number_parameter({name: each}, name, most=most) for each in parts)
    return tuple(dict.fromkeys(each for each in found if each is not None))


def id_parameter(given: Mapping[str, str], name: str) -> UUID | None:
    """Read an id of 32 hexadecimal digits; None if none is given."""
    text = text_parameter(given, name)
    found = written_id(text)
    if text and found is None:
        raise ParameterError(name, not_an_id(text))
    return found


def page_of_rows(
    rows: Any, size: int, given: Mapping[str, str], name: str = "page"
) -> Page[Any]:  # Any: rows of any sort
    """Return a page of a table, by its number.

    A number that is too high gives the last page, since rows may have been removed.
    """
    text = text_parameter(given, name)
    if text and written_number(text, least=1, most=HIGHEST_PAGE) is None:
        raise ParameterError(name, NoSuchPage(given=repeated_value(text)))
    return Paginator(rows, size).get_page(text or 1)


def none_of(text: str, words: Collection[str]) -> Coded:
    """Return the trouble with a word that is not in the list of valid values."""
    return UnknownWordGiven(given=repeated_value(text), known=tuple(words))


def not_a_text(text: str) -> Coded:
    """Return the message for a text with a character that no text of a database has."""
    return NoCharacterGiven(given=repeated_value(storable_text(text)))


def not_an_id(text: str) -> Coded:
    """Return the trouble with a text that is not an id."""
    return NoIdGiven(given=repeated_value(text))


def repeated_value(text: str) -> str:
    """Return the beginning of a given value, short enough to repeat to the reader."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
