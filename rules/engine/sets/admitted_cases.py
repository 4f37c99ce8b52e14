"""The admission of cases to an evaluation in sets, before any rule is asked: nothing is dropped silently.

What `rules.engine.evaluating.admission` refuses is refused here: every rule of such a case has the outcome error. A
case that the tables or the SQL cannot show exactly as the case evaluators see it is handed over to them, with a reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from rules.engine.compiled.column_sources import ColumnSource
from rules.engine.evaluating.admission import MAX_INTEGER, MAX_RECORDS, MAX_TEXT
from rules.engine.language.syntax import FieldRef, ShiftedTerm
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE
from rules.engine.sets.admission_words import (
    LACKS_VALUE,
    LONG_TEXT,
    MANY_FACTS,
    MOST_FACTS,
    ODD_DATE,
    ODD_WORD,
    TWO_CASES,
)
from rules.engine.sets.fact_tables import CASE_ID, CASES, FACT, HAND_OVER, fact_schema, fact_table, stored_types
from rules.engine.sets.record_tables import RecordTables
from rules.engine.sets.table_names import BATCH, HANDED_OVER, REASON, REFUSED
from rules.facts.kinds.base import OPEN_END, OPEN_START, FactType


@dataclass(frozen=True, slots=True)
class AdmissionWriter:
    """A writer of the queries that admit the cases of a batch."""

    records: RecordTables

    def refused(self) -> ir.Table:
        """Return the expression of the cases that no evaluator admits."""
        facts = ibis.union(*(self._facts(kind).select(CASE_ID, FACT) for kind in self._types().values()))
        ids = facts.group_by(CASE_ID, FACT).agg(n=facts.count())
        found = [ids.filter(ids["n"] > 1).select(CASE_ID)]
        sizes = facts.group_by(CASE_ID).agg(n=facts.count())
        found.append(sizes.filter(sizes["n"] > MAX_RECORDS).select(CASE_ID))
        for kind in self._types().values():
            table = self._facts(kind)
            low = [table[name] < -MAX_INTEGER for name, field in kind.fields.items() if field.sort == "number"]
            if low:
                found.append(table.filter(ibis.or_(*low)).select(CASE_ID))
        return ibis.union(*found).distinct()

    def handed_over(self) -> ir.Table:
        """Return the expression of the cases for the case evaluator, each with one reason."""
        found = [self.told()]
        facts = ibis.union(*(self._facts(kind).select(CASE_ID) for kind in self._types().values()))
        sizes = facts.group_by(CASE_ID).agg(n=facts.count())
        found.append(because(sizes.filter((sizes["n"] > MOST_FACTS) & (sizes["n"] <= MAX_RECORDS)), MANY_FACTS))
        of_case = self._facts(self._types()[CASE_TYPE])
        two = of_case.group_by(CASE_ID).agg(n=of_case.count())
        found.append(because(two.filter(two["n"] > 1), TWO_CASES))
        for name, kind in self._types().items():
            table = self._facts(kind)
            branches = list(self._odd(name, kind, table))
            if branches:
                odd = table.select(CASE_ID, **{REASON: ibis.cases(*branches, else_=ibis.null("string"))})
                found.append(odd.filter(odd[REASON].notnull()))
        every = ibis.union(*found)
        return every.group_by(CASE_ID).agg(**{REASON: every[REASON].min()})

    def told(self) -> ir.Table:
        """Return the expression of the cases that the table of cases hands over, each with its reason."""
        cases = ibis.table({CASE_ID: "int64", HAND_OVER: "string"}, name=CASES).semi_join(batch(), CASE_ID)
        told = cases.filter(cases[HAND_OVER].notnull())
        return told.select(CASE_ID, **{REASON: told[HAND_OVER]})

    def nobody(self) -> ir.Table:
        """Return the expression of no case: those that no evaluator admits were handed over when they were stored."""
        return batch().filter(ibis.literal(value=False))

    def active(self) -> ir.Table:
        """Return the expression of the cases that remain."""
        refused, handed = (ibis.table({CASE_ID: "int64"}, name=name) for name in (REFUSED, HANDED_OVER))
        return batch().anti_join(refused, CASE_ID).anti_join(handed, CASE_ID)

    def _types(self) -> dict[str, FactType]:
        return dict(stored_types(self.records.compiled.vocabulary))

    def _facts(self, kind: FactType) -> ir.Table:
        return ibis.table(fact_schema(kind), name=fact_table(kind.name)).semi_join(batch(), CASE_ID)

    def _odd(self, name: str, kind: FactType, table: ir.Table) -> Iterator[tuple[ir.Value, str]]:
        """Yield the conditions under which a fact of a type cannot be shown exactly, with the reasons."""
        lacking = [table[f].isnull() for f, of in kind.fields.items() if not of.optional]
        yield ibis.or_(*lacking), LACKS_VALUE
        read = self.records.fields_read(name)
        texts = [f for f, of in kind.fields.items() if of.sort in ("key", "text") and f in read]
        if texts:
            yield ibis.or_(*(table[f].length() > MAX_TEXT for f in texts)), LONG_TEXT
        if moved := sorted(self._moved(name)):
            yield ibis.or_(*(is_odd_date(table[f]) for f in moved)), ODD_DATE
        ranked = [(table[f], of.words) for f, of in kind.fields.items() if of.ranked and f in read]
        if ranked:
            yield ibis.or_(*(value.notin(words) for value, words in ranked)), ODD_WORD

    def _moved(self, kind: str) -> Iterator[str]:
        """Yield the fields of a type that a column moves by a parameter."""
        for of, sources in self.records.sources.items():
            for source in sources.values():
                for day in _days_moved(source):
                    if (day.name == CASE and kind == CASE_TYPE) or (day.name != CASE and of == kind):
                        yield day.field


def batch() -> ir.Table:
    """Return the table of the cases of a batch."""
    return ibis.table({CASE_ID: "int64"}, name=BATCH)


def is_odd_date(day: ir.StringValue) -> ir.BooleanValue:
    """Return whether a text is no day in its one written form, or lies so far out that a period may pass the calendar.

    Python reads and moves such a day in a way of its own, or takes it for an open end.
    """
    within = (day >= "1000-01-01") & (day <= "9000-12-31") & (day.length() == ibis.literal(10))
    same = (day.try_cast("date").cast("string") == day).fill_null(ibis.literal(value=False))
    return day.notin([OPEN_END, OPEN_START]) & ~(within & same)


def _days_moved(source: ColumnSource) -> Iterator[FieldRef]:
    for term in source.terms:
        if isinstance(term, ShiftedTerm) and isinstance(term.date, FieldRef):
            yield term.date


def because(cases: ir.Table, reason: str) -> ir.Table:
    """Return cases with a reason for which they are handed over."""
    return cases.select(CASE_ID, **{REASON: ibis.literal(reason)})
