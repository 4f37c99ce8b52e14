"""The tables of records: facts with their computed columns, one table for each fact type that a rule reads.

Terms that read the case alone are computed once for each case, in a table of their own, and joined to its facts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import ibis
import ibis.expr.types as ir

from rules.engine.compiled.column_sources import ColumnSource
from rules.engine.compiled.column_texts import readable_source
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.language.syntax import FilePlace, LiteralTerm, ParameterRef, ShiftedTerm, Term
from rules.engine.language.types import CASE_TYPE, FINDING_TYPE, RuleNamespace
from rules.engine.language.walk import names_in_term, term_text
from rules.engine.sets.column_expressions import ColumnWriter, day_of
from rules.engine.sets.fact_tables import CASE_ID, FACT, fact_schema, fact_table
from rules.engine.sets.keys_read import keys_read
from rules.engine.sets.parameter_values import Computed
from rules.engine.sets.table_names import ACTIVE, CASE_TERMS, DOUBTFUL, FINDINGS, record_table

NOWHERE: Final = FilePlace("", 0)


def active_cases() -> ir.Table:
    """Return the table of the cases that are evaluated."""
    return ibis.table({CASE_ID: "int64"}, name=ACTIVE)


@dataclass(slots=True)
class RecordTables:
    """The tables of records of one rulebook."""

    compiled: CompiledRulebook
    parameters: Parameters
    known: RuleNamespace = field(init=False)
    sources: dict[str, dict[str, ColumnSource]] = field(init=False)  # by type and key
    read: Mapping[str, frozenset[str]] = field(init=False)  # by type, the keys that rules read
    types: tuple[str, ...] = field(init=False)  # that rules read, without findings
    _terms: dict[str, tuple[str, Term]] = field(init=False)  # terms of the case alone: text, column and term
    _schemas: dict[str, Mapping[str, str]] = field(init=False, default_factory=dict)
    _records: dict[str, ir.Table] = field(init=False, default_factory=dict)  # by type, once they were made

    def __post_init__(self) -> None:
        self.known = RuleNamespace(self.compiled.vocabulary, self.parameters, (), ())
        self.sources = {}
        for column in self.compiled.columns:
            own = self.compiled.sources.get((column.type, column.key))
            found = own if own and own.expression == column.expression else readable_source(column, self.known)
            self.sources.setdefault(column.type, {})[column.key] = found
        self.read = keys_read(self.compiled.rules)
        self.types = tuple(sorted(self.read.keys() - {FINDING_TYPE}))
        terms = (
            term
            for kind in (*self.types, FINDING_TYPE)
            for source in self.sources.get(kind, {}).values()
            for term in terms_of_case(source)
        )
        self._terms = {}
        for term in terms:
            self._terms.setdefault(term_text(term), (f"h{len(self._terms)}", term))

    def case_terms(self) -> ir.Table:
        """Return the expression of the table of terms that read the case alone: value, and whether not in force."""
        joined = active_cases().left_join(self._stored(CASE_TYPE).drop(FACT), CASE_ID)
        writer = ColumnWriter(self.known, CASE_TYPE, own=lambda name: joined[name])
        found: dict[str, ir.Value] = {CASE_ID: joined[CASE_ID]}
        for name, term in self._terms.values():
            computed = writer.term(term)
            if computed.value is not None:
                found[name] = computed.value
            if computed.off is not None:
                found[f"{name}_off"] = computed.off
        return joined.select(**found)

    def records(self, kind: str) -> ir.Table:
        """Return the expression of the records of a stored type: the facts of active cases with their columns."""
        if kind not in self._records:
            self._records[kind] = self.with_columns(self._stored(kind).semi_join(active_cases(), CASE_ID), kind)
        return self._records[kind]

    def with_columns(self, facts: ir.Table, kind: str) -> ir.Table:
        """Return facts of a type with their computed columns."""
        read = self.read.get(kind, frozenset())
        sources = {key: source for key, source in self.sources.get(kind, {}).items() if key in read}
        plain = [name for name in facts.columns if name in {CASE_ID, FACT, DOUBTFUL} | read]
        if not sources:
            return facts.select(*plain)
        case = ibis.table(self._case_schema(), name=CASE_TERMS)
        wanted = {term_text(term) for source in sources.values() for term in terms_of_case(source)}
        names = [name for text, (name, _) in self._terms.items() if text in wanted]
        kept = [each for name in names for each in (name, f"{name}_off") if each in case.columns]
        joined = facts.left_join(case.select(CASE_ID, *kept), CASE_ID) if kept else facts
        writer = ColumnWriter(
            self.known, kind, own=lambda name: joined[name], of_case=lambda term: self._of_case(term, joined)
        )
        columns = {key: writer.column(source) for key, source in sources.items()}
        return joined.select(*(joined[name] for name in plain), **columns)

    def table(self, kind: str) -> ir.Table:
        """Return the table of records of a type, as the rules read it."""
        if kind not in self._schemas:
            expression = self.finding_records() if kind == FINDING_TYPE else self.records(kind)
            self._schemas[kind] = dict(expression.schema())
        return ibis.table(self._schemas[kind], name=record_table(kind))

    def finding_records(self) -> ir.Table:
        """Return the expression of the findings of the first stage with their columns."""
        return self.with_columns(bare_findings(), FINDING_TYPE)

    def fields_read(self, kind: str) -> frozenset[str]:
        """Return the fields of a type that rules or columns read."""
        read = set(self.read.get(kind, ()))
        for of, sources in self.sources.items():
            for each in (each for source in sources.values() for each in source.reads()):
                place, _, name = each.rpartition(".")
                if (place == "case" and kind == CASE_TYPE) or (not place and of == kind):
                    read.add(name)
        return frozenset(read & self.compiled.vocabulary[kind].fields.keys())

    def _case_schema(self) -> Mapping[str, str]:
        if CASE_TERMS not in self._schemas:
            self._schemas[CASE_TERMS] = dict(self.case_terms().schema())
        return self._schemas[CASE_TERMS]

    def _of_case(self, term: Term, joined: ir.Table) -> Computed:
        name, _ = self._terms[term_text(term)]
        there = self._case_schema()
        off = joined[f"{name}_off"] if f"{name}_off" in there else None
        return Computed(joined[name] if name in there else None, off)

    def _stored(self, kind: str) -> ir.Table:
        return ibis.table(fact_schema(self.compiled.vocabulary[kind]), name=fact_table(kind))


def bare_findings() -> ir.Table:
    """Return the table of findings of the first stage and of those that are doubtful, without columns."""
    schema = {CASE_ID: "int64", "fact": "string", "code": "string", "family": "string", "severity": "string"}
    return ibis.table(schema | {DOUBTFUL: "boolean"}, name=FINDINGS)


def terms_of_case(source: ColumnSource) -> Iterator[Term]:
    """Yield the terms of a column that read the case alone."""
    for term in source.terms:
        yield from _of_case_in(term)


def _of_case_in(term: Term) -> Iterator[Term]:
    if isinstance(term, LiteralTerm):
        return
    if not names_in_term(term):
        yield term
    elif isinstance(term, ShiftedTerm):
        yield from _of_case_in(term.date)
        yield from _of_case_in(term.by)
    elif isinstance(term, ParameterRef):
        for inner in (term.index, day_of(term)):
            if inner is not None:
                yield from _of_case_in(inner)
