"""The compiler of tests: to alphas over one record, or to joins between two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from rules.engine.compiled.column_sources import ColumnCollector
from rules.engine.compiled.compiled_form import Alpha, Join, Op, Value
from rules.engine.compiled.swapped_pairs import MIRRORED
from rules.engine.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    InPeriod,
    LiteralTerm,
    Membership,
    Overlap,
    Term,
    Test,
)
from rules.engine.language.types import ORDERS, BoundNames
from rules.engine.language.walk import CASE, FROM, UNTIL, names_in_term, names_in_test
from rules.facts.kinds.base import FieldType


@dataclass(frozen=True, slots=True)
class ConditionCompiler:
    """A compiler of the tests of one rule; `types` are the fact types of its names."""

    columns: ColumnCollector
    types: Mapping[str, str]

    def alpha(self, name: str, item: Test | AnyTest) -> Alpha:
        """Compile a test that reads no other fact than the one of that name."""
        if isinstance(item, Comparison):
            for term, op, other in ((item.left, item.op, item.right), (item.right, MIRRORED[item.op], item.left)):
                if isinstance(term, FieldRef) and term.name != CASE and isinstance(other, LiteralTerm):
                    if op in ORDERS and self._type(term, item).sort == "word":
                        break
                    return Alpha(term.field, op, other.value)
        if isinstance(item, Membership) and isinstance(item.term, FieldRef) and item.term.name != CASE:
            only = self._only_word(item)
            if only is not None:
                return Alpha(item.term.field, "!=" if item.negated else "==", only)
        return Alpha(self.columns.test(self.types[name], item), "==", value=True)

    def switch(self, name: str, item: Test | AnyTest) -> str:
        """Return the key that is true or false, never absent, on the fact of that name.

        Beside it comes the test itself, absent where unknown: it says which guards missing data leaves open.
        """
        self.columns.test(self.types[name], item)
        return self.columns.test(self.types[name], item, closed=True)

    def joins(self, name: str, test: Test) -> Iterator[Join]:
        """Compile a test that reads the fact of that name and one other."""
        for left, op, right in _comparisons(test):
            own, sign, other = (left, op, right) if name in names_in_term(left) else (right, MIRRORED[op], left)
            ranked = op in ORDERS and self._type(left, test).sort == "word"
            (alias,) = names_in_term(other)
            yield Join(
                self.columns.term(self.types[name], own, ranked=ranked),
                sign,
                alias,
                self.columns.term(self.types[alias], other, ranked=ranked),
            )

    def _type(self, term: Term, test: Test) -> FieldType:
        found = BoundNames(self.columns.known, self.types).term(term, test.place)
        return cast("FieldType", found)  # a term of a checked join is no literal

    @staticmethod
    def _only_word(item: Membership) -> Value | None:
        return item.words[0] if len(item.words) == 1 else None


def _comparisons(test: Test) -> Iterator[tuple[Term, Op, Term]]:
    if isinstance(test, Comparison):
        yield test.left, test.op, test.right
    elif isinstance(test, InPeriod):
        yield test.date, ">=", FieldRef(test.name, FROM)
        yield test.date, "<=", FieldRef(test.name, UNTIL)
    elif isinstance(test, Overlap):
        yield FieldRef(test.left, FROM), "<=", FieldRef(test.right, UNTIL)
        yield FieldRef(test.left, UNTIL), ">=", FieldRef(test.right, FROM)


def home_of(item: Test | AnyTest, written_in: str, order: Mapping[str, int]) -> str:
    """Return the name whose pattern a test belongs to: the last bound that it reads, else where it is written."""
    read = [name for name in names_in_test(item) if name in order]
    return max(read, key=order.__getitem__, default=written_in)
