"""Texts from outside, prepared for a message: shortened, with unprintable characters written out."""

import re
from typing import Final

LONGEST_QUOTE: Final = 60
WIDE_SPACE: Final = "\u3000"
NOT_STORED: Final = re.compile("[\x00\ud800-\udfff]")


def shown_in_message(text: str) -> str:
    """Return a text from outside, prepared for a message: shortened, without unprintable characters."""
    return printable_text(cut_text(text))


def cut_text(text: str) -> str:
    """Return the beginning of a text that is too long for a message."""
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def printable_text(text: str) -> str:
    """Return a text with what cannot be printed written out."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def in_one_line(text: str) -> str:
    """Return a text without line breaks and control characters: they are written as escapes, and wide spaces stay."""
    return "".join(c if c.isprintable() or c == WIDE_SPACE else c.encode("unicode_escape").decode() for c in text)


def storable_text(text: str) -> str:
    """Return a text as every database stores it: NUL and halves of letters are written out."""
    return NOT_STORED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
