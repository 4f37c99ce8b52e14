"""The least length of a reason that is kept for good: one measure for every act that asks for one.

No legal source: ours. A single letter explains nothing to somebody who reads the file years later, and a program cannot
tell whether a longer text does; so the minimum is small, and only what cannot be a sentence is refused.
"""

import unicodedata
from typing import Final, cast

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext, gettext_noop

LEAST: Final = 10  # letters and digits
LEAST_JAPANESE: Final = LEAST // 2  # kanji and kana say about twice as much each
WORDS: Final = gettext_noop(
    "Write a sentence of at least %(letters)s letters or digits, or at least %(japanese)s Japanese characters."
)


def hint() -> str:
    """Return what to do about a reason that is too short, in the reader's language."""
    return gettext(WORDS) % {"letters": LEAST, "japanese": LEAST_JAPANESE}


HINT: Final = cast("Promise", lazy(hint, str)())


def says_too_little(text: str) -> bool:
    """Return whether a text is too short for a reason. Blanks and punctuation do not count, whatever their width."""
    return sum(letter_weight(each) for each in unicodedata.normalize("NFKC", text)) < LEAST


def letter_weight(character: str) -> int:
    """Return two for kanji, kana and their like, one for other letters and digits, none for anything else."""
    if unicodedata.category(character)[0] not in "LN":
        return 0
    return 2 if unicodedata.east_asian_width(character) == "W" else 1
