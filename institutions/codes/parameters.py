"""Parameters of a code that are plain data in an answer and are worded in their own way.

A value that somebody gave, a place in a document, a day and a number as they were written. Each is restored by its
type, so that a code declares what its parameter is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite
from typing import Final

from institutions.kinds.base import Label
from institutions.values.quoting import LONGEST_QUOTE, shown_in_message

OBJECT: Final = Label("an object", "オブジェクト")
LIST: Final = Label("a list", "リスト")
LONG_NUMBER: Final = Label("a number of more than 60 digits", "60桁を超える数値")
LITERALS: Final = {True: "true", False: "false", None: "null"}


@dataclass(frozen=True, slots=True)
class OutsideValue:
    """A value from outside: a text in quotes where the words are of a document, a number or a literal as JSON has it.

    What no message can hold is a label instead: an object, a list, a number of many digits.
    """

    value: str | int | float | bool | Label | None

    @property
    def literal(self) -> str:
        """The value as it was written, without quotes; empty for a label."""
        if isinstance(self.value, Label):
            return ""
        return LITERALS[self.value] if isinstance(self.value, bool) or self.value is None else str(self.value)


class FieldPointer(str):
    """A JSON pointer to another field of the same document. A file with headings shows the heading instead."""

    __slots__ = ()


class WrittenDay(str):
    """A day as a document writes it, 2026-06-20. A form and Japanese words have it in the calendar of the reader."""

    __slots__ = ()


class PlainNumber(int):
    """A number that is written without separators: a line, a revision, a limit as it is typed."""

    __slots__ = ()


class NamedInPart(tuple[str, ...]):
    """Short texts in their order, such as codes of rules. The words name the first five and mark that there are more.

    The parameters in an answer are all of them.
    """

    __slots__ = ()
    NAMED = 5

    @classmethod
    def of(cls, texts: Iterable[str]) -> "NamedInPart":
        """Return texts in their order, each once."""
        return cls(sorted(set(texts)))


def outside_value(value: object) -> OutsideValue:
    """Return a value from outside as a parameter."""
    match value:
        case str():
            return OutsideValue(shown_in_message(value))
        case bool() | None:
            return OutsideValue(value)
        case int() if abs(value) < 10**LONGEST_QUOTE:
            return OutsideValue(int(value))
        case int():
            return OutsideValue(LONG_NUMBER)
        case dict():
            return OutsideValue(OBJECT)
        case list():
            return OutsideValue(LIST)
        case float() if isfinite(value):
            return OutsideValue(value)
    text = shown_in_message(str(value))
    return OutsideValue(Label(text, text))
