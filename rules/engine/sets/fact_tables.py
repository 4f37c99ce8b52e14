"""The tables of facts that the set evaluator reads: one for each fact type, one row for each fact.

Every table has `case_id` (a number that the caller gives each case), `fact` (the id of the fact) and the fields of the
type; an unknown field is NULL. The table `cases` has a row for every case, also for one without facts: its `hand_over`
says why a case cannot be evaluated in sets, and is NULL for all others.
"""

from collections.abc import Mapping
from typing import Final

from rules.engine.language.types import FINDING_TYPE
from rules.facts.kinds.base import FactType, FieldType

CASES: Final = "cases"
CASE_ID: Final = "case_id"
FACT: Final = "fact"
HAND_OVER: Final = "hand_over"
OF_SORT: Final = {
    "key": "string",
    "date": "string",  # ISO text, which compares as dates do
    "word": "string",
    "text": "string",
    "number": "int64",
    "flag": "boolean",
}


def fact_table(kind: str) -> str:
    """Return the name of the table of a fact type."""
    return f"facts_{kind}"


def stored_types(vocabulary: Mapping[str, FactType]) -> Mapping[str, FactType]:
    """Return the fact types that a case brings: all but findings, which the evaluation makes."""
    return {name: kind for name, kind in vocabulary.items() if name != FINDING_TYPE}


def column_type(kind: FieldType) -> str:
    """Return the type of the column that holds a field, by its name in Ibis."""
    return OF_SORT[kind.sort]


def fact_schema(kind: FactType) -> dict[str, str]:
    """Return the columns of the table of a fact type with their types."""
    return {CASE_ID: "int64"} | {name: column_type(field) for name, field in kind.fields.items()}
