"""The words of a name in Latin letters, as they are compared: without legal forms, articles and titles."""

import re
from functools import lru_cache
from typing import Final

from institutions.parties.names.legal_forms import ANY_WRITTEN, spelled_without
from institutions.parties.names.number_words import with_digits
from institutions.parties.names.other_scripts import latin_letters
from institutions.parties.names.word_weights import TITLES, WRITTEN_AS

ARTICLES: Final = frozenset(("the", "of", "and", "for", "in", "de", "la"))
# Two words that are written by their initials.
TOGETHER: Final = ((re.compile(r"\bunited states\b"), "us"), (re.compile(r"\bunited kingdom\b"), "uk"))


@lru_cache(maxsize=32_768)
def name_words(plain: str, *, people: bool) -> tuple[str, ...]:
    """Return the words of a plain name in their order; of a name of nothing but such words all of them.

    Numerals of companies are digits, since names that differ in one belong to two.
    """
    text = latin_letters(plain if people else ANY_WRITTEN.sub(" ", plain))
    for written, together in TOGETHER:
        text = written.sub(together, text)
    words = spelled_without(text).split()
    if people:
        kept = [word for word in words if word not in TITLES]
    else:
        kept = [WRITTEN_AS.get(word, word) for word in with_digits(words) if word not in ARTICLES]
    return tuple(kept or words)
