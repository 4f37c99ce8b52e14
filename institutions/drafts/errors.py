"""Errors of a document: each trouble with the place of the field and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import code_words
from institutions.drafts.near_words import nearest_word
from institutions.drafts.troubles.document import ErrorsInAll
from institutions.values.quoting import cut_text, printable_text

MAX_ERRORS: Final = 50  # listed of one document
MAX_SUGGESTIONS: Final = 20
MAX_WORDS: Final = 1_000  # compared for one suggestion


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
    """A document is refused, for all of these reasons. `total`: how many there are, listed or not."""

    def __init__(self, errors: Iterable[FieldError], total: int | None = None) -> None:
        self.errors = tuple(errors)
        self.total = len(self.errors) if total is None else total
        super().__init__("; ".join(f"{each.field or '/'}: {each.message}" for each in self.errors[:3]))


@dataclass(slots=True)
class FieldErrors:
    """The errors found so far: the first are listed, all are counted.

    A check goes on past the last one that is listed, to say how many there are. So nothing that it does for an error
    may take longer the more there is in the document: what is known is searched for a suggestion a few times only.
    """

    errors: list[FieldError] = field(default_factory=list)
    total: int = 0
    suggested: int = 0

    def add(self, pointer: str, said: Coded) -> None:
        """Add one trouble; past the limit, only count it."""
        self.total += 1
        if self.total <= MAX_ERRORS:
            self.errors.append(FieldError(pointer, said))

    def nearest(self, written: object, words: Iterable[str]) -> Coded | None:
        """Return a suggestion from among the first known words, for the first values that are not known; then none."""
        if self.suggested >= MAX_SUGGESTIONS:
            return None
        self.suggested += 1
        return nearest_word(written, islice(words, MAX_WORDS))

    def listed(self) -> tuple[FieldError, ...]:
        """Return the first errors, and how many there are if these are not all."""
        if self.total <= MAX_ERRORS:
            return tuple(self.errors)
        more = ErrorsInAll(number=PlainNumber(MAX_ERRORS), total=PlainNumber(self.total))
        return (*self.errors, FieldError("", more))

    def refuse_if_any(self) -> None:
        """Raise DraftInvalid with the troubles found, if there are any."""
        if self.total:
            raise DraftInvalid(self.listed(), self.total)


def pointer_below(pointer: str, part: str | int) -> str:
    """Return the JSON pointer of a member or an item below another."""
    return f"{pointer}/{escape_pointer(cut_text(str(part)))}"


@lru_cache(maxsize=4_096)
def escape_pointer(part: str) -> str:
    """Return a name escaped for a JSON pointer. Cached: it is called for every field of every row, with few names."""
    return printable_text(part).replace("~", "~0").replace("/", "~1")
