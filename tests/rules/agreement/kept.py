"""The results of work on one rule, kept for that rule itself."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from rules.engine.language.syntax import Rule

MOST = 256  # rules; then all are forgotten
Made = TypeVar("Made")


def kept_by_rule(work: Callable[[Rule], Made]) -> Callable[[Rule], Made]:
    """Do this work once a rule, found again by identity: the hash of a rule reads its whole tree, for each case."""
    kept: dict[int, tuple[Rule, Made]] = {}  # with the rule, so that no other gets its identity meanwhile

    @wraps(work)
    def of(rule: Rule) -> Made:
        found = kept.get(id(rule))
        if found is None:
            if len(kept) >= MOST:
                kept.clear()
            found = kept[id(rule)] = rule, work(rule)
        return found[1]

    return of
