"""The computed columns of records as Ibis expressions: three-valued, NULL if unknown, as in `column_code`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from rules.engine.compiled.column_sources import ColumnSource
from rules.engine.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    FilePlace,
    InPeriod,
    LiteralTerm,
    Membership,
    Overlap,
    ParameterRef,
    Term,
    Test,
)
from rules.engine.language.types import CASE_TYPE, ORDERS, RuleNamespace
from rules.engine.language.walk import CASE, FROM, UNTIL, names_in_term
from rules.engine.sets.fact_tables import column_type
from rules.engine.sets.parameter_values import Computed, parameter_value
from rules.engine.sets.shifted_dates import shifted_day
from rules.facts.kinds.base import FieldType

NOWHERE = FilePlace("", 0)
OPERATORS: dict[str, Callable[[ir.Value, ir.Value], ir.BooleanValue]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def unknown_truth() -> ir.BooleanValue:
    """Return the truth value that is unknown in every row."""
    return ibis.null("boolean")


@dataclass(frozen=True, slots=True)
class ColumnWriter:
    """A writer of the columns of one fact type.

    `own` gives a field of the fact, `of_case` a term that reads the case alone, which is computed once for each case.
    """

    known: RuleNamespace
    kind: str
    own: Callable[[str], ir.Value]
    of_case: Callable[[Term], Computed] | None = None  # None: this is the writer of the terms of the case

    def column(self, source: ColumnSource) -> ir.Value:
        """Return the expression of a column."""
        if source.item is not None:
            value = self.item(source.item)
            return closed(value) if source.sort == "closed" else value
        if source.term is None:
            message = f"a column of {self.kind} has neither a test nor a term"
            raise ValueError(message)
        term = self.term(source.term)
        if source.sort == "in_force":
            return in_force(term)
        if term.value is None:
            return ibis.null("int64" if source.sort == "rank" else self._column_type(source.term))
        return self._rank(term.value, self._words(source.term)) if source.sort == "rank" else term.value

    def term(self, term: Term) -> Computed:
        """Return a term for each row."""
        if isinstance(term, LiteralTerm):
            return Computed(ibis.literal(term.value))
        if self.of_case and not names_in_term(term):
            return self.of_case(term)
        if isinstance(term, FieldRef):
            return Computed(self.own(term.field))
        if isinstance(term, ParameterRef):
            return self._parameter(term)
        day, by = self.term(term.date), self.term(term.by)
        if day.value is None or by.value is None:
            return Computed(None, by.off)
        unit = self.known.parameters.by_name[term.by.name].unit
        return Computed(shifted_day(day.value, by.value, term.sign, unit), by.off)

    def item(self, item: Test | AnyTest) -> ir.BooleanValue:
        """Return true, false or NULL for a test."""
        if isinstance(item, AnyTest):
            return ibis.or_(*(self._all(branch) for branch in item.branches))
        if isinstance(item, Comparison):
            return self._comparison(item.left, item.op, item.right)
        if isinstance(item, Membership):
            term = self.term(item.term)
            if term.value is None:
                return tested(unknown_truth(), term)
            found = term.value.notin(item.words) if item.negated else term.value.isin(item.words)
            return tested(found, term)
        if isinstance(item, InPeriod):
            first = self._comparison(item.date, ">=", FieldRef(item.name, FROM))
            return first & self._comparison(item.date, "<=", FieldRef(item.name, UNTIL))
        return self._overlap(item)

    def _parameter(self, term: ParameterRef) -> Computed:
        on = self.term(day_of(term))
        index = None if term.index is None else self.term(term.index)
        return parameter_value(self.known.parameters.by_name[term.name], on, index)

    def _all(self, tests: Sequence[Test | AnyTest]) -> ir.BooleanValue:
        return ibis.and_(*(self.item(test) for test in tests))

    def _overlap(self, item: Overlap) -> ir.BooleanValue:
        first = self._comparison(FieldRef(item.left, FROM), "<=", FieldRef(item.right, UNTIL))
        return first & self._comparison(FieldRef(item.left, UNTIL), ">=", FieldRef(item.right, FROM))

    def _comparison(self, left: Term, op: str, right: Term) -> ir.BooleanValue:
        one, other = self.term(left), self.term(right)
        if one.value is None or other.value is None:
            return tested(unknown_truth(), one, other)
        words = (self._words(left) or self._words(right)) if op in ORDERS else ()
        values = [self._rank(term.value, words) if words else term.value for term in (one, other)]
        return tested(OPERATORS[op](*values), one, other)

    def _rank(self, value: ir.Value, words: Sequence[str]) -> ir.Value:
        """Return the place of a word in its list; NULL if it is unknown."""
        nothing = ibis.null("int64")
        return ibis.cases(*((value == word, ibis.literal(n, "int64")) for n, word in enumerate(words)), else_=nothing)

    def _words(self, term: Term) -> tuple[str, ...]:
        """Return the ranked words of a field; empty for other terms."""
        found = self._type(term) if isinstance(term, FieldRef) else None
        return found.words if found and found.ranked else ()

    def _column_type(self, term: Term) -> str:
        """Return the type of a computed term: of its parameter, or a date that is moved by one."""
        if isinstance(term, ParameterRef):
            return column_type(self.known.parameters.by_name[term.name].type)
        return "string"

    def _type(self, term: FieldRef) -> FieldType:
        return self.known.fact_type(CASE_TYPE if term.name == CASE else self.kind, NOWHERE).fields[term.field]


def day_of(term: ParameterRef) -> FieldRef | LiteralTerm:
    """Return the day for which a parameter is read: that of the proposal, unless the rule names another."""
    return FieldRef(CASE, "proposed_on") if term.at is None else term.at


def closed(test: ir.BooleanValue) -> ir.BooleanValue:
    """Return a test that is false where it is unknown."""
    return test.fill_null(ibis.literal(value=False))


def tested(test: ir.BooleanValue, *terms: Computed) -> ir.BooleanValue:
    """Return a test that is false where a parameter that it reads is not in force."""
    off = [term.off for term in terms if term.off is not None]
    return ibis.ifelse(ibis.or_(*off), ibis.literal(value=False), test) if off else test


def in_force(term: Computed) -> ir.BooleanValue:
    """Return false where a parameter of the term is not in force, true where the term has a value, else NULL."""
    yes, no = ibis.literal(value=True), ibis.literal(value=False)
    known = unknown_truth() if term.value is None else ibis.ifelse(term.value.notnull(), yes, unknown_truth())
    return known if term.off is None else ibis.ifelse(term.off, no, known)
