"""Pairs of names of EDINET's filers: the names of one in two scripts, and those of hard neighbours.

A neighbour of a filer is the one with another corporate number whose name in the same script is the likest by
rapidfuzz's token_sort_ratio, never by our own score. Neighbours whose names are equal once spaces and legal forms are
away are left out: no comparison of names can tell them apart. A name with another legal form is another company.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.edinet import Filer
from benchmarks.name_pairs import COMPANY, NamePair, in_reported_half
from institutions.parties.names import fold_name

SCRIPTS: Final = (("kanji", "kana"), ("kanji", "english"), ("kana", "english"))
STOCK: Final = re.compile(r"株式会社")
LEGAL_FORM: Final = "legal form"
OTHER_FORM: Final = "有限会社"
PORTION: Final = 500  # filers that are compared at a time


def filer_pairs(filers: Sequence[Filer]) -> list[NamePair]:
    """Return the pairs of all filers with a corporate number."""
    numbered = [filer for filer in filers if filer.number]
    return [*positives(numbered), *neighbours(numbered)]


def form_pairs(filers: Sequence[Filer]) -> list[NamePair]:
    """Return each stock company with its legal form written otherwise, and beside a limited company of its name."""
    return [pair for filer in filers if filer.number and STOCK.search(filer.kanji) for pair in forms_of(filer)]


def positives(filers: Sequence[Filer]) -> Iterator[NamePair]:
    """Yield the names of one filer in two scripts."""
    for filer in filers:
        half = in_reported_half(filer.code)
        for one, other in SCRIPTS:
            first, second = getattr(filer, one), getattr(filer, other)
            if first and second:
                yield NamePair(first, second, COMPANY, f"{one}, {other}", half, is_one=True)


def forms_of(filer: Filer) -> tuple[NamePair, NamePair]:
    """Return both pairs of a stock company."""
    half = in_reported_half(filer.code)
    written, other = STOCK.sub("(株)", filer.kanji), STOCK.sub(OTHER_FORM, filer.kanji)
    return (
        NamePair(filer.kanji, written, COMPANY, LEGAL_FORM, half, is_one=True),
        NamePair(filer.kanji, other, COMPANY, LEGAL_FORM, half, is_one=False),
    )


def neighbours(filers: Sequence[Filer]) -> Iterator[NamePair]:
    """Yield each filer beside its neighbour by each script, in every two scripts."""
    done: set[tuple[str, str, str]] = set()
    for script in ("kanji", "kana", "english"):
        named = [filer for filer in filers if getattr(filer, script)]
        for filer, other in nearest(named, script):
            half = in_reported_half(filer.code)
            for one, two in ((script, script), *SCRIPTS):
                first, second = getattr(filer, one), getattr(other, two)
                sort = one if one == two else f"{one}, {two}"
                key = (filer.code, other.code, sort)
                if first and second and key not in done and fold_name(first) != fold_name(second):
                    done.add(key)
                    yield NamePair(first, second, COMPANY, sort, half, is_one=False)


def nearest(filers: Sequence[Filer], script: str) -> Iterator[tuple[Filer, Filer]]:
    """Yield each filer with the one whose name in a script is the likest, of those that have another name."""
    names = [unicodedata.normalize("NFKC", getattr(filer, script)).casefold() for filer in filers]
    folded = [fold_name(name) for name in names]
    numbers = np.array([hash(each) for each in folded])
    for start in range(0, len(names), PORTION):
        found = process.cdist(names[start : start + PORTION], names, scorer=fuzz.token_sort_ratio, dtype=np.uint8)
        found[numbers[start : start + PORTION, None] == numbers[None, :]] = 0
        for place, other in enumerate(found.argmax(axis=1)):
            yield filers[start + place], filers[int(other)]
