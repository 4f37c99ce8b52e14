"""Outcomes of cases as vectors: one row a case with four bits a rule, so that many are compared and hashed at once.

A vector is a few whole numbers, since DuckDB adds up numbers much faster than it puts texts in order. Nothing of it is
stored.
"""

from collections.abc import Iterable
from typing import Final

import duckdb
import pyarrow as pa

from rules.engine.sets.fact_tables import CASE_ID, CASES
from rules.engine.sets.results import ALL_OUTCOMES
from rules.engine.sets.table_names import OUTCOMES, RULES
from rules.fact_store.store_tables import RESULT_OUTCOMES

CODES: Final = "numbered_codes"  # n, code: the rules of the rulebook and of the stored results
NEW_VECTORS: Final = "new_vectors"  # case_id, w0, w1, …
HELD_VECTORS: Final = "held_vectors"
WORDS: Final = str(list(OUTCOMES))  # as a list of SQL too
BITS: Final = 4  # 0: no outcome; then the place of the outcome in OUTCOMES, from 1
OF_A_NUMBER: Final = 15  # rules in one number of 63 bits


def make_vectors(connection: duckdb.DuckDBPyConnection) -> int:
    """Make the vectors of the new and of the stored outcomes; return how many numbers a vector has."""
    found = connection.execute(
        f"SELECT code FROM {RULES} UNION SELECT rule FROM {RESULT_OUTCOMES} SEMI JOIN {CASES} USING ({CASE_ID})"
        " ORDER BY 1"
    ).fetchall()
    codes = [code for (code,) in found]
    numbered = pa.table({"n": pa.array(range(len(codes)), pa.int64()), "code": pa.array(codes, pa.string())})
    connection.register("given_codes", numbered)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {CODES} AS SELECT * FROM given_codes")
    connection.unregister("given_codes")
    numbers = -(-len(codes) // OF_A_NUMBER)
    new = (
        f"SELECT {CASE_ID}, n, outcome + 1 AS place FROM {ALL_OUTCOMES}"
        f" JOIN (SELECT rule, n FROM {RULES} JOIN {CODES} USING (code)) USING (rule)"
    )
    held = (
        f"SELECT {CASE_ID}, n, list_position({WORDS}, outcome) AS place FROM {RESULT_OUTCOMES}"
        f" SEMI JOIN {CASES} USING ({CASE_ID}) JOIN {CODES} ON rule = code"
    )
    for name, rows in ((NEW_VECTORS, new), (HELD_VECTORS, held)):
        words = ", ".join(f"bit_or({_shifted(number)}) AS w{number}" for number in range(numbers))
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {CASE_ID}, {words} FROM ({rows}) GROUP BY {CASE_ID}"
        )
    return numbers


def outcome_differences(connection: duckdb.DuckDBPyConnection, numbers: int) -> list[tuple[int, str, str, str]]:
    """Return case, rule, stored outcome and new outcome wherever the two vectors differ."""
    differs = " OR ".join(f"new.w{number} IS DISTINCT FROM held.w{number}" for number in range(numbers))
    before, after = (_word(_listed(table, numbers)) for table in ("held", "new"))
    return connection.execute(
        f"SELECT * FROM (SELECT {CASE_ID}, code, {before} AS before, {after} AS after"
        f" FROM {NEW_VECTORS} new FULL JOIN {HELD_VECTORS} held USING ({CASE_ID}), {CODES} WHERE {differs})"
        " WHERE before IS DISTINCT FROM after"
    ).fetchall()


def make_outcome_hashes(connection: duckdb.DuckDBPyConnection, numbers: int, line: str, between: str) -> None:
    """Make `outcome_hashes`: by case the SHA-256 of its lines, sorted and joined by `between`.

    `line` is the SQL of the line of `code` and `outcome`. Cases with the same outcomes share it.
    """
    vector = ", ".join(f"w{number}" for number in range(numbers))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE outcome_hashes AS WITH lines AS ("
        f" SELECT {vector}, {line} AS line FROM (SELECT {vector}, code, {_word(f'[{vector}]')} AS outcome"
        f" FROM (SELECT DISTINCT {vector} FROM {NEW_VECTORS}), {CODES}) WHERE outcome IS NOT NULL),"
        f" hashed AS (SELECT {vector}, sha256(string_agg(line, {between} ORDER BY line)) AS hash"
        f" FROM lines GROUP BY {vector})"
        f" SELECT {CASE_ID}, hash FROM {NEW_VECTORS} JOIN hashed USING ({vector})"
    )


def _shifted(number: int) -> str:
    """Return the SQL of a row's part of one number of its vector."""
    return (
        f"CASE WHEN n // {OF_A_NUMBER} = {number}"
        f" THEN place::BIGINT << ({BITS} * (n % {OF_A_NUMBER}))::INTEGER ELSE 0::BIGINT END"
    )


def _listed(table: str, numbers: int) -> str:
    return f"[{', '.join(f'{table}.w{number}' for number in range(numbers))}]"


def _word(vector: str) -> str:
    """Return the SQL of the outcome of rule `n` in a vector; NULL if it has none."""
    number = f"{vector}[(n // {OF_A_NUMBER} + 1)::INTEGER]"
    place = f"(({number} >> ({BITS} * (n % {OF_A_NUMBER}))::INTEGER) & {2**BITS - 1})"
    return f"{WORDS}[nullif({place}, 0)]"


def numbers_table(numbers: Iterable[int]) -> pa.Table:
    """Return numbers of cases as a table."""
    return pa.table({CASE_ID: pa.array(list(numbers), pa.int64())})
