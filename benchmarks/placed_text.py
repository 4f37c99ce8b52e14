"""Texts with places, each filled by a value of one copy of a case, and the values that are made from such texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, Self

from institutions.values.hashing import hash_text

MARK: Final = "\ue000"  # around the name of a value: of private use, so no column of a case holds it
TAIL: Final = "tail"  # the last digits of each id of a copy
NUMBER: Final = "number"  # the number of a copy, in its names
Values = dict[str, str]


def place(name: str) -> str:
    """Return the place of a value."""
    return f"{MARK}{name}{MARK}"


@dataclass(frozen=True, slots=True)
class PlacedText:
    """Text, with the name of a value at every other position."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Return a text whose places are marked."""
        return cls(tuple(text.split(MARK)))

    @property
    def names(self) -> tuple[str, ...]:
        """The values that it needs, in order."""
        return self.pieces[1::2]

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the text of one copy. KeyError if a value is missing."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        found = list(self.pieces)
        found[1::2] = [values[name] for name in found[1::2]]
        return "".join(found)


class MadeValue(Protocol):
    """A value that is made from others, of which it needs only earlier ones."""

    @property
    def name(self) -> str:
        """The name of its places."""

    def made(self, values: Values) -> str:
        """Return it for one copy."""


@dataclass(frozen=True, slots=True)
class HashedText:
    """The hash of a text."""

    name: str
    text: PlacedText

    def made(self, values: Values) -> str:
        """Return the hash of the text of one copy."""
        return hash_text(self.text.filled(values))
