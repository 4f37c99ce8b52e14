"""The reading of a name with kanji as another one in kana or Latin letters, letter by letter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from institutions.parties.names.people_readings import sounds_in_names
from institutions.parties.names.readings import IN_NAMES, KANJI, LONGEST_WORD, WORDS, sounds_of
from institutions.parties.names.sound import word_sound
from institutions.parties.names.words import ENGLISH, LONGEST

KATAKANA: Final = re.compile(r"[ァ-ヺー]+")
LATIN_RUN: Final = re.compile(r"[a-z0-9]+")
VOWELS: Final = "aiueowy"
MUCH_THE_SAME: Final = 62  # of 100; horuteinkusu and hortinks are 70
# A vowel that only lengthens the one before it is not heard: the second of the three i of アカツキイイジマ (暁飯島).
LENGTHENS: Final = {"a": "a", "i": "i", "u": "u", "e": "e", "o": "ou"}


@dataclass(frozen=True, slots=True)
class NamePiece:
    """A piece of a name: its number of letters, and the sounds that it may have. `loose`: vowels may differ."""

    length: int
    sounds: tuple[str, ...]
    loose: bool = False


def covered_share(written: str, heard: str, *, english: bool, people: bool = False) -> float:
    """Return the share of both names that can be read alike from the beginning: 1.0 for a full reading, 0.0 for none.

    `written` is a folded name, `heard` the sound of another one; `english` where that one is in Latin letters, so that
    words may be translated, and vowels of katakana words differ. `people`: with the readings of names of people. The
    lower of the two shares counts.
    """
    if not written or not heard:
        return 0.0
    steps = steps_of(written, english=english, people=people)
    reached: dict[int, set[int]] = {0: {0}}
    best = 0.0
    for at in range(len(written) + 1):
        if not reached:
            break
        places = reached.pop(at, None)
        if not places:
            continue
        best = max(best, min(at / len(written), max(places) / len(heard)))
        for step in steps[at] if at < len(written) else ():
            reached.setdefault(at + step.length, set()).update(places_after(step, heard, places))
    return best


def places_after(step: NamePiece, heard: str, places: set[int]) -> Iterator[int]:
    """Yield the places in the sound that a step can reach, from each of the places before it."""
    for place in places:
        for said in step.sounds:
            if step.loose:
                yield from loose_places(said, heard, place)
            elif heard.startswith(said, place):
                yield place + len(said)
            if place and said[:1] in LENGTHENS.get(heard[place - 1], "-") and heard.startswith(said[1:], place):
                yield place + len(said) - 1


def loose_places(said: str, heard: str, start: int) -> Iterator[int]:
    """Yield places behind the same consonants with other vowels between and behind, if all sounds much the same."""
    place = start
    for letter in said:
        while place < len(heard) and heard[place] in VOWELS:
            place += 1
        if letter in VOWELS:
            continue
        if place < len(heard) and heard[place] == letter:
            place += 1
        else:
            return
    while place < len(heard) and heard[place] in VOWELS:
        place += 1
    if fuzz.ratio(said, heard[start:place]) >= MUCH_THE_SAME:
        yield place


@lru_cache(maxsize=16_384)
def steps_of(written: str, *, english: bool, people: bool = False) -> tuple[tuple[NamePiece, ...], ...]:
    """Return the possible steps from each letter of a folded name."""
    return tuple(tuple(steps_from(written, at, english=english, people=people)) for at in range(len(written)))


def steps_from(written: str, at: int, *, english: bool, people: bool) -> Iterator[NamePiece]:
    """Yield the steps from one letter: words first, then kanji, katakana and Latin letters."""
    for length in range(min(LONGEST_WORD, len(written) - at), 1, -1):
        if (word := written[at : at + length]) in WORDS:
            yield NamePiece(length, sounds_of(word))
    if english:
        for length in range(min(LONGEST, len(written) - at), 0, -1):
            if said := ENGLISH.get(written[at : at + length]):
                yield NamePiece(length, said)
    letter = written[at]
    if KANJI.match(letter):
        yield NamePiece(1, (*sounds_of(letter), *(sounds_in_names(letter) if people else ())))
    elif run := KATAKANA.match(written, at):
        if letter in IN_NAMES:
            yield NamePiece(1, sounds_of(letter))
        yield NamePiece(len(run[0]), (word_sound(run[0]),), loose=english)
        if not english:
            yield NamePiece(1, (word_sound(letter),))
    elif run := LATIN_RUN.match(written, at):
        yield NamePiece(len(run[0]), (word_sound(run[0]),))
        if not english:
            yield NamePiece(1, sounds_of(letter))
    else:
        yield NamePiece(1, (letter,))
