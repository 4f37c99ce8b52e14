"""Conditions of hand-written queries: SQL on the columns of a row (`e`), with its parameters in their order.

The conditions of time are those of `institutions.models.bitemporal`, for queries that Django does not write.
"""

from dataclasses import dataclass
from typing import Any, Final

# Known at a moment, which is given twice.
KNOWN: Final = "e.recorded_at <= %s AND (e.superseded_at IS NULL OR e.superseded_at > %s)"
HELD: Final = "e.superseded_at IS NULL"
TRUE_ON: Final = "(e.from_on IS NULL OR e.from_on <= %s) AND (e.until_on IS NULL OR e.until_on >= %s)"


@dataclass(frozen=True, slots=True)
class SqlCondition:
    """A condition on the columns of a row, with its parameters in their order."""

    sql: str
    parameters: tuple[Any, ...] = ()  # Any: what drivers take

    def __and__(self, other: "SqlCondition") -> "SqlCondition":
        return SqlCondition(f"({self.sql}) AND ({other.sql})", (*self.parameters, *other.parameters))

    def __or__(self, other: "SqlCondition") -> "SqlCondition":
        return SqlCondition(f"({self.sql}) OR ({other.sql})", (*self.parameters, *other.parameters))
