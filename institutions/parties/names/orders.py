"""The words of a person's name in each order that they may have: family name first, or last."""

from functools import lru_cache
from typing import Final

from institutions.parties.names.other_scripts import latin_letters
from institutions.parties.names.sound import word_sound
from institutions.parties.names.word_weights import TITLES

MOST_WORDS: Final = 5


@lru_cache(maxsize=8_192)
def in_orders(plain: str) -> tuple[str, ...]:
    """Return the sound of a plain name from each of its words on, going round: satoharuka and harukasato."""
    spaced = "".join(letter if letter.isalnum() or letter == "ー" else " " for letter in latin_letters(plain))
    words = [word_sound(word) for word in spaced.split() if word not in TITLES]
    starts = range(len(words)) if len(words) <= MOST_WORDS else range(1)
    return tuple(dict.fromkeys("".join(words[at:] + words[:at]) for at in starts)) or ("",)
