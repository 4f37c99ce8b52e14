"""Snapshots as tables of facts, read in batches and column by column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import pyarrow as pa

from rules.engine.sets.admitted_facts import admission_reasons
from rules.engine.sets.arrow_facts import PYTHON, is_utf8
from rules.engine.sets.fact_tables import CASE_ID, FACT, column_type, fact_table, stored_types
from rules.fact_store.snapshot_facts import Json, facts_in
from rules.fact_store.store_tables import ARROW, arrow_schema
from rules.facts.kinds.base import FactType
from rules.facts.kinds.vocabulary import VOCABULARY

UNREADABLE: Final = (pa.ArrowException, OverflowError, UnicodeEncodeError)


@dataclass(slots=True)
class FactRows:
    """The facts of one type: number of the case, id and values of each."""

    cases: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    values: list[Json] = field(default_factory=list)


def fact_tables(snapshots: Iterable[tuple[int, str]]) -> tuple[dict[str, pa.Table], dict[int, str]]:
    """Return the tables of the facts of snapshots, each with the number of its case, and why cases are handed over.

    A case with a fact that no column can hold has none in the tables. Facts that sets cannot show exactly are there,
    and their cases are handed over. A table without a row is left out.
    """
    return tables_of_facts([(number, facts_in(content)) for number, content in snapshots])


def tables_of_facts(cases: Sequence[tuple[int, Sequence[Json]]]) -> tuple[dict[str, pa.Table], dict[int, str]]:
    """Return the same of facts that are read already."""
    tables, reasons = readable_tables(cases)
    return tables, {**admission_reasons(tables, VOCABULARY), **reasons}


def readable_tables(facts: Sequence[tuple[int, Sequence[Json]]]) -> tuple[dict[str, pa.Table], dict[int, str]]:
    """Return the tables of the facts of cases, and the cases with a fact that no column can hold."""
    types = stored_types(VOCABULARY)
    reasons: dict[int, str] = {}
    rows = rows_by_type(facts, types, reasons)
    try:
        return tables_of(rows, types), reasons
    except UNREADABLE:
        reasons |= {number: why for number, of in facts if (why := unstorable(of, types))}
        kept = rows_by_type([each for each in facts if each[0] not in reasons], types, reasons)
        return tables_of(kept, types), reasons


def rows_by_type(
    cases: Iterable[tuple[int, Sequence[Json]]], types: Mapping[str, FactType], reasons: dict[int, str]
) -> dict[str, FactRows]:
    """Return the facts by type; a case with a fact of an unknown type gets a reason and has no row."""
    rows: dict[str, FactRows] = {}
    for number, facts in cases:
        strange = next((fact for fact in facts if fact["type"] not in types), None)
        if strange is not None:
            reasons[number] = f"{strange['id']}: there is no fact type {strange['type']} any more"
            continue
        for fact in facts:
            of_type = rows.get(fact["type"])
            if of_type is None:
                of_type = rows[fact["type"]] = FactRows()
            of_type.cases.append(number)
            of_type.ids.append(fact["id"])
            of_type.values.append(fact["values"])
    return rows


def tables_of(rows: Mapping[str, FactRows], types: Mapping[str, FactType]) -> dict[str, pa.Table]:
    """Return the rows as tables. Raises one of `UNREADABLE` if a column cannot hold a value."""
    found = {}
    for kind, of_type in rows.items():
        columns = {CASE_ID: pa.array(of_type.cases, pa.int64()), FACT: pa.array(of_type.ids, pa.string())}
        for name, known in types[kind].fields.items():
            if name != FACT:
                arrow = ARROW[column_type(known)]
                columns[name] = pa.array([values.get(name) for values in of_type.values], arrow)
        table = fact_table(kind)
        found[table] = pa.table(columns, schema=arrow_schema(table))
    return found


def unstorable(facts: Iterable[Json], types: Mapping[str, FactType]) -> str:
    """Return why no column can hold a fact of a case; an empty text if all can."""
    for fact in facts:
        for name, known in types[fact["type"]].fields.items() if fact["type"] in types else ():
            value = fact["id"] if name == FACT else fact["values"].get(name)
            if value is None:
                continue
            if type(value) is not PYTHON[column_type(known)]:
                return f"{fact['id']}: {name} is no {known.sort}"
            if type(value) is int and not -(2**63) <= value < 2**63:
                return f"{fact['id']}: {name} is beyond 64 bits"
            if type(value) is str and not is_utf8(value):
                return f"{fact['id']}: {name} is no text that UTF-8 can write"
    return ""
