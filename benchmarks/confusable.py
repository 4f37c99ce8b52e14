"""The most confusable pairs of different filers: the hardest that our own score can be given.

Every two filers whose names share a key are compared in all their names, as two parties of the register are. Those with
different corporate numbers are different for certain. Of all those pairs the ones with the highest score are the
hardest, since it is our own score that they mislead most; between equal ones the order of the list decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.edinet import Filer
from institutions.models import PartyKind
from institutions.parties.identities.blocking import blocking_keys
from institutions.parties.identities.candidates import PartyDescription, likest_of, name_score
from institutions.parties.names import fold_name

LEAST: Final = 60  # of 100: weaker pairs confuse nobody


@dataclass(frozen=True, slots=True)
class Confusable:
    """Two filers, the score of all their names, and whether one name of theirs is the same."""

    score: int
    one: Filer
    other: Filer

    @property
    def same_name(self) -> bool:
        """True if no comparison of names can tell them apart: they have one name in the same script."""
        return any(
            first and fold_name(first) == fold_name(second)
            for first, second in zip(filer_names(self.one), filer_names(self.other), strict=True)
        )


def filer_names(filer: Filer) -> tuple[str, ...]:
    """Return the names of a filer, as they are written."""
    return (filer.kanji, filer.kana, filer.english)


def describe_filer(filer: Filer) -> PartyDescription:
    """Return a filer as a party with its names alone."""
    return PartyDescription(kind=PartyKind.COMPANY, names=tuple(filter(None, filer_names(filer))))


def confusable_pairs(filers: Sequence[Filer]) -> list[Confusable]:
    """Return one entry for each pair of different filers that is alike at all, the hardest first."""
    known = [(filer, describe_filer(filer)) for filer in filers if filer.number]
    by_key: dict[str, list[int]] = defaultdict(list)
    found: list[tuple[int, int, int]] = []
    for place, (filer, described) in enumerate(known):
        keys = {key for name in described.compared for key in blocking_keys(name)}
        for before in {entry for key in keys for entry in by_key[key]}:
            likest = (
                None if known[before][0].number == filer.number else likest_of(described, known[before][1].compared)
            )
            if likest and name_score(likest[0]) >= LEAST:
                found.append((name_score(likest[0]), before, place))
        for key in keys:
            by_key[key].append(place)
    found.sort(key=lambda each: (-each[0], each[1:]))
    return [Confusable(score, known[before][0], known[place][0]) for score, before, place in found]
