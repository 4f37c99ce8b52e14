"""The answers of a chunk of cases as tables of its connection: of the sets, and of the case evaluators beside them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import duckdb
import pyarrow as pa

from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.sets.configured import set_evaluator
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.results import ALL_MATCHES, ALL_OUTCOMES
from rules.engine.sets.table_names import RULE_LEVELS, RULES, SEVERITIES
from rules.screening.case_verdicts import CaseVerdict, Finding
from rules.screening.digest import FIELD, LINE, WORD
from rules.screening.outcome_vectors import WORDS, make_outcome_hashes, numbers_table

NEW_OUTCOMES: Final = "screened_outcomes"  # case_id, code, outcome
NEW_FINDINGS: Final = "screened_findings"  # case_id, code, severity, key, facts
LEVELS: Final = str(list(SEVERITIES))  # as a list of SQL too


def answer_in_sets(connection: duckdb.DuckDBPyConnection, rulebook: LoadedRulebook) -> list[tuple[int, str]]:
    """Evaluate the cases of a connection; return those handed over, with the reasons."""
    handed_over = set_evaluator(rulebook.compiled).evaluate(connection).handed_over()
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {NEW_OUTCOMES} AS SELECT {CASE_ID}, code, {WORDS}[outcome + 1] AS outcome"
        f" FROM {ALL_OUTCOMES} JOIN {RULES} USING (rule)"
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {NEW_FINDINGS} AS SELECT {CASE_ID}, code, {LEVELS}[max(rank) + 1] AS severity,"
        f" key, list_sort(list_distinct(flatten(list(facts)))) AS facts FROM {ALL_MATCHES}"
        f" JOIN {RULES} USING (rule) JOIN {RULE_LEVELS} USING (rule, level) GROUP BY {CASE_ID}, code, key"
    )
    return handed_over


def add_verdicts(connection: duckdb.DuckDBPyConnection, verdicts: Mapping[int, CaseVerdict]) -> None:
    """Add what the case evaluators say of the cases handed over."""
    outcomes = [(number, code, word) for number, each in verdicts.items() for code, word in each.outcomes.items()]
    findings = [
        (number, code, severity, list(key), list(facts))
        for number, each in verdicts.items()
        for code, severity, key, facts in each.findings
    ]
    texts = pa.list_(pa.string())
    numbered = f"SELECT a.c0, rule, list_position({WORDS}, a.c2) - 1 FROM added_verdicts a JOIN {RULES} ON code = a.c1"
    for table, rows, types, select in (
        (ALL_OUTCOMES, outcomes, (pa.int64(), pa.string(), pa.string()), numbered),
        (NEW_FINDINGS, findings, (pa.int64(), pa.string(), pa.string(), texts, texts), "SELECT * FROM added_verdicts"),
    ):
        if rows:
            arrays = [pa.array(list(column), kind) for column, kind in zip(zip(*rows, strict=True), types, strict=True)]
            names = [f"c{place}" for place in range(len(types))]
            connection.register("added_verdicts", pa.table(arrays, names=names))
            connection.execute(f"INSERT INTO {table} {select}")
            connection.unregister("added_verdicts")


def answers_of(connection: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> Mapping[int, CaseVerdict]:
    """Return the answers of some cases."""
    connection.register("asked_cases", numbers_table(numbers))
    outcomes: dict[int, dict[str, str]] = defaultdict(dict)
    for number, code, word in connection.execute(
        f"SELECT * FROM {NEW_OUTCOMES} SEMI JOIN asked_cases USING ({CASE_ID}) ORDER BY ALL"
    ).fetchall():
        outcomes[number][code] = word
    findings: dict[int, list[Finding]] = defaultdict(list)
    for number, code, severity, key, facts in connection.execute(
        f"SELECT * FROM {NEW_FINDINGS} SEMI JOIN asked_cases USING ({CASE_ID})"
    ).fetchall():
        findings[number].append((code, severity, tuple(key), tuple(facts)))
    connection.unregister("asked_cases")
    return {number: CaseVerdict(outcomes[number], tuple(sorted(findings[number]))) for number in numbers}


def make_digests(connection: duckdb.DuckDBPyConnection, numbers: int) -> None:
    """Make `case_digests`: the digest of each case (see `digest.py`), from vectors of so many numbers."""
    field, word, line = (f"chr({ord(each)})" for each in (FIELD, WORD, LINE))
    make_outcome_hashes(connection, numbers, f"code || {field} || outcome || {field} || {field}", line)
    finding = f"code || {field} || 'flagged' || {field} || severity || {field} || array_to_string(key, {word})"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE case_digests AS SELECT {CASE_ID},"
        f" sha256(hash || {line} || coalesce(found, '')) AS digest FROM outcome_hashes LEFT JOIN ("
        f"SELECT {CASE_ID}, string_agg(line, {line} ORDER BY line) AS found"
        f" FROM (SELECT {CASE_ID}, {finding} AS line FROM {NEW_FINDINGS}) GROUP BY {CASE_ID}) USING ({CASE_ID})"
    )
