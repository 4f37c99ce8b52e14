"""The most confusable pairs of different filers: the hardest that our own score can be given.

Every two filers whose names share a key are compared in every two of their names. Those with different corporate
numbers are different for certain. Of all those pairs the ones with the highest score are the hardest, since it is our
own score that they mislead most; between equal ones the order of the list decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.edinet import Filer
from institutions.parties.identities.blocking import blocking_keys
from institutions.parties.names.likeness import PreparedName, compare_names, prepare_name

LEAST: Final = 60  # of 100: weaker pairs confuse nobody


@dataclass(frozen=True, slots=True)
class Confusable:
    """Two filers, their likest names, and the score of these."""

    score: int
    one: str
    other: str


def filer_names(filer: Filer) -> list[tuple[str, PreparedName]]:
    """Return the names of a filer, as they are written and as they are compared."""
    return [(text, prepare_name(text)) for text in (filer.kanji, filer.kana, filer.english) if text]


def confusable_pairs(filers: Sequence[Filer]) -> list[Confusable]:
    """Return one entry for each pair of different filers that is alike at all, the hardest first."""
    known = [(filer.number, filer_names(filer)) for filer in filers if filer.number]
    by_key: dict[str, list[tuple[int, str, PreparedName]]] = defaultdict(list)
    best: dict[tuple[int, int], Confusable] = {}
    for place, (number, names) in enumerate(known):
        for text, name in names:
            met = dict.fromkeys(entry for key in sorted(blocking_keys(name)) for entry in by_key[key])
            for before, other_text, other in met:
                if known[before][0] == number or (alike := compare_names(name, other)) is None or alike.score < LEAST:
                    continue
                found = best.get((before, place))
                if found is None or alike.score > found.score:
                    best[before, place] = Confusable(alike.score, other_text, text)
        for text, name in names:
            for key in blocking_keys(name):
                by_key[key].append((place, text, name))
    return [best[pair] for pair in sorted(best, key=lambda pair: (-best[pair].score, pair))]
