"""Errors of a document: each trouble with the place of the field and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import code_words
from institutions.drafts.troubles.document import MayBeMore
from institutions.values.quoting import cut_text, printable_text

MAX_ERRORS: Final = 1_000


@dataclass(frozen=True, slots=True)
class FieldError:
    """One trouble with a document. `field` is a JSON pointer (RFC 6901); an empty one is the whole document."""

    field: str
    said: Coded

    @property
    def message(self) -> str:
        """Return the trouble and its remedy in English."""
        return code_words(self.said, "en")

    def at(self, place: str) -> "FieldError":
        """Return the same trouble at another place."""
        return replace(self, field=place)


class DraftInvalid(ValueError):  # noqa: N818 - a refusal, not a fault
    """A document is refused, for all of these reasons."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{each.field or '/'}: {each.message}" for each in self.errors[:3]))


@dataclass(slots=True)
class FieldErrors:
    """The errors found so far; past the limit it only remembers that there are more."""

    errors: list[FieldError] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Return whether the limit is reached, past which no more errors are collected."""
        return len(self.errors) >= MAX_ERRORS

    def add(self, pointer: str, said: Coded) -> None:
        """Add one trouble; at the limit, add once that there may be more, and ignore the rest."""
        if not self.full:
            self.errors.append(FieldError(pointer, said))
        if self.full and len(self.errors) == MAX_ERRORS:
            self.errors.append(FieldError("", MayBeMore(number=PlainNumber(MAX_ERRORS))))

    def refuse_if_any(self) -> None:
        """Raise DraftInvalid with the troubles found, if there are any."""
        if self.errors:
            raise DraftInvalid(self.errors)


def pointer_below(pointer: str, part: str | int) -> str:
    """Return the JSON pointer of a member or an item below another."""
    return f"{pointer}/{escape_pointer(cut_text(str(part)))}"


@lru_cache(maxsize=4_096)
def escape_pointer(part: str) -> str:
    """Return a name escaped for a JSON pointer. Cached: it is called for every field of every row, with few names."""
    return printable_text(part).replace("~", "~0").replace("/", "~1")
