"""The value of a dated parameter for each row, as one CASE expression, and whether it is in force."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from rules.engine.language.parameters import NOT_IN_FORCE, UNKNOWN, Parameter, ParameterValue
from rules.engine.sets.fact_tables import column_type


@dataclass(frozen=True, slots=True)
class Computed:
    """A term for each row of a table.

    `value` is NULL where the term is unknown or not in force; None if it is unknown in every row (Ibis would write a
    comparison with NULL as IS NULL). `off` is true where a parameter is not in force, else false; None if it always is.
    """

    value: ir.Value | None
    off: ir.BooleanValue | None = None


def parameter_value(parameter: Parameter, on: Computed, index: Computed | None) -> Computed:
    """Return the value of a parameter on a day, for an index word if it has an index."""
    if on.value is None or (index is not None and index.value is None):
        return Computed(None)
    entries = [
        (holds_on(entry, on.value, word, index), entry)
        for word, row in parameter.rows.items()
        if (word is None) is (index is None)
        for entry in row
    ]
    known = [(holds, entry.value) for holds, entry in entries if entry.value not in (NOT_IN_FORCE, UNKNOWN)]
    ended = [holds for holds, entry in entries if entry.value is NOT_IN_FORCE]
    value = None
    if known:
        nothing = ibis.null(column_type(parameter.type))
        value = ibis.cases(*((holds, _literal(parameter, value)) for holds, value in known), else_=nothing)
    return Computed(value, ibis.or_(*ended).fill_null(ibis.literal(value=False)) if ended else None)


def holds_on(entry: ParameterValue, on: ir.Value, word: str | None, index: Computed | None) -> ir.BooleanValue:
    """Return whether an entry is the one of a day and an index word."""
    within = (on >= entry.from_on) & (on <= entry.until_on)
    return within if index is None or index.value is None else (index.value == word) & within


def _literal(parameter: Parameter, value: object) -> ir.Value:
    return ibis.literal(value, column_type(parameter.type))
