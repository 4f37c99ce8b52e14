"""Recall and precision of the comparison of names, on the names of EDINET's filers.

Positives are the pairs of names of one filer in two scripts; the 1,000 hardest pairs of different filers are the
negatives (`benchmarks.confusable`), so that a precision here is that of the worst case. The peer compares naively: the
names are equal after NFKC.
"""

import time
import unicodedata
from collections.abc import Sequence
from typing import Final

from benchmarks.confusable import Confusable, confusable_pairs
from benchmarks.edinet import MISSING, Filer, read_filers
from benchmarks.figures import print_heading
from institutions.parties.identities.blocking import blocking_keys
from institutions.parties.identities.candidates import LEAD_FROM
from institutions.parties.names import fold_name
from institutions.parties.names.likeness import compare_names, prepare_name

HARDEST: Final = 1_000
THRESHOLDS: Final = (75, 80, LEAD_FROM, 90, 92, 95)
SORTS: Final = (("kanji", "kana"), ("kanji", "english"), ("kana", "english"))
FORMS: Final = ("㈱{}", "{}株式会社", "株式会社　{}", "(株){}")  # of one name, written otherwise
Pair = tuple[str, str]


def main() -> None:
    """Measure recall by script, then precision against the hardest, at each threshold."""
    known = read_filers()
    if not known:
        print_heading(MISSING)
        return
    positives = {f"{one}, {other}": script_pairs(known, one, other) for one, other in SORTS}
    began = time.perf_counter()
    all_confusable = confusable_pairs(known)
    seconds = time.perf_counter() - began
    hardest = all_confusable[:HARDEST]
    numbered = sum(1 for filer in known if filer.number)
    print_heading(
        f"Identities: {len(known):,} filers of EDINET, {sum(map(len, positives.values())):,} pairs of names of one"
    )
    print(
        f"  negatives: the {len(hardest):,} hardest of {numbered * (numbered - 1) // 2:,} pairs of filers with other"
        f" corporate numbers, by our own score ({hardest[-1].score} to {hardest[0].score}); found in {seconds:.0f} s"
    )
    same_name = sum(each.same_name for each in hardest)
    print(f"  of them {same_name} have one name in the same script, so that no comparison of names can tell them apart")
    columns = "".join(f"{sort:>16}" for sort in positives)
    print(f"  {'names alone, from':24}{columns}{'recall':>9}{'hardest':>9}{'precision':>11}")
    measure_naive(
        {sort: [(nfkc_name(one), nfkc_name(other)) for one, other in pairs] for sort, pairs in positives.items()},
        hardest,
    )
    scores = {sort: [score_pair(*pair) for pair in pairs] for sort, pairs in positives.items()}
    for least in THRESHOLDS:
        caught = {sort: sum(each >= least for each in of_sort) for sort, of_sort in scores.items()}
        wrong = sum(each.score >= least for each in hardest)
        mark = "  (leads)" if least == LEAD_FROM else ""
        print_recall(f"{least}{mark}", caught, {sort: len(each) for sort, each in scores.items()}, wrong)
        if least == LEAD_FROM:
            in_all = sum(each.score >= least for each in all_confusable)
            print(f"  {'':24}{in_all:,} pairs of different filers in all reach this by their names")
    measure_blocking(positives)
    print(
        f"  {'one name written otherwise':44} {share_still_equal(known):10.4f} equal after folding ({len(FORMS)} ways)"
    )


def script_pairs(known: Sequence[Filer], one: str, other: str) -> list[Pair]:
    """Return the names of each filer in two scripts, where it has both."""
    both = ((getattr(filer, one), getattr(filer, other)) for filer in known)
    return [(first, second) for first, second in both if first and second]


def score_pair(one: str, other: str) -> int:
    """Score the likeness of two names, of 100."""
    found = compare_names(prepare_name(one), prepare_name(other))
    return found.score if found else 0


def nfkc_name(name: str) -> str:
    """Return a name as the peer compares it."""
    return unicodedata.normalize("NFKC", name)


def measure_naive(positives: dict[str, list[Pair]], hardest: Sequence[Confusable]) -> None:
    """Measure the peer: equal after NFKC, or not."""
    caught = {sort: sum(one == other for one, other in pairs) for sort, pairs in positives.items()}
    wrong = sum(nfkc_name(each.one.kanji) == nfkc_name(each.other.kanji) for each in hardest)
    print_recall("peer: equal after NFKC", caught, {sort: len(pairs) for sort, pairs in positives.items()}, wrong)


def print_recall(name: str, caught: dict[str, int], of: dict[str, int], wrong: int) -> None:
    """Print recall by script and in all, the number of the hardest taken for one, and the precision."""
    right = sum(caught.values())
    shares = "".join(f"{caught[sort] / of[sort]:16.4f}" for sort in caught)
    precision = f"{right / (right + wrong):11.4f}" if right + wrong else f"{'–':>11}"
    print(f"  {name:24}{shares}{right / sum(of.values()):9.4f}{wrong:9}{precision}", flush=True)


def measure_blocking(positives: dict[str, list[Pair]]) -> None:
    """Measure how many of the pairs that would be possible matches share a key, so that a look-up compares them."""
    alike = [pair for pairs in positives.values() for pair in pairs if score_pair(*pair) >= LEAD_FROM]
    met = sum(bool(blocking_keys(prepare_name(one)) & blocking_keys(prepare_name(other))) for one, other in alike)
    print(f"  {'share a key, of those that would be leads':44} {met / len(alike):10.4f}")


def share_still_equal(known: Sequence[Filer]) -> float:
    """Return the share of stock companies whose name is still equal with its form before, behind or abbreviated."""
    bare = [
        name
        for filer in known
        if (name := nfkc_name(filer.kanji).replace("株式会社", "").strip()) != nfkc_name(filer.kanji)
    ]
    equal = sum(fold_name(form.format(name)) == fold_name(name) for name in bare for form in FORMS)
    return equal / (len(bare) * len(FORMS))
