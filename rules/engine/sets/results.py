"""The result of an evaluation in sets: tables of outcomes and matches, read in batches, and the cases handed over."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import duckdb
import pyarrow as pa

from rules.engine.compiled.compiled_form import CompiledRule
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.table_names import (
    BATCH,
    FACTS,
    HANDED_OVER,
    KEY,
    LEVEL,
    MATCHES,
    OUTCOME,
    OUTCOMES,
    RANK,
    REASON,
    REFUSED,
    RESULTS,
    RULE,
    RULE_LEVELS,
    RULES,
    SEVERITIES,
)

ALL_MATCHES: Final = "set_matches"
ALL_OUTCOMES: Final = "set_outcomes"
ALL_HANDED_OVER: Final = "set_handed_over"
GIVEN: Final = "sets_given"  # the rows that a statement takes from this process
ROWS: Final = 100_000  # of a batch that is read


@contextmanager
def whole(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Run statements in one transaction."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@dataclass(frozen=True, slots=True)
class SetResult:
    """The result in a connection.

    `outcomes`: `case_id`, `rule` (its code), `outcome`, for each case and rule. `matches`: `case_id`, `rule`,
    `severity`, `facts`, `key` (see `matches.py`). `handed_over`: `case_id`, `reason`; such a case is in neither.
    """

    connection: duckdb.DuckDBPyConnection
    rules: Sequence[CompiledRule]

    def outcomes(self, rows: int = ROWS) -> pa.RecordBatchReader:
        """Return the outcomes, sorted by case and rule."""
        words = _words(OUTCOME, OUTCOMES)
        return self._read(
            f"SELECT {CASE_ID}, code AS rule, {words} AS outcome FROM {ALL_OUTCOMES} JOIN {RULES} USING ({RULE})"
            f" ORDER BY {CASE_ID}, {RULE}",
            rows,
        )

    def matches(self, rows: int = ROWS) -> pa.RecordBatchReader:
        """Return the matches, sorted by case, rule and facts."""
        return self._read(
            f"SELECT {CASE_ID}, code AS rule, {_words(RANK, SEVERITIES)} AS severity, {FACTS}, {KEY}"
            f" FROM {ALL_MATCHES} JOIN {RULES} USING ({RULE}) JOIN {RULE_LEVELS} USING ({RULE}, {LEVEL})"
            f" ORDER BY {CASE_ID}, {RULE}, {FACTS}",
            rows,
        )

    def handed_over(self) -> list[tuple[int, str]]:
        """Return the cases that the case evaluator must decide, with the reasons, sorted."""
        return self.connection.execute(f"SELECT {CASE_ID}, {REASON} FROM {ALL_HANDED_OVER} ORDER BY 1").fetchall()

    def prepare(self) -> None:
        """Make the tables of the result, empty, and those of the rules and their levels."""
        for table, rows in ((RULES, rule_rows(self.rules)), (RULE_LEVELS, level_rows(self.rules))):
            self._make(table, rows)
        for table, columns in (
            (ALL_MATCHES, f"{CASE_ID} BIGINT, {RULE} SMALLINT, {LEVEL} TINYINT, {FACTS} VARCHAR[], {KEY} VARCHAR[]"),
            (ALL_OUTCOMES, f"{CASE_ID} BIGINT, {RULE} SMALLINT, {OUTCOME} TINYINT"),
            (ALL_HANDED_OVER, f"{CASE_ID} BIGINT, {REASON} VARCHAR"),
        ):
            self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({columns})")

    def take_answers(self, matches: pa.Table, outcomes: pa.Table, handed_over: Mapping[int, str]) -> None:
        """Take all answers from elsewhere; rules, levels and outcomes are numbers in them, as in the own tables."""
        self.prepare()
        reasons = {
            CASE_ID: pa.array(handed_over.keys(), pa.int64()),
            REASON: pa.array(handed_over.values(), pa.string()),
        }
        given = ((ALL_MATCHES, matches), (ALL_OUTCOMES, outcomes), (ALL_HANDED_OVER, pa.table(reasons)))
        with whole(self.connection):
            for table, rows in given:
                self.connection.register(GIVEN, rows)
                self.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {GIVEN}")
                self.connection.unregister(GIVEN)

    def take_batch(self) -> None:
        """Add the result of the batch, all of it or nothing."""
        decided = f"WHERE {CASE_ID} NOT IN (SELECT {CASE_ID} FROM {HANDED_OVER})"
        admitted = f"{decided} AND {CASE_ID} NOT IN (SELECT {CASE_ID} FROM {REFUSED})"
        error = OUTCOMES.index("error")
        with whole(self.connection):
            for table, made in ((ALL_MATCHES, MATCHES), (ALL_OUTCOMES, RESULTS)):
                self.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {made} {admitted}")
            self.connection.execute(
                f"INSERT INTO {ALL_OUTCOMES} SELECT DISTINCT {CASE_ID}, {RULE}, {error}"
                f" FROM {REFUSED}, {RULES} {decided}"
            )
            self.connection.execute(
                f"INSERT INTO {ALL_HANDED_OVER} SELECT {CASE_ID}, min({REASON}) FROM {HANDED_OVER} GROUP BY 1"
            )

    def hand_over_batch(self, reason: str) -> None:
        """Hand over every case of the batch."""
        self.connection.execute(f"INSERT INTO {ALL_HANDED_OVER} SELECT {CASE_ID}, ? FROM {BATCH}", [reason])

    def _make(self, table: str, rows: pa.Table) -> None:
        self.connection.register(GIVEN, rows)
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM {GIVEN}")
        self.connection.unregister(GIVEN)

    def _read(self, sql: str, rows: int) -> pa.RecordBatchReader:
        return self.connection.sql(sql).to_arrow_reader(rows)


def _words(column: str, words: Sequence[str]) -> str:
    """Return the SQL that writes the word for a number."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"[{listed}][{column} + 1]"


def rule_rows(rules: Sequence[CompiledRule]) -> pa.Table:
    """Return number, code and family of each rule."""
    texts = {"code": [rule.code for rule in rules], "family": [rule.family for rule in rules]}
    columns = {name: pa.array(values, pa.string()) for name, values in texts.items()}
    return pa.table({RULE: pa.array(range(len(rules)), pa.int64()), **columns})


def level_rows(rules: Sequence[CompiledRule]) -> pa.Table:
    """Return the levels of each rule: their place in it, and their rank."""
    rows = [
        {RULE: number, LEVEL: place, RANK: SEVERITIES.index(level.level)}
        for number, rule in enumerate(rules)
        for place, level in enumerate(rule.severity)
    ]
    return pa.Table.from_pylist(rows, pa.schema([(name, pa.int64()) for name in (RULE, LEVEL, RANK)]))
