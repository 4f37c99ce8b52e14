"""A Japanese name beside an English one that translates words of it: what each of them has besides those words.

北野建設 is Kitano Construction, キタノケンセツ too: without the word and its translation only Kitano is left of both.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

from institutions.parties.names.folding import OF
from institutions.parties.names.legal_forms import without_forms
from institutions.parties.names.other_scripts import latin_letters
from institutions.parties.names.readings import KANJI, WORDS, sounds_of
from institutions.parties.names.sound import word_sound
from institutions.parties.names.words import ENGLISH

LIKELY_READINGS: Final = 3  # of each kanji of a word
SHORTEST_SOUND: Final = 4  # letters of a word as it is heard: shorter ones are in other words by chance
MOST_WORDS: Final = 3  # of an English translation

Rests = tuple[str, tuple[str, ...]]  # what is left of the Japanese name, and the sounds of the English words left


@lru_cache(maxsize=8_192)
def english_sounds(plain: str) -> tuple[str, ...]:
    """Return the sound of each word of a plain English name, without its legal form."""
    words = OF.sub(r"\2 \1", " ".join(without_forms(latin_letters(plain)).split()))
    return tuple(heard for word in words.split() if (heard := word_sound(word)))


@lru_cache(maxsize=1)
def spoken_words() -> dict[str, tuple[str, ...]]:
    """Return the sounds of the English words of each Japanese one, by its sound in its likely readings."""
    found: dict[str, dict[str, None]] = {}
    for word, english in ENGLISH.items():
        for sound in readings_of(word):
            if len(sound) >= SHORTEST_SOUND:
                found.setdefault(sound, {}).update(dict.fromkeys(english))
    return {sound: tuple(english) for sound, english in found.items()}


def readings_of(word: str) -> set[str]:
    """Return the likely sounds of a word."""
    if not KANJI.search(word):
        return {word_sound(word)}
    if word in WORDS:
        return set(sounds_of(word))
    letters = (
        [*islice(sounds_of(each), LIKELY_READINGS)] if KANJI.match(each) else [word_sound(each)] for each in word
    )
    return {"".join(sounds) for sounds in product(*letters)}


@lru_cache(maxsize=2)
def table_of(*, in_kanji: bool) -> tuple[dict[str, tuple[str, ...]], int]:
    """Return the words that are translated, as they are written or as they are heard, and the length of the longest."""
    words = ENGLISH if in_kanji else spoken_words()
    return words, max(map(len, words))


@lru_cache(maxsize=16_384)
def possible_translations(japanese: str, *, in_kanji: bool) -> frozenset[str]:
    """Return the sounds of the translations of every word in a Japanese name."""
    words, longest = table_of(in_kanji=in_kanji)
    places = (japanese[at : at + length] for at in range(len(japanese)) for length in range(1, longest + 1))
    return frozenset(said for place in places for said in words.get(place, ()))


@lru_cache(maxsize=16_384)
def joined_runs(english: tuple[str, ...]) -> frozenset[str]:
    """Return the sounds of every few words of an English name that follow each other."""
    starts = range(len(english))
    return frozenset("".join(english[at : at + length]) for at in starts for length in range(1, MOST_WORDS + 1))


def without_translations(japanese: str, english: tuple[str, ...], *, in_kanji: bool) -> Rests | None:
    """Return both names without the words that translate each other; None if there are none.

    `in_kanji`: the Japanese name is as it is written, else as it is heard.
    """
    if possible_translations(japanese, in_kanji=in_kanji).isdisjoint(joined_runs(english)):
        return None
    words, longest = table_of(in_kanji=in_kanji)
    left, rest, at = list(english), "", 0
    while at < len(japanese):
        for length in range(min(longest, len(japanese) - at), 0, -1):
            said = words.get(japanese[at : at + length])
            if said and (taken := translated_at(said, left)):
                del left[taken]
                at += length
                break
        else:
            rest += japanese[at]
            at += 1
    return rest, tuple(left)


def translated_at(said: Sequence[str], english: Sequence[str]) -> slice | None:
    """Return the place of the first words that together sound as one of the translations."""
    for start in range(len(english)):
        for end in range(min(len(english), start + MOST_WORDS), start, -1):
            if "".join(english[start:end]) in said:
                return slice(start, end)
    return None
