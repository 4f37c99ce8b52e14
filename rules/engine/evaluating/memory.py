"""The records of one case as the matcher holds them: by type, by passed tests, and by hash index on join keys.

Filters and indexes are numbered once for a rulebook; a case makes each when it is first needed, and once only.
"""

import operator
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from rules.engine.compiled.compiled_form import Alpha, CompiledPattern, Join, Presence, Record, Value

Compared = tuple[str, Callable[[Value, Value], bool], int, str]  # own key, comparison, slot of the row, its key
Row = tuple[Record, ...]  # the records bound so far, in the order of the patterns
OPERATORS: Final[dict[str, Callable[[Value, Value], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def record_test(test: Alpha | Presence) -> Callable[[Record], bool]:
    """Return the test as a function of a record: false if its key is absent."""
    key = test.field
    if isinstance(test, Presence):
        present = test.present
        return lambda record: (key in record) is present
    value = test.value
    if test.op == "==":
        return lambda record: record.get(key) == value
    compare = OPERATORS[test.op]
    return lambda record: (found := record.get(key)) is not None and compare(found, value)


def passes_test(test: Alpha | Presence, record: Record) -> bool:
    """Apply the test to one record, without making a function for it."""
    found = record.get(test.field)
    if isinstance(test, Presence):
        return (found is not None) is test.present
    return found is not None and OPERATORS[test.op](found, test.value)


@dataclass(frozen=True, slots=True)
class SearchStep:
    """A pattern, ready to find its facts for a row: equality joins by index, the other joins one by one."""

    pattern: CompiledPattern
    filter: int
    index: int  # -1: no equality join
    equal: tuple[tuple[int, str], ...]  # (slot of the row, key) that give the index's key
    others: tuple[Compared, ...]  # the joins that are not equalities
    distinct: tuple[int, ...]  # slots whose fact must be another; empty for patterns that bind no name
    own: tuple[str, ...]  # the keys of its own that the equality joins compare, in the order of `equal`
    joins: tuple[Compared, ...]  # all joins
    slots: tuple[tuple[str, int], ...]  # the names that were bound before, with their places in the row

    def extend(self, rows: list[Row], case: "CaseMemory") -> list[Row]:
        """Return each row with each record that passes; common kinds of steps need no call for each row."""
        if self.index < 0 and not self.others and not self.distinct:
            found = case.filtered(self.filter)
            return [(*row, record) for row in rows for record in found]
        if len(self.equal) == 1 and not self.others and not self.distinct:
            index = case.indexed(self.index)
            ((slot, key),) = self.equal
            return [(*row, record) for row in rows for record in index.get(row[slot].get(key), ())]
        return [(*row, record) for row in rows for record in self.candidates(row, case)]

    def candidates(self, row: Row, case: "CaseMemory") -> Iterable[Record]:
        """Return the records that pass the pattern's tests and all its joins to the row."""
        if self.index < 0:
            found: Sequence[Record] = case.filtered(self.filter)
        elif len(self.equal) == 1:
            slot, key = self.equal[0]
            found = case.indexed(self.index).get(row[slot].get(key), ())
        else:
            found = case.indexed(self.index).get(tuple([row[slot].get(key) for slot, key in self.equal]), ())
        if found and self.distinct:
            bound = [row[slot] for slot in self.distinct]
            found = [record for record in found if not any(record is other for other in bound)]
        for own, compare, slot, key in self.others:
            right = row[slot].get(key)
            if right is None:
                return ()
            found = [r for r in found if (left := r.get(own)) is not None and compare(left, right)]
        return found


@dataclass(slots=True)
class IndexPlan:
    """The numbered filters and indexes of a rulebook. A filter is a type with tests; an index, a filter with keys."""

    filters: list[tuple[str, tuple[Callable[[Record], bool], ...]]] = field(default_factory=list)
    indexes: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def step(self, pattern: CompiledPattern, slots: dict[str, int], bound: Sequence[str] = ()) -> SearchStep:
        """Prepare a pattern. `slots` are the positions of the names that it may join to, `bound` the types of a row."""
        tests = tuple(sorted(set(pattern.tests), key=repr))
        chosen = self._number(("filter", pattern.type, repr(tests)), lambda: self._filter(pattern.type, tests))
        equal = sorted((join for join in pattern.joins if join.op == "=="), key=lambda join: join.field)
        keys = tuple(join.field for join in equal)
        index = self._number(("index", chosen, keys), lambda: self._index(chosen, keys)) if equal else -1
        return SearchStep(
            pattern,
            chosen,
            index,
            tuple((slots[join.alias], join.other) for join in equal),
            tuple(_compared(join, slots) for join in pattern.joins if join.op != "=="),
            tuple(slot for slot, kind in enumerate(bound) if kind == pattern.type),
            keys,
            tuple(_compared(join, slots) for join in pattern.joins),
            tuple(slots.items()),
        )

    def _number(self, name: Hashable, make: Callable[[], int]) -> int:
        if name not in self._numbers:
            self._numbers[name] = make()
        return self._numbers[name]

    def _filter(self, kind: str, tests: tuple[Alpha | Presence, ...]) -> int:
        self.filters.append((kind, tuple(map(record_test, tests))))
        return len(self.filters) - 1

    def _index(self, chosen: int, keys: tuple[str, ...]) -> int:
        self.indexes.append((chosen, keys))
        return len(self.indexes) - 1


def _compared(join: Join, slots: dict[str, int]) -> Compared:
    return join.field, OPERATORS[join.op], slots[join.alias], join.other


class CaseMemory:
    """The admitted records of one case, with the filters and indexes used so far."""

    __slots__ = ("_by_id", "_filtered", "_indexed", "_plan", "by_type", "records")

    def __init__(self, records: Sequence[Record], plan: IndexPlan) -> None:
        self.records = records
        self.by_type: dict[Value, list[Record]] = {}
        for record in records:
            self.by_type.setdefault(record["t"], []).append(record)
        self._plan = plan
        self._by_id: dict[Value, Record] = {}
        self._filtered: list[list[Record] | None] = [None] * len(plan.filters)
        self._indexed: list[dict[object, list[Record]] | None] = [None] * len(plan.indexes)

    @property
    def by_id(self) -> dict[Value, Record]:
        """The records by the ids of their facts."""
        if not self._by_id:
            self._by_id = {record["fact"]: record for record in self.records}
        return self._by_id

    def filtered(self, number: int) -> list[Record]:
        """Return the records that pass a filter, in the order of the case."""
        found = self._filtered[number]
        if found is None:
            kind, tests = self._plan.filters[number]
            found = self.by_type.get(kind, [])
            for test in tests:
                found = [record for record in found if test(record)]
            self._filtered[number] = found
        return found

    def indexed(self, number: int) -> dict[object, list[Record]]:
        """Return the records that pass an index's filter by their key; those without one of the keys are left out."""
        found = self._indexed[number]
        if found is None:
            chosen, keys = self._plan.indexes[number]
            found = {}
            for record in self.filtered(chosen):
                if len(keys) == 1:
                    key: object = record.get(keys[0])
                else:
                    values = tuple([record.get(name) for name in keys])
                    key = None if None in values else values
                if key is not None:
                    found.setdefault(key, []).append(record)
            self._indexed[number] = found
        return found
