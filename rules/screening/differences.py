"""The cases of a chunk whose answer differs from the stored result, or that read a changed number or rule text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import duckdb
import pyarrow as pa

from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.fact_store.store_tables import RESULT_FINDINGS, RESULT_OUTCOMES
from rules.screening.answers import NEW_FINDINGS
from rules.screening.changed_rules import RulebookDifference
from rules.screening.outcome_vectors import outcome_differences

Difference = tuple[str, str, str, str]  # rule, outcome before and after, what differs
Differences = Mapping[int, list[Difference]]
OUTCOME: Final = "outcome"
BINDING: Final = "binding"
SEVERITY: Final = "severity"
NUMBER: Final = "number"
TEXT: Final = "text"
GAP: Final = "gap"
ORDER: Final = (OUTCOME, BINDING, SEVERITY, NUMBER, TEXT, GAP)


def differences_of_chunk(
    connection: duckdb.DuckDBPyConnection, changed: Mapping[str, RulebookDifference], numbers: int
) -> Differences:
    """Return by case what differs, each rule once; `changed` is by the version that gave the stored results.

    The outcomes are compared as vectors of so many numbers. Only what differs comes out as rows.
    """
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE held_findings AS SELECT {CASE_ID}, rule AS code, severity, facts, numbers,"
        f" rulebook FROM {RESULT_FINDINGS} JOIN (SELECT {CASE_ID}, rulebook FROM {CASES}) USING ({CASE_ID})"
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE one_sided AS {_either_way(_FINDINGS)}")
    found: dict[tuple[int, str], tuple[str, str, str]] = {}
    for number, code, before, after in outcome_differences(connection, numbers):
        found[number, code] = (before or "", after or "", OUTCOME)
    wanted = note_changes(connection, changed)
    for what in ORDER:
        if what in QUERIES and what in wanted:
            for number, code, word in connection.execute(QUERIES[what]).fetchall():
                found.setdefault((number, code), (word, word, what))
    by_case: dict[int, list[Difference]] = defaultdict(list)
    for (number, code), (before, after, what) in sorted(found.items()):
        by_case[number].append((code, before, after, what))
    return by_case


def note_changes(connection: duckdb.DuckDBPyConnection, changed: Mapping[str, RulebookDifference]) -> frozenset[str]:
    """Make the tables of rules with another text, of rules that read another number, and of numbers read otherwise.

    Return what may differ: a table without a row needs no query.
    """
    texts = [(version, code) for version, each in changed.items() for code in sorted(each.texts)]
    readers = [(version, code) for version, each in changed.items() for code in sorted(each.readers)]
    make_table(connection, "changed_texts", ("rulebook", "code"), texts)
    make_table(connection, "changed_readers", ("rulebook", "code"), readers)
    read = connection.execute(
        "SELECT DISTINCT rulebook, code, numbers FROM held_findings SEMI JOIN changed_readers USING (rulebook, code)"
    ).fetchall()
    otherwise = [row for row in read if changed[row[0]].reads_otherwise(row[2])]
    make_table(connection, "changed_numbers", ("rulebook", "code", "numbers"), otherwise)
    there = {TEXT: texts, GAP: readers, NUMBER: otherwise}
    return frozenset({BINDING, SEVERITY, *(what for what, rows in there.items() if rows)})


def make_table(
    connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> None:
    """Make a table of texts."""
    arrays = [pa.array([row[place] for row in rows], pa.string()) for place in range(len(columns))]
    connection.register("given_rows", pa.table(arrays, names=list(columns)))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM given_rows")
    connection.unregister("given_rows")


_KEPT: Final = (
    f"SELECT {CASE_ID}, rule AS code, outcome AS word, rulebook FROM {RESULT_OUTCOMES}"
    f" JOIN (SELECT {CASE_ID}, rulebook FROM {CASES}) USING ({CASE_ID}) WHERE outcome"
)
_FINDINGS: Final = f"{CASE_ID}, code, facts, severity"


def _either_way(columns: str) -> str:
    """Return the SQL of the findings that only one of the two has, with 1 for each new one and -1 for each stored."""
    new, held = (f"SELECT {columns} FROM {table}" for table in (NEW_FINDINGS, "held_findings"))
    return f"SELECT *, 1 AS side FROM ({new} EXCEPT ALL {held}) UNION ALL SELECT *, -1 FROM ({held} EXCEPT ALL {new})"


QUERIES: Final[Mapping[str, str]] = {
    # With other facts: of the findings that only one side has, those that stay so without their severity.
    BINDING: f"SELECT DISTINCT {CASE_ID}, code, 'flagged' FROM"
    f" (SELECT {CASE_ID}, code, facts FROM one_sided GROUP BY ALL HAVING sum(side) <> 0)",
    SEVERITY: f"SELECT DISTINCT {CASE_ID}, code, 'flagged' FROM one_sided",
    NUMBER: f"SELECT DISTINCT {CASE_ID}, code, 'flagged' FROM held_findings"
    " SEMI JOIN changed_numbers USING (rulebook, code, numbers)",
    TEXT: f"SELECT DISTINCT {CASE_ID}, code, word FROM ({_KEPT} IN ('flagged', 'not_assessable'))"
    " SEMI JOIN changed_texts USING (rulebook, code)",
    GAP: f"SELECT DISTINCT {CASE_ID}, code, word FROM ({_KEPT} = 'not_assessable')"
    " SEMI JOIN changed_readers USING (rulebook, code)",
}
