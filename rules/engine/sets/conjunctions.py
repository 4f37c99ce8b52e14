"""The rows of facts that bind the patterns of a variant, certainly or possibly.

A row has a column `case_id`, and for each name of the variant columns `NAME__KEY` with the keys that are asked for.
Possibly means: if missing data were known and right. Then a test or a join of an unknown value holds; but an `unless`
pattern blocks only if it certainly holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import ibis
import ibis.expr.types as ir

from rules.engine.compiled.compiled_form import Alpha, CompiledPattern, Join, Presence, Variant
from rules.engine.language.types import FINDING_TYPE
from rules.engine.sets.column_expressions import OPERATORS
from rules.engine.sets.fact_tables import CASE_ID, FACT
from rules.engine.sets.record_tables import RecordTables
from rules.engine.sets.table_names import DOUBTFUL

Certainty = Literal["certain", "possible"]
Keys = Mapping[str, frozenset[str]]  # keys by name


def column_of(alias: str, key: str) -> str:
    """Return the name of the column of a row that holds a key of a bound fact."""
    return f"{alias}__{key}"


def case_of(pattern: CompiledPattern) -> str:
    """Return the name of the column of a joined table that holds the case; two joined tables have no name in common."""
    return f"{pattern.alias}__case_id"


def certain_test(test: Alpha | Presence, table: ir.Table) -> ir.BooleanValue:
    """Return a test of one record; NULL, which does not hold, where its key is unknown."""
    value = table[test.field]
    if isinstance(test, Presence):
        return value.notnull() if test.present else value.isnull()
    return OPERATORS[test.op](value, test.value)


def possible_test(test: Alpha | Presence, table: ir.Table) -> ir.BooleanValue | None:
    """Return a test of one record that also holds where its key is unknown; None if it always holds."""
    if isinstance(test, Presence):
        return None if test.present else table[test.field].isnull()
    return unknown_holds(certain_test(test, table))


def unknown_holds(test: ir.BooleanValue) -> ir.BooleanValue:
    """Return a test that holds where it is unknown."""
    return test.fill_null(ibis.literal(value=True))


def join_test(join: Join, own: ir.Value, other: ir.Value) -> ir.BooleanValue:
    """Return a join; NULL, which does not hold, where either key is unknown."""
    return OPERATORS[join.op](own, other)


def are_two_facts(own: ir.Value, other: ir.Value) -> ir.BooleanValue:
    """Return whether two names of one type bind two facts."""
    return own != other


@dataclass(frozen=True, slots=True)
class Conjunctions:
    """A maker of rows from the tables of records."""

    records: RecordTables

    def rows(self, variant: Variant, wanted: Keys, certainty: Certainty = "certain") -> ir.Table:
        """Return the rows of a variant with the keys that are wanted of its names."""
        keys = _keys_read(variant, wanted)
        rows: ir.Table | None = None
        bound: dict[str, str] = {}
        for pattern in variant.patterns:
            case = CASE_ID if rows is None else case_of(pattern)
            step = self._step(pattern, keys[pattern.alias], certainty, case)
            rows = step if rows is None else self._extended(rows, pattern, step, bound, certainty)
            bound[pattern.alias] = pattern.type
        if rows is None:
            message = "a variant without patterns has no rows"
            raise ValueError(message)
        for guard in variant.unless:
            rows = self.unblocked(rows, guard)
        return rows

    def passing(self, pattern: CompiledPattern, certainty: Certainty = "certain") -> ir.Table:
        """Return the records that pass the tests of a pattern."""
        table = self.records.table(pattern.type)
        if certainty == "certain":
            held = [certain_test(test, table) for test in dict.fromkeys(pattern.tests)]
            if pattern.type == FINDING_TYPE:
                held.append(~table[DOUBTFUL])
        else:
            tests = (possible_test(test, table) for test in dict.fromkeys(pattern.tests))
            held = [test for test in tests if test is not None]
        return table.filter(*held) if held else table

    def unblocked(self, rows: ir.Table, guard: CompiledPattern) -> ir.Table:
        """Return the rows for which a pattern certainly finds no fact."""
        found = self._guard(guard)
        return rows.anti_join(found, self._matched(rows, guard, found))

    def blocked(self, rows: ir.Table, guard: CompiledPattern) -> ir.Table:
        """Return the rows for which a pattern certainly finds a fact."""
        found = self._guard(guard)
        return rows.semi_join(found, self._matched(rows, guard, found))

    def _guard(self, guard: CompiledPattern) -> ir.Table:
        # A view: two patterns of a level may be the same table, which Ibis would take for one and the same.
        return self._step(guard, {join.field for join in guard.joins}, "certain", case_of(guard)).view()

    def _matched(self, rows: ir.Table, guard: CompiledPattern, found: ir.Table) -> list[ir.BooleanValue]:
        joins = [
            join_test(join, found[column_of(guard.alias, join.field)], rows[column_of(join.alias, join.other)])
            for join in guard.joins
        ]
        return [rows[CASE_ID] == found[case_of(guard)], *joins]

    def _step(self, pattern: CompiledPattern, keys: Iterable[str], certainty: Certainty, case: str) -> ir.Table:
        table = self.passing(pattern, certainty)
        columns = {column_of(pattern.alias, key): table[key] for key in sorted(keys)}
        return table.select(**{case: table[CASE_ID]}, **columns)

    def _extended(
        self, rows: ir.Table, pattern: CompiledPattern, step: ir.Table, bound: Mapping[str, str], certainty: Certainty
    ) -> ir.Table:
        holds = [rows[CASE_ID] == step[case_of(pattern)]]
        for join in pattern.joins:
            test = join_test(join, step[column_of(pattern.alias, join.field)], rows[column_of(join.alias, join.other)])
            holds.append(test if certainty == "certain" else unknown_holds(test))
        for alias, kind in bound.items():
            if kind == pattern.type:
                holds.append(are_two_facts(step[column_of(pattern.alias, FACT)], rows[column_of(alias, FACT)]))
        return rows.join(step, holds).drop(case_of(pattern))


def _keys_read(variant: Variant, wanted: Keys) -> dict[str, set[str]]:
    """Return by name the keys that are wanted, that joins compare, and those that tell two facts of a type apart."""
    keys = {pattern.alias: set(wanted.get(pattern.alias, ())) for pattern in variant.patterns}
    kinds = [pattern.type for pattern in variant.patterns]
    for pattern in variant.patterns:
        keys[pattern.alias].update(join.field for join in pattern.joins)
        if kinds.count(pattern.type) > 1:
            keys[pattern.alias].add(FACT)
    for pattern in (*variant.patterns, *variant.unless):
        for join in pattern.joins:
            keys[join.alias].add(join.other)
    return keys
