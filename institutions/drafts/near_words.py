"""The suggestion at the end of a trouble: the nearest word, or the words themselves where they are few."""

from collections.abc import Iterable
from difflib import get_close_matches

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from institutions.values.quoting import LONGEST_QUOTE


@coded("nearest.one", gettext_noop(" Did you mean %(near)s?"))
class DidYouMean(Coded):
    """The suggestion of the known word most similar to the given one."""

    near: str


@coded("nearest.only", gettext_noop(" Write %(word)s."))
class WriteOnly(Coded):
    """The suggestion of the only known word."""

    word: str


@coded("nearest.several", gettext_noop(" Use one of: %(words_known)s."))
class UseOneOf(Coded):
    """The list of all known words, where they are few."""

    words_known: tuple[str, ...]


def nearest_word(written: object, words: Iterable[str]) -> Coded | None:
    """Return the nearest word as a suggestion, else the words themselves where they are few, or the only one."""
    known = list(words)
    if isinstance(written, str) and len(written) <= LONGEST_QUOTE:
        by_case = {word.casefold(): word for word in known}
        if found := get_close_matches(written.casefold(), by_case, n=1):
            return DidYouMean(near=by_case[found[0]])
    if len(known) == 1:
        return WriteOnly(word=known[0])
    return UseOneOf(words_known=tuple(known)) if 0 < len(known) <= LONGEST_QUOTE else None
