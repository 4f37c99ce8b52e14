"""Readings that kanji have in names of people alone: 遥 is ハル or ハルカ, 翔 is ショウ or ト.

The table beside this file was learned from the family and given names of the dictionary mecab-ipadic 2.7.0 (its licence
is beside it too): a reading that at least two of its names need, where the rest of the name is read as known.
"""

from functools import lru_cache
from pathlib import Path
from typing import Final

from institutions.parties.names.kana import one_size
from institutions.parties.names.sound import word_sound

TABLE: Final = Path(__file__).with_name("people_readings.txt")


@lru_cache(maxsize=1)
def people_readings() -> dict[str, tuple[str, ...]]:
    """Load the sounds of each kanji in names of people, the commonest first."""
    rows = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {kanji: tuple(dict.fromkeys(word_sound(one_size(each)) for each in read)) for kanji, *read in rows}


def sounds_in_names(kanji: str) -> tuple[str, ...]:
    """Return the sounds that a kanji has in names of people, besides those that it has everywhere."""
    return people_readings().get(kanji, ())
