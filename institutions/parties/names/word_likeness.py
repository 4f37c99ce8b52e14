"""Distance of two words of a name: 0 for one word, 1 for two, little for a slip or another spelling.

The costs are those of the half of the labelled pairs that may be used for it (`benchmarks/names.py`).
"""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from institutions.parties.names.word_weights import PLACES, SHORT_FOR

TWO: Final = 1.0
SPELLING: Final = 0.01  # one sound, spelled otherwise: Husayn and Hussein
INITIAL: Final = 0.03
SHORT_FORM: Final = 0.05
BEGINNING: Final = 0.07  # of a given name: Abiy and Abiyot
# By the number of slips: their cost, and the fewest letters that such a word has. Two are one where all else is equal.
SLIPS: Final = {1: (0.04, 5), 2: (0.10, 6), 3: (0.12, 10)}
ONE_IN_SHORT: Final = 0.06  # one slip in a word of two to four letters
SHORTEST_BEGINNING: Final = 3
# Of transliterations, in order: what one writes k another one writes q, and vowels are a, i or u.
SPELLINGS: Final = tuple(
    (re.compile(written), spelled)
    for written, spelled in (
        (r"tsch|tch|ch|cz|č", "c"), (r"sch|sh|sz", "s"), (r"kh|gh|q|ck|c(?=[aou])", "k"), (r"ph|w", "f"),
        (r"v", "f"), (r"dj|dzh|zh", "j"), (r"z", "s"), (r"ts|tz", "s"), (r"x", "ks"), (r"th", "t"), (r"d(?=h)", "d"),
        (r"(?<=[a-z])h(?![aeiou])", ""), (r"oo|ou|o", "u"), (r"[yj]$|ii$|iy$|ij$|yi$", "i"), (r"ay|ai|ei|ey|e|y", "i"),
        (r"g", "k"), (r"(.)\1+", r"\1"), (r"(?<=[a-z][bdfjklmnprt])s$", ""),
    )
)  # fmt: skip


@lru_cache(maxsize=65_536)
def spelling_of(word: str) -> str:
    """Return one spelling of the words that transliterations spell in several ways."""
    for written, spelled in SPELLINGS:
        word = written.sub(spelled, word)
    return word


@lru_cache(maxsize=131_072)
def word_cost(one: str, other: str, *, people: bool, last: bool = False) -> float:
    """Return how far two words are apart. `last`: both end their names, so that neither is a short given name."""
    if one == other:
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return INITIAL if people and long.startswith(short) else TWO
    if any(letter.isdigit() for letter in one + other) and not people:
        return TWO
    if not people and one in PLACES and other in PLACES:
        return TWO
    if people and not last and frozenset((one, other)) in SHORT_FOR:
        return SHORT_FORM
    spelled = (spelling_of(one), spelling_of(other))
    if spelled[0] == spelled[1]:
        return SPELLING
    cost = slip_cost(one, other)
    if OSA.distance(*spelled, score_cutoff=1) == 1:
        cost = min(cost, SPELLING + slip_cost(*spelled))
    if people and not last and len(short) >= SHORTEST_BEGINNING and long.startswith(short):
        cost = min(cost, BEGINNING)
    return cost


def slip_cost(one: str, other: str) -> float:
    """Return the cost of the slips between two words: letters that are left out, added, changed, or exchanged."""
    longest = max(len(one), len(other))
    slips = OSA.distance(one, other, score_cutoff=max(SLIPS))
    if slips == 1 and 2 <= longest < SLIPS[1][1]:
        return ONE_IN_SHORT
    cost, least = SLIPS.get(slips, (TWO, 0))
    return cost if longest >= least else TWO
