"""Keys shared by names that may belong to one party, so that a look-up compares some dozens and not all of them.

A name has a few keys: the beginning of its folded form, the beginning of its sound, and its first consonants. For
kanji the sound is any of those that its first letters may have, the likeliest first. A person's name has keys from each
of its words on, and a company that is known by a trade name has the keys of its other names too. Two names that share
none of the keys are not compared: `benchmarks/identities.py` prints what that loses.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from heapq import heappop, heappush
from itertools import islice
from typing import Final

from institutions.parties.names.alignment import NamePiece, steps_from
from institutions.parties.names.folding import name_sound
from institutions.parties.names.likeness import PreparedName, prepare_name
from institutions.parties.names.orders import in_orders
from institutions.parties.names.other_scripts import any_script_in_latin
from institutions.parties.names.sound import sound_consonants
from institutions.parties.names.trade_names import other_names
from institutions.parties.names.translating import table_of

SPOKEN: Final = re.compile(r"[ァ-ヺー]+|[a-z0-9]+")  # a word at the beginning that is not kanji
MAX_KEY: Final = 12
SPELLED: Final = {"kanji": 3, "kana": 4, "latin": 6}  # letters of the folded form, by script
SOUND: Final = 5
CONSONANTS: Final = 4
MOST_READINGS: Final = 20  # keys from readings of one name


@lru_cache(maxsize=16_384)
def blocking_keys(name: PreparedName, *, people: bool = False) -> frozenset[str]:
    """Return the keys of a name; none for an empty one. They are stored, and computed again for each search.

    `people`: of a person, whose names may come in another order.
    """
    keys = {*beginning_keys(name, people=people)}
    if people:
        keys.update(people_keys(name))
    else:
        keys.update(key for other in other_names(name.folded) for key in beginning_keys(prepare_name(other)))
    return frozenset(key[:MAX_KEY] for key in keys)


def people_keys(name: PreparedName) -> Iterator[str]:
    """Yield the beginnings of a person's name from each word on; of one in Chinese characters as read in Mandarin."""
    plain = any_script_in_latin(name.plain) if name.script == "kanji" else name.plain
    for heard in filter(None, in_orders(plain)):
        yield f"s{heard[:SOUND]}"
        if name.script != "kanji" and (hard := sound_consonants(heard)[:CONSONANTS]):
            yield f"c{hard}"


def beginning_keys(name: PreparedName, *, people: bool = False) -> Iterator[str]:
    """Yield the beginning as spelled, then as heard. Vowels of readings are sure, those of English words are not."""
    if not name.folded:
        return
    yield f"b{name.folded[: SPELLED[name.script]]}"
    sounds = [name.heard] if name.script != "kanji" else []
    if name.script == "kana" and not people:
        sounds += translated_beginnings(name.heard)
    if name.script != "kana" or name.folded[0].isascii():  # JXホールディングス is read letter by letter
        english = name.script == "kanji" and not people
        sounds += islice(sound_beginnings(name.folded, english=english, people=people), MOST_READINGS)
    yield from (f"s{sound[:SOUND]}" for sound in sounds)
    first = name.heard if name.script != "kanji" else name_sound(run[0]) if (run := SPOKEN.match(name.folded)) else ""
    if hard := sound_consonants(first)[:CONSONANTS]:
        yield f"c{hard}"


def translated_beginnings(heard: str) -> Iterator[str]:
    """Yield the sound of a name in kana with its first word in English: ニホンムセン is Japan Musen."""
    words, longest = table_of(in_kanji=False)
    for length in range(longest, 0, -1):
        yield from (said + heard[length:] for said in words.get(heard[:length], ()))


def sound_beginnings(folded: str, *, english: bool, people: bool = False) -> Iterator[str]:
    """Yield the possible beginnings of the sound, in `SOUND` letters or fewer, each once, common readings first."""
    seen: set[str] = set()
    steps: dict[int, tuple[NamePiece, ...]] = {}  # from the letters that are reached: the first few of a long name
    waiting = [(0, 0, "")]  # how unusual the readings until here are, letters that are read, sound
    while waiting:
        unusual, at, sound = heappop(waiting)
        if at >= len(folded) or len(sound) >= SOUND:
            if sound[:SOUND] not in seen:
                seen.add(sound[:SOUND])
                yield sound[:SOUND]
            continue
        if at not in steps:
            steps[at] = tuple(steps_from(folded, at, english=english, people=people))
        for step in steps[at]:
            for rank, said in enumerate(step.sounds):
                heappush(waiting, (unusual + rank, at + step.length, sound + said))
