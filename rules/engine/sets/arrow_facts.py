"""Facts of cases as Arrow tables: for tests, benchmarks and a few cases at a time. A register reads stored tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import pyarrow as pa

from rules.engine.evaluating.admission import MAX_INTEGER
from rules.engine.sets.fact_tables import (
    CASE_ID,
    CASES,
    FACT,
    HAND_OVER,
    column_type,
    fact_schema,
    fact_table,
    stored_types,
)
from rules.facts.kinds.base import Fact, FactType

ARROW: Final = {"string": pa.string(), "int64": pa.int64(), "boolean": pa.bool_()}
PYTHON: Final = {"string": str, "int64": int, "boolean": bool}


def arrow_tables(
    cases: Iterable[tuple[int, Sequence[Fact]]], vocabulary: Mapping[str, FactType]
) -> dict[str, pa.Table]:
    """Return by name the tables of the facts of cases, each with its number. A case that no column can hold has no
    facts in them: `cases` names the reason, and the case evaluator decides.
    """
    stored = stored_types(vocabulary)
    columns: dict[str, dict[str, list[object]]] = {
        name: {column: [] for column in fact_schema(kind)} for name, kind in stored.items()
    }
    numbers: list[int] = []
    reasons: list[str | None] = []
    for number, facts in cases:
        reason = next((why for fact in facts if (why := _unstorable(fact, stored))), None)
        numbers.append(number)
        reasons.append(reason)
        for fact in () if reason else facts:
            table = columns[fact.type]
            table[CASE_ID].append(number)
            table[FACT].append(fact.id)
            for name in stored[fact.type].fields:
                if name != FACT:
                    table[name].append(getattr(fact, name))
    tables = {fact_table(name): _table(columns[name], fact_schema(kind)) for name, kind in stored.items()}
    tables[CASES] = _table({CASE_ID: [*numbers], HAND_OVER: [*reasons]}, {CASE_ID: "int64", HAND_OVER: "string"})
    return tables


def _table(columns: Mapping[str, list[object]], schema: Mapping[str, str]) -> pa.Table:
    return pa.table({name: pa.array(columns[name], ARROW[kind]) for name, kind in schema.items()})


def _unstorable(fact: Fact, stored: Mapping[str, FactType]) -> str:
    """Return why no column can hold a fact; an empty text if all can."""
    if fact.type not in stored:
        return f"{fact.id}: facts of type {fact.type} are made by the evaluation"
    for name, kind in stored[fact.type].fields.items():
        value = fact.id if name == FACT else getattr(fact, name)
        if value is None:
            continue
        if type(value) is not PYTHON[column_type(kind)]:
            return f"{fact.id}: {name} is no {kind.sort}"
        if type(value) is int and not -MAX_INTEGER <= value <= MAX_INTEGER:
            return f"{fact.id}: {name} is beyond 64 bits"
        if type(value) is str and not is_utf8(value):
            return f"{fact.id}: {name} is no text that UTF-8 can write"
    return ""


def is_utf8(text: str) -> bool:
    """Return whether UTF-8 can write a text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
