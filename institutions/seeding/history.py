"""The step that updates one table to the content of the files, and keeps its history.

A new row is added; one that differs is superseded and added again; one that the files no longer have is ended. A later
change to a row by a refreshed list or a reorganisation is newer than the files, and stays. Each table takes three
statements, however many rows.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from django.db.models import Q

from institutions.models import Bitemporal
from institutions.models.bitemporal import BitemporalQuerySet

NAMESPACE: Final = uuid.UUID("5f0c9a52-6d0e-5d0b-9a55-2f2f5a1f7c11")
Values = Mapping[str, object]
Row = TypeVar("Row", bound=Bitemporal)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledCounts:
    """Counts of what happened to the rows of one table."""

    added: int = 0
    superseded: int = 0
    ended: int = 0
    unchanged: int = 0

    @property
    def changed(self) -> bool:
        """True if anything was written."""
        return bool(self.added or self.superseded or self.ended)


def identity_of(*parts: str) -> uuid.UUID:
    """Return the id of a row of the files: of a lineage, or of a body. It is the same in every database."""
    return uuid.uuid5(NAMESPACE, "\x1f".join(parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledTable(Generic[Row]):
    """The result for one table: the counts, and the rows that are current from now on or no longer."""

    counts: SettledCounts
    rows: tuple[Row, ...] = ()


def settle_table(table: type[Row], wanted: Mapping[uuid.UUID, Values], moment: datetime) -> SettledTable[Row]:
    """Write the differences between the seed rows that the table holds and `wanted` (lineage -> columns)."""
    rows = BitemporalQuerySet[Row](table)
    # Only our own sources have a key, so rows of submissions and imports are left alone.
    ours = Q(submission__isnull=True, imported__isnull=True, source__key__isnull=False)
    changed = Q(lineage__in=list(wanted)) & ~ours
    found = {row.lineage: row for row in rows.current().filter(ours | changed).select_related("source")}
    held = {lineage: row for lineage, row in found.items() if is_of_files(row)}
    wanted = {lineage: values for lineage, values in wanted.items() if lineage not in found or lineage in held}
    stale = [row for lineage, row in held.items() if differs_from_files(row, wanted.get(lineage))]
    new = [
        lineage
        for lineage, values in wanted.items()
        if lineage not in held or differs_from_files(held[lineage], values)
    ]
    if stale:
        rows.filter(pk__in=[row.pk for row in stale]).supersede(moment)
    made = rows.bulk_create([table(lineage=lineage, recorded_at=moment, **wanted[lineage]) for lineage in new])
    replaced = sum(1 for lineage in new if lineage in held)
    counts = SettledCounts(
        added=len(new) - replaced,
        superseded=replaced,
        ended=len(stale) - replaced,
        unchanged=len(held) - len(stale),
    )
    return SettledTable(counts=counts, rows=(*stale, *made))


def is_of_files(row: Bitemporal) -> bool:
    """Return whether a row rests on a document of the files, and on nothing that came later."""
    return row.imported_id is None and row.submission_id is None and bool(row.source and row.source.key)


def differs_from_files(row: Bitemporal, values: Values | None) -> bool:
    """Return whether a current row differs from the files; also True if they have no such row."""
    return values is None or any(getattr(row, column) != value for column, value in values.items())
