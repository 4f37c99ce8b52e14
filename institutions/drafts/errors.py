"""What is wrong with a document: each trouble with the place of the field and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

MAX_ERRORS: Final = 1_000
LONGEST_QUOTE: Final = 60


@dataclass(frozen=True, slots=True)
class FieldError:
    """One trouble. `field` is a JSON pointer (RFC 6901); empty, it is the whole document."""

    field: str
    message: str


class DraftInvalid(ValueError):  # noqa: N818 - a refusal, not a fault
    """A document is refused, for all of these reasons."""

    def __init__(self, errors: Iterable[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("; ".join(f"{each.field or '/'}: {each.message}" for each in self.errors[:3]))


@dataclass(slots=True)
class Troubles:
    """Collects errors; past the limit it only remembers that there are more."""

    errors: list[FieldError] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """So many errors that nobody reads on."""
        return len(self.errors) >= MAX_ERRORS

    def add(self, pointer: str, message: str) -> None:
        """Note one trouble."""
        if not self.full:
            self.errors.append(FieldError(pointer, message))
        if self.full and len(self.errors) == MAX_ERRORS:
            text = f"There may be more: only the first {MAX_ERRORS} errors are listed. Correct these and send it again."
            self.errors.append(FieldError("", text))

    def refuse_if_any(self) -> None:
        """Raise DraftInvalid with what was found."""
        if self.errors:
            raise DraftInvalid(self.errors)


def below(pointer: str, part: str | int) -> str:
    """The pointer of a member or an item."""
    return f"{pointer}/{escaped(cut(str(part)))}"


@lru_cache(maxsize=4_096)
def escaped(part: str) -> str:
    """A name within a pointer. It is asked for with every field of every row, and there are few names."""
    return printable(part).replace("~", "~0").replace("/", "~1")


def shown(text: str) -> str:
    """A text from outside as it may stand in a message: cut, and without characters that cannot be printed."""
    return printable(cut(text))


def cut(text: str) -> str:
    """The beginning of a text that is too long for a message."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def printable(text: str) -> str:
    """A text with what cannot be printed written out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def quoted(value: object) -> str:
    """A value from outside in a message."""
    if isinstance(value, str):
        return f"'{shown(value)}'"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and abs(value) >= 10**LONGEST_QUOTE:
        return "a number of more than 60 digits"
    return shown(str(value))


def nearest(given: object, words: Iterable[str]) -> str:
    """' Did you mean …?' with the nearest word, else the words themselves where they are few, or the only one."""
    known = list(words)
    if isinstance(given, str) and len(given) <= LONGEST_QUOTE:
        by_case = {word.casefold(): word for word in known}
        if found := get_close_matches(given.casefold(), by_case, n=1):
            return f" Did you mean {by_case[found[0]]}?"
    if len(known) == 1:
        return f" Write {known[0]}."
    return f" Use one of: {', '.join(known)}." if 0 < len(known) <= LONGEST_QUOTE else ""
