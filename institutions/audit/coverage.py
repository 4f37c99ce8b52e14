"""The tables whose rows the audit trail covers, and those that it does not cover, each with the reason.

A covered row has its hash in the event of the transaction that wrote it. Every column counts but those left out, with
the reason. Empty values (none, an empty text or list) do not count, so that a later column without a value changes no
hash; a later column with another value for all rows that are there is declared in `added_later`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models

Values = Mapping[str, Any]  # Any: what columns hold


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredTable:
    """One covered table.

    `erasable` columns hold what an erasure may write anew: only a salted hash of them counts. `closes`: the table has
    `superseded_at`, and events name that moment apart from the rest. `group`: the rows with one value of this column
    are hashed together, under that value. Rows without the values of `only`, and those with the values of `unless`,
    are not covered yet. `as_made`: a row does not change in the transaction that makes it, but for `superseded_at`, so
    its hash there is taken from what was inserted (`made_rows`). `ended_by`: the verb of events that list, as `ended`,
    the rows that the program removed when they were done, each with its hash as it was then. `named_twice`: rows that
    never change, of which earlier versions let two transactions at once each say that it wrote it; one of them did.
    """

    model: type[models.Model]
    erasable: frozenset[str] = frozenset()
    left_out: Mapping[str, str] = field(default_factory=dict)
    closes: bool = False
    group: str = ""
    only: Values = field(default_factory=dict)
    unless: Values = field(default_factory=dict)
    added_later: Values = field(default_factory=dict)
    as_made: bool = False
    ended_by: str = ""
    named_twice: bool = False

    @property
    def table(self) -> str:
        """The name of the table."""
        return self.model._meta.db_table  # noqa: SLF001 - Django documents _meta

    def columns_of(self, model: type[models.Model]) -> tuple[str, ...]:
        """Return the columns that count and that a model of the table has, the present one or that of a migration."""
        there = {each.attname for each in model._meta.concrete_fields}  # noqa: SLF001 - Django documents _meta
        apart = {"superseded_at"} if self.closes else set()
        own = (each.attname for each in self.model._meta.concrete_fields)  # noqa: SLF001 - as above
        return tuple(name for name in own if name in there and name not in self.left_out and name not in apart)


COVERED: Final[dict[str, CoveredTable]] = {}
NOT_COVERED: Final[dict[str, str]] = {}
# Of tables that are verified without a hash of each row: by table the columns that nothing compares, with the reason.
UNCOMPARED: Final[dict[str, Mapping[str, str]]] = {}


def cover(model: type[models.Model], *, erasable: Iterable[str] = (), **more: Any) -> None:  # Any: see CoveredTable
    """Declare a covered table."""
    declared = CoveredTable(model=model, erasable=frozenset(erasable), **more)
    COVERED[declared.table] = declared


def leave_uncovered(reasons: Mapping[type[models.Model], str]) -> None:
    """Declare tables that events do not cover, each with the reason."""
    NOT_COVERED.update({model._meta.db_table: reason for model, reason in reasons.items()})  # noqa: SLF001 - as above


def leave_uncovered_of_libraries(reasons: Mapping[str, str]) -> None:
    """Declare tables of other packages, by name, that events do not cover, each with the reason."""
    NOT_COVERED.update(reasons)


def leave_uncompared(columns: Mapping[str, Mapping[str, str]]) -> None:
    """Declare, by table, columns that no comparison reads, each with the reason."""
    UNCOMPARED.update(columns)


def covered_table(model: type[models.Model]) -> CoveredTable | None:
    """Return the declaration of a model's table, also for a proxy; None if it is not covered."""
    return COVERED.get(model._meta.db_table)  # noqa: SLF001 - as above
