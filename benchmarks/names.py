"""Precision, recall and F1 of the likeness of names, by kind and script, beside rapidfuzz's token_sort_ratio.

Pairs come from EDINET (SHARED_DATA: its kanji, kana and English names), from a file of labelled cases (NAME_CASES: CSV
with schema, name1, name2 and is_match, as the benchmark of opensanctions/nomenklatura, MIT) and from lists of Japanese
names (JAPANESE_NAMES: names.yml of gimei, MIT). Files that are missing are left out. One half of the pairs, by the hash
of the name, serves to set thresholds and lists; the figures are those of the other half. Bounds of F1 are the 2.5 % and
97.5 % of 200 bootstraps of the pairs.
"""

import os
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from benchmarks.edinet import read_filers
from benchmarks.figures import print_heading
from benchmarks.filer_pairs import filer_pairs, form_pairs
from benchmarks.name_pairs import PERSON, NamePair, read_cases, read_people
from institutions.parties.identities.candidates import LEAD_FROM, name_score
from institutions.parties.names.likeness import compare_names, prepare_name

PRECISION: Final = 0.90
LIMITS: Final = range(40, 101)
BOOTSTRAPS: Final = 200
Scores = Mapping[NamePair, float]


class Quality(NamedTuple):
    """Precision, recall and F1, of 1; the precision of no find is 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.recall else 0.0


def main() -> None:
    """Measure each source that is there."""
    sources: list[tuple[str, Sequence[NamePair]]] = []
    if filers := read_filers():
        sources += [("EDINET's filers", filer_pairs(filers)), ("their legal forms", form_pairs(filers))]
    if cases := os.environ.get("NAME_CASES"):
        sources.append(("labelled cases", read_cases(Path(cases))))
    if people := os.environ.get("JAPANESE_NAMES"):
        sources.append(("Japanese people", read_people(Path(people))))
    if not sources:
        print_heading(
            "No pairs of names are there: set SHARED_DATA, NAME_CASES or JAPANESE_NAMES (benchmarks/names.py)"
        )
    for source, pairs in sources:
        report(source, pairs)


def report(source: str, pairs: Sequence[NamePair]) -> None:
    """Print the figures of one source."""
    reported = sum(pair.is_reported for pair in pairs)
    print_heading(f"Names: {source}, {len(pairs):,} pairs; figures of the {reported:,} that set no threshold")
    used, precise = f"at {LEAD_FROM}: P     R    F1", "F1 (from, P) at P ≥ .90"
    print(f"  {'':30}{'pairs':>7}{'one':>7}  {used:>20}  {precise:>24}{'peer: F1 (from, P)':>26}")
    ours = {pair: score_pair(pair) for pair in pairs}
    peer = {pair: peer_score(pair) for pair in pairs}
    for kind in sorted({pair.kind for pair in pairs}):
        of_kind = [pair for pair in pairs if pair.kind == kind]
        limits = (threshold_for(ours, of_kind), threshold_for(peer, of_kind))
        print_row(kind, of_kind, ours, peer, limits)
        by_sort: dict[str, list[NamePair]] = defaultdict(list)
        for pair in of_kind:
            by_sort[pair.sort].append(pair)
        for sort, of_sort in sorted(by_sort.items()):
            print_row(f"  {sort}", of_sort, ours, peer, limits)


def print_row(name: str, pairs: Sequence[NamePair], ours: Scores, peer: Scores, limits: tuple[float, float]) -> None:
    """Print one row: at the threshold in use, then where the first half of the kind has the wanted precision.

    Of a sort that has pairs of two parties alone, it prints how many are taken for one.
    """
    shown = [pair for pair in pairs if pair.is_reported]
    row = f"  {name:30}{len(shown):7,}{sum(pair.is_one for pair in shown):7,}"
    if not any(pair.is_one for pair in shown):
        print(f"{row}  {sum(ours[pair] >= LEAD_FROM for pair in shown):,} taken for one", flush=True)
        return
    used = quality_at(ours, shown, LEAD_FROM)
    row += f"  {used.precision:8.3f}{used.recall:6.3f}{used.f1:6.3f}"
    for scores, limit in zip((ours, peer), limits, strict=True):
        found = quality_at(scores, shown, limit)
        row += f"{found.f1:14.3f} ({limit:3.0f}, {found.precision:.2f})"
    print(row, flush=True)
    low, high = f1_bounds(ours, shown, LEAD_FROM)
    precise_low, precise_high = f1_bounds(ours, shown, limits[0])
    bounds = f"F1 at {LEAD_FROM} {low:.3f} to {high:.3f}; at {limits[0]:.0f} {precise_low:.3f} to {precise_high:.3f}"
    print(f"  {'':44}{bounds}", flush=True)


def f1_bounds(scores: Scores, pairs: Sequence[NamePair], limit: float) -> tuple[float, float]:
    """Return the 2.5 % and 97.5 % of F1 over bootstraps of the pairs."""
    rng = random.Random(1)  # noqa: S311 - a fixed seed
    judged = [(scores[pair] >= limit, pair.is_one) for pair in pairs]
    found = []
    for _ in range(BOOTSTRAPS):
        drawn = Counter(rng.choices(judged, k=len(judged)))
        right, of_both = drawn[True, True], 2 * drawn[True, True] + drawn[True, False] + drawn[False, True]
        found.append(2 * right / of_both if of_both else 0.0)
    found.sort()
    return found[round(0.025 * BOOTSTRAPS)], found[round(0.975 * BOOTSTRAPS) - 1]


def score_pair(pair: NamePair) -> float:
    """Return the score of the names alone, of 100."""
    found = compare_names(prepare_name(pair.one), prepare_name(pair.other), people=pair.kind == PERSON)
    return name_score(found) if found else 0


def peer_score(pair: NamePair) -> float:
    """Return the score of the peer: tokens in any order, after NFKC, in lower case."""
    one, other = (unicodedata.normalize("NFKC", name).casefold() for name in (pair.one, pair.other))
    return fuzz.token_sort_ratio(one, other)


def threshold_for(scores: Scores, pairs: Sequence[NamePair]) -> float:
    """Return the threshold with the best F1 of those that have the wanted precision on the half that may be used.

    If none has it, the one with the best F1 of all: the precision printed beside it shows that.
    """
    usable = [pair for pair in pairs if not pair.is_reported]
    found = {limit: quality_at(scores, usable, limit) for limit in LIMITS}
    precise = [limit for limit in LIMITS if found[limit].recall and found[limit].precision >= PRECISION]
    return max(precise or LIMITS, key=lambda limit: found[limit].f1)


def quality_at(scores: Scores, pairs: Sequence[NamePair], limit: float) -> Quality:
    """Return precision and recall where every pair from a score on is taken for one party."""
    found = [pair for pair in pairs if scores[pair] >= limit]
    right = sum(pair.is_one for pair in found)
    wanted = sum(pair.is_one for pair in pairs)
    return Quality(right / len(found) if found else 1.0, right / wanted if wanted else 0.0)
