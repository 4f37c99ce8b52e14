"""The tables of the store with their columns: cases, the results of their assessments, and one for each fact type."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import pyarrow as pa

from institutions.values.hashing import hash_json
from rules.assessing.stored_format import FORMAT
from rules.engine.sets.fact_tables import CASE_ID, CASES, HAND_OVER, fact_schema, fact_table, stored_types
from rules.facts.kinds.vocabulary import VOCABULARY

RESULT_OUTCOMES: Final = "result_outcomes"
RESULT_FINDINGS: Final = "result_findings"
SUPERSEDED_CASES: Final = "superseded_cases"
DERIVED_ANEW: Final = "derived_anew"
LAYOUT: Final = 3  # of the columns below and what they mean; another one makes the store be built anew
ARROW: Final = {"int64": pa.int64(), "string": pa.string(), "boolean": pa.bool_(), "texts": pa.list_(pa.string())}
SQL: Final = {"int64": "BIGINT", "string": "VARCHAR", "boolean": "BOOLEAN", "texts": "VARCHAR[]"}
OF_STORE: Final[Mapping[str, Mapping[str, str]]] = {
    CASES: {
        CASE_ID: "int64",
        "partnership": "string",
        "body": "string",  # that submitted it
        "assessment": "string",
        "snapshot": "string",
        "as_of": "string",
        "rulebook": "string",  # the version that gave the result
        HAND_OVER: "string",
    },
    RESULT_OUTCOMES: {CASE_ID: "int64", "rule": "string", "outcome": "string"},
    # `facts`: ids of the evidence, sorted; `numbers`: the parameters that the finding read, as JSON
    RESULT_FINDINGS: {
        CASE_ID: "int64",
        "rule": "string",
        "severity": "string",
        "facts": "texts",
        "numbers": "string",
    },
    SUPERSEDED_CASES: {CASE_ID: "int64"},
    # the facts as JSON of a case whose snapshot has others: an earlier program derived those
    DERIVED_ANEW: {CASE_ID: "int64", "content": "string"},
}


@cache
def table_columns() -> Mapping[str, Mapping[str, str]]:
    """Return the columns of every table with their types, by table."""
    facts = {fact_table(name): fact_schema(kind) for name, kind in stored_types(VOCABULARY).items()}
    return {**OF_STORE, **facts}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Return the schema of a table."""
    return pa.schema([(name, ARROW[kind]) for name, kind in table_columns()[table].items()])


@cache
def schema_hash() -> str:
    """Return the hash that changes with the tables and the derivation: a store of another version is not read."""
    return hash_json([LAYOUT, FORMAT, {name: dict(columns) for name, columns in table_columns().items()}])
