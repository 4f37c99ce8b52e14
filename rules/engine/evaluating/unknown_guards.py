"""`unless` patterns that would clear a match if missing data were known; a guard counts recorded data only.

A guard that reads a value of a bound fact that may be unknown occurs only in the variants in which the value is known
(`compiled.guards`). So the guards of a match are those of every variant that differs from its own in nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.engine.compiled.compiled_form import Alpha, Presence, Record
from rules.engine.evaluating.matcher import SearchedVariant
from rules.engine.evaluating.memory import Row, SearchStep
from rules.engine.evaluating.outcomes import UnknownGuard
from rules.engine.evaluating.possible_matches import Gaps, MissingDataNames, OpenCase

Wanted = tuple[tuple[int, Alpha | Presence], ...]  # (slot, what the guard's variant tests of the bound fact)


@dataclass(frozen=True, slots=True)
class GuardSearch:
    """One `unless` pattern, with its variant's tests of bound facts that the match's own variant does not have."""

    step: SearchStep
    wanted: Wanted
    reads: frozenset[str]  # of the facts that could satisfy it

    @classmethod
    def of(cls, step: SearchStep, wanted: Wanted) -> "GuardSearch":
        """Make a guard and note the keys that it reads."""
        tested = {test.field for test in step.pattern.tests}
        return cls(step, wanted, frozenset(tested | {join.field for join in step.pattern.joins}))

    def may_be_unknown(self, row: Row, opened: OpenCase) -> bool:
        """Check quickly if the guard reads a key that a fact of its type or the row lacks, or needs unknown data."""
        kind = self.step.pattern.type
        if kind not in opened.types:
            return False
        if self.wanted or opened.lacks(kind, self.reads):
            return True
        return any(key not in row[slot] for _, _, slot, key in self.step.joins)


@dataclass(frozen=True, slots=True)
class GuardSearches:
    """The guards that could clear the matches of one variant."""

    guards: tuple["GuardSearch", ...]

    @classmethod
    def of(cls, own: SearchedVariant, variants: Iterable[SearchedVariant]) -> "GuardSearches":
        """Collect the guards of the variant itself, then those of variants that differ only in known data."""
        found: dict[tuple[object, Wanted], SearchStep] = {(step.pattern, ()): step for step in own.unless}
        for other in variants:
            wanted = _difference(own, other)
            for step in other.unless if wanted is not None else ():
                if (step.pattern, ()) not in found:
                    found.setdefault((step.pattern, wanted or ()), step)
        return cls(tuple(GuardSearch.of(step, wanted) for (_, wanted), step in found.items()))

    def unknown(self, row: Row, opened: OpenCase, naming: MissingDataNames) -> tuple[UnknownGuard, ...]:
        """Return the facts that would satisfy a guard of a match, with the data that they lack."""
        found: dict[tuple[str, str], UnknownGuard] = {}
        for guard in self.guards:
            step, wanted = guard.step, guard.wanted
            bound = _gaps(row, wanted, naming) if guard.may_be_unknown(row, opened) else None
            for record, gaps in opened.candidates(step, row) if bound is not None else ():
                if gaps or wanted:
                    fact = str(record["fact"])
                    missing = naming.names(gaps | (bound or frozenset()), opened)
                    found.setdefault((step.pattern.alias, fact), UnknownGuard(step.pattern.alias, fact, missing))
        return tuple(found.values())


def _difference(own: SearchedVariant, other: SearchedVariant) -> Wanted | None:
    """Return the tests that only the other variant has; None if it is another branch of the rule."""
    wanted: list[tuple[int, Alpha | Presence]] = []
    mine, theirs = own.variant.patterns, other.variant.patterns
    if own is other or len(mine) != len(theirs):
        return None
    for slot, (one, two) in enumerate(zip(mine, theirs, strict=True)):
        if (one.alias, one.type, one.joins) != (two.alias, two.type, two.joins):
            return None
        off = {_switched(test) for test in one.tests if test not in two.tests}
        for test in two.tests:
            if test in one.tests:
                continue
            if _switched(test) not in off:
                return None
            wanted.append((slot, test))
    return tuple(wanted)


def _switched(test: Alpha | Presence) -> tuple[str, bool]:
    """Return the key of a switch, and whether it tests presence."""
    return test.field, isinstance(test, Presence)


def _gaps(row: Row, wanted: Wanted, naming: MissingDataNames) -> Gaps | None:
    """Return the gaps of bound facts that keep a guard from counting; None if known data keep it from counting."""
    gaps = set()
    for slot, test in wanted:
        key = _unknown_key(row[slot], test, naming)
        if key is None:
            return None
        gaps.add((str(row[slot]["fact"]), key))
    return frozenset(gaps)


def _unknown_key(record: Record, test: Alpha | Presence, naming: MissingDataNames) -> str | None:
    """Return the absent key that keeps a fact from passing a guard's test; None if known data fail it.

    A closed column (`known: TEST`) is false both if the test is false and if it is unknown: the column of the test
    itself shows which. A value is absent both if it is unknown and if its parameter is not in force.
    """
    kind, key = str(record["t"]), test.field
    if isinstance(test, Presence):
        off = record.get(naming.related(kind, key, "", "in force: ")) is False
        return key if test.present and not off else None
    itself = naming.related(kind, key, "known: ", "")
    return itself if test.value is True and itself not in record else None
