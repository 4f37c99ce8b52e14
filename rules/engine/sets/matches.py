"""The certain matches of a rule, each once: bound facts, key, and the first level of severity that holds.

`facts` are the ids of the bound facts in the order of `aliases_of` the rule's variants, NULL where a variant does not
bind the name. `key` are the values that identify the finding, as texts; an unknown value is an empty text.
"""

from dataclasses import dataclass
from functools import reduce
from operator import and_

import ibis
import ibis.expr.types as ir

from rules.engine.compiled.compiled_form import CompiledRule, CompiledSeverity, Variant
from rules.engine.evaluating.binding import aliases_of
from rules.engine.evaluating.errors import RulebookRefused
from rules.engine.evaluating.severity import names_in_level
from rules.engine.sets.conjunctions import Conjunctions, Keys, certain_test, column_of
from rules.engine.sets.fact_tables import CASE_ID, FACT
from rules.engine.sets.table_names import FACTS, FOUND, KEY, LEVEL


@dataclass(frozen=True, slots=True)
class MatchWriter:
    """A writer of the matches of a rule."""

    conjunctions: Conjunctions

    def matches(self, rule: CompiledRule) -> ir.Table:
        """Return the expression of the matches of a rule: `case_id`, `facts`, `key`, `level`."""
        if rule.severity[-1].tests or rule.severity[-1].exists:
            raise RulebookRefused(rule.code, "the last level of its severity must have no condition")
        found = [each for variant in rule.variants for each in self._of_variant(rule, variant)]
        every = found[0] if len(found) == 1 else ibis.union(*found, distinct=False)
        return every.group_by(CASE_ID, FACTS, KEY).agg(**{LEVEL: first_level(every[LEVEL])})

    def _of_variant(self, rule: CompiledRule, variant: Variant) -> list[ir.Table]:
        """Return the rows of a variant once for each level that they reach."""
        names = {pattern.alias for pattern in variant.patterns}
        levels = [(n, level) for n, level in enumerate(rule.severity) if names_in_level(level) <= names]
        rows = self.conjunctions.rows(variant, self._wanted(rule, variant, [level for _, level in levels]))
        return [self._shown(rule, variant, self._reaching(rows, level), n) for n, level in levels]

    def _wanted(self, rule: CompiledRule, variant: Variant, levels: list[CompiledSeverity]) -> Keys:
        wanted: dict[str, set[str]] = {pattern.alias: {FACT} for pattern in variant.patterns}
        read = [*rule.one_per]
        for level in levels:
            read += [(alias, test.field) for alias, test in level.tests]
            read += [(join.alias, join.other) for pattern in level.exists for join in pattern.joins]
        for alias, key in read:
            if alias in wanted:
                wanted[alias].add(key)
        return {alias: frozenset(keys) for alias, keys in wanted.items()}

    def _reaching(self, rows: ir.Table, level: CompiledSeverity) -> ir.Table:
        """Return the rows for which every condition of a level certainly holds."""
        tests = [certain_test(test, BoundFact(rows, alias)) for alias, test in level.tests]
        reached = rows.filter(reduce(and_, tests)) if tests else rows
        for pattern in level.exists:
            reached = self.conjunctions.blocked(reached, pattern)
        return reached

    def _shown(self, rule: CompiledRule, variant: Variant, rows: ir.Table, level: int) -> ir.Table:
        names = {pattern.alias for pattern in variant.patterns}
        nothing = ibis.null("string")
        facts = [rows[column_of(a, FACT)] if a in names else nothing for a in aliases_of(rule.variants)]
        if rule.one_per:
            key = [key_text(rows[column_of(a, k)]) if a in names else ibis.literal("") for a, k in rule.one_per]
        else:
            key = [rows[column_of(alias, FACT)] for alias in rule.when_aliases if alias in names]
        return rows.select(
            rows[CASE_ID],
            **{FACTS: ibis.array(facts), KEY: ibis.array(key), LEVEL: ibis.literal(level, "int64")},
        )


def found_matches() -> ir.Table:
    """Return the table of the matches of the rule that is evaluated at the moment."""
    return ibis.table({CASE_ID: "int64", FACTS: "array<string>", KEY: "array<string>", LEVEL: "int64"}, name=FOUND)


@dataclass(frozen=True, slots=True)
class BoundFact:
    """The keys of a fact that a row binds, read as those of a record."""

    rows: ir.Table
    alias: str

    def __getitem__(self, key: str) -> ir.Value:
        return self.rows[column_of(self.alias, key)]


def first_level(level: ir.Value) -> ir.Value:
    """Return the first of the levels that a match reaches."""
    return level.min()


def key_text(value: ir.Value) -> ir.StringValue:
    """Return a value of a key as Python writes it; an empty text if it is unknown."""
    if value.type().is_boolean():
        return ibis.cases((value, "True"), (~value, "False"), else_="")
    return value.cast("string").fill_null("")
