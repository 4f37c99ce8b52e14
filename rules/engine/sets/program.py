"""The program of a rulebook: the SQL statements that evaluate it on tables of facts, in the order in which they run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ibis
import ibis.backends.sql.compilers as compilers
import ibis.expr.types as ir

from rules.engine.compiled.compiled_form import CompiledRule
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.language.types import FINDING_TYPE
from rules.engine.sets.admitted_cases import AdmissionWriter
from rules.engine.sets.candidate_counts import CandidateCounts
from rules.engine.sets.conjunctions import Conjunctions
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.findings import findings_made, refused_for_findings, too_many_findings
from rules.engine.sets.matches import MatchWriter, found_matches
from rules.engine.sets.outcomes import OutcomeWriter
from rules.engine.sets.record_tables import RecordTables, bare_findings
from rules.engine.sets.statement import USUAL, Does, ProgramForm, SetStatement
from rules.engine.sets.table_names import (
    ACTIVE,
    CASE_TERMS,
    FACTS,
    FOUND,
    HANDED_OVER,
    KEY,
    LEVEL,
    MATCHES,
    OUTCOME,
    REFUSED,
    RESULTS,
    RULE,
    SUSPECTS,
    record_table,
)


def write_program(
    compiled: CompiledRulebook, parameters: Parameters, form: ProgramForm = USUAL
) -> tuple[SetStatement, ...]:
    """Translate a rulebook. It takes about a fifth of a second a rule: keep the program."""
    if form.dialect == "pyspark":
        ibis.pyspark  # noqa: B018 - it registers the options that the writer of this dialect reads
    return tuple(ProgramWriter(RecordTables(compiled, parameters), form).statements())


@dataclass(frozen=True, slots=True)
class ProgramWriter:
    """A writer of the statements of one rulebook, in one form."""

    records: RecordTables
    form: ProgramForm

    def statements(self) -> Iterator[SetStatement]:
        """Yield all statements in the order in which they run."""
        rules = self.records.compiled.rules
        yield from self.of_admission()
        yield from self.of_records()
        for stage in (1, 2):
            ours = [(number, rule) for number, rule in enumerate(rules) if rule.stage == stage]
            if stage == 2 and ours:
                yield from self.of_findings()
            yield from self.of_sizes([rule for _, rule in ours], stage)
            for number, rule in ours:
                yield from self.of_rule(number, rule)

    def of_admission(self) -> Iterator[SetStatement]:
        """Yield the statements that admit the cases of a batch."""
        writer = AdmissionWriter(self.records)
        yield self.statement("make", HANDED_OVER, writer.told() if self.form.admitted else writer.handed_over())
        yield self.statement("make", REFUSED, writer.nobody() if self.form.admitted else writer.refused())
        yield self.statement("make", ACTIVE, writer.active())

    def of_records(self) -> Iterator[SetStatement]:
        """Yield the statements that make the records with their columns."""
        yield self.statement("make", CASE_TERMS, self.records.case_terms())
        for kind in self.records.types:
            yield self.statement("make", record_table(kind), self.records.records(kind))

    def of_sizes(self, rules: Sequence[CompiledRule], stage: int) -> Iterator[SetStatement]:
        """Yield the statements that hand over cases which are too large for the rules of a stage."""
        counts = CandidateCounts(self.records)
        suspects = counts.suspects(rules)
        if suspects is None:
            return
        yield self.statement("make", SUSPECTS, suspects)
        for rule in rules:
            large = counts.too_many(rule)
            if large is not None:
                yield self.statement("append", HANDED_OVER, large, rule.code, SUSPECTS)
        yield from self._removing(HANDED_OVER, SUSPECTS, findings=stage == 2)

    def of_findings(self) -> Iterator[SetStatement]:
        """Yield the statements that make the facts of the second stage."""
        yield self.statement("make", bare_findings().get_name(), findings_made())
        yield self.statement("make", record_table(FINDING_TYPE), self.records.finding_records())
        yield self.statement("append", REFUSED, refused_for_findings())
        yield self.statement("append", HANDED_OVER, too_many_findings())
        yield from self._removing(REFUSED, REFUSED, findings=True)
        yield from self._removing(HANDED_OVER, HANDED_OVER, findings=True)

    def of_rule(self, number: int, rule: CompiledRule) -> Iterator[SetStatement]:
        """Yield the statements that find the matches of a rule and its outcomes."""
        conjunctions = Conjunctions(self.records)
        writer = OutcomeWriter(conjunctions)
        yield self.statement("make", FOUND, MatchWriter(conjunctions).matches(rule), rule.code)
        found = found_matches()
        counted = found.semi_join(writer.applying(rule), CASE_ID) if rule.applies else found
        columns = {RULE: ibis.literal(number, "int64"), LEVEL: counted[LEVEL], FACTS: counted[FACTS], KEY: counted[KEY]}
        yield self.statement("append", MATCHES, counted.select(CASE_ID, **columns), rule.code)
        outcomes = writer.outcomes(rule)
        columns = {RULE: ibis.literal(number, "int64"), OUTCOME: outcomes[OUTCOME]}
        yield self.statement("append", RESULTS, outcomes.select(CASE_ID, **columns), rule.code)

    def statement(self, does: Does, table: str, expression: ir.Table, rule: str = "", if_any: str = "") -> SetStatement:
        """Return an expression as a statement."""
        return SetStatement(does, table, sql_of(expression, self.form.dialect), rule, if_any)

    def _removing(self, cases: str, if_any: str, *, findings: bool) -> Iterator[SetStatement]:
        """Yield the statements that take cases out of the evaluation."""
        gone = sql_of(ibis.table({CASE_ID: "int64"}, name=cases), self.form.dialect)
        tables = [ACTIVE, *map(record_table, self.records.types), *([record_table(FINDING_TYPE)] if findings else ())]
        for table in tables:
            yield SetStatement("remove", table, gone, if_any=if_any)


def sql_of(expression: ir.Table, dialect: str) -> str:
    """Return an expression as SQL, as `ibis.to_sql` does.

    Our tables are bound to no connection, so none is unbound; and the tree of the SQL is nobody else's, so it is not
    copied before it is written.
    """
    compiler = getattr(compilers, dialect).compiler
    return str(compiler.to_sqlglot(expression).sql(dialect=compiler.dialect, pretty=False, copy=False))
