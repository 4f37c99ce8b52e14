"""Rules whose names can be swapped: every pair of facts would match twice."""

from collections.abc import Iterator, Mapping
from itertools import chain, groupby, permutations, product
from math import factorial, prod
from typing import Final

from rules.engine.compiled.compiled_form import Op
from rules.engine.compiled.expand import Conjunction, Item
from rules.engine.language.syntax import AnyTest, Comparison, Overlap
from rules.engine.language.walk import item_text, rename_item, term_text

Canonical = tuple[frozenset[str], frozenset[str]]  # names with their types, and tests
MOST_SWAPS: Final = 1000
MIRRORED: Final[Mapping[Op, Op]] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def swapped_names(ways: tuple[Conjunction, ...]) -> tuple[str, str] | None:
    """Return two names whose swap (with the names that depend on them) leaves the rule as it is; None for none."""
    written: set[Canonical] = set()  # once there is a swap to compare it with
    for swap in _swaps({name: kind for way in ways for name, kind in way.names}):
        written = written or {(_names(way, {}), frozenset(_tests(way, {}))) for way in ways}
        if _stays(ways, swap, written):
            first = next(name for name in swap if swap[name] != name)
            return first, swap[first]
    return None


def _stays(ways: tuple[Conjunction, ...], swap: dict[str, str], written: set[Canonical]) -> bool:
    """Return whether a swap leaves the ways as they are written; the first test that is none of theirs decides."""
    known = {test for _, tests in written for test in tests}
    found: set[Canonical] = set()
    for way in ways:
        tests: set[str] = set()
        for test in _tests(way, swap):
            if test not in known:
                return False
            tests.add(test)
        found.add((_names(way, swap), frozenset(tests)))
    return found == written


def _swaps(names: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield every other order of the names of each fact type."""
    groups = [list(group) for _, group in groupby(sorted(names, key=names.__getitem__), key=names.__getitem__)]
    if prod(factorial(len(group)) for group in groups) > MOST_SWAPS:
        return
    for orders in product(*(permutations(group) for group in groups)):
        swap = dict(zip(chain(*groups), chain(*orders), strict=True))
        if any(name != other for name, other in swap.items()):
            yield swap


def _names(way: Conjunction, swap: dict[str, str]) -> frozenset[str]:
    return frozenset(f"{swap.get(name, name)}: {kind}" for name, kind in way.names)


def _tests(way: Conjunction, swap: dict[str, str]) -> Iterator[str]:
    return (_text(rename_item(item, lambda name: swap.get(name, name))) for _, item in way.tests)


def _text(item: Item) -> str:
    """Write the test in one way, whichever side was written first."""
    if isinstance(item, AnyTest):
        return " or ".join(sorted(" and ".join(sorted(_text(inner) for inner in branch)) for branch in item.branches))
    if isinstance(item, Comparison):
        left, right = term_text(item.left), term_text(item.right)
        return f"{left} {item.op} {right}" if left <= right else f"{right} {MIRRORED[item.op]} {left}"
    if isinstance(item, Overlap):
        return " overlaps ".join(sorted((item.left, item.right)))
    return item_text(item)
