"""The rows that a transaction wrote, noted until its event names them (`institutions.audit.record`).

They are kept among Django's own callbacks of the commit. So what a savepoint takes back is no longer noted, and nothing
is left over from one transaction to the next. A write outside of a transaction is not noted: no event could be stored
together with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True, slots=True)
class NotedWrite:
    """Some rows of one table: inserted, changed (with the hash of each before), or superseded at a moment."""

    model: type[models.Model]
    rows: Sequence[Any] = ()  # Any: rows that were inserted
    before: Mapping[Any, str] | None = None  # Any: by key, of any type
    closed: Sequence[Any] = ()  # Any: keys
    moment: datetime | None = None

    def __call__(self) -> None:
        """Do nothing at the commit."""


class WritesRecorded:
    """The mark that an event names everything that was noted before it."""

    def __call__(self) -> None:
        """Do nothing at the commit."""


def note_written(rows: Iterable[Row]) -> list[Row]:
    """Note rows of one table that were just inserted, and return them."""
    written = list(rows)
    if written:
        transaction.on_commit(NotedWrite(type(written[0]), rows=written))
    return written


def note_changed(model: type[models.Model], before: Mapping[Any, str]) -> None:  # Any: a key of any type
    """Note rows that were changed; `before` is the hash of each as it was, empty if it was not covered then."""
    if before:
        transaction.on_commit(NotedWrite(model, before=dict(before)))


def close_rows(rows: models.QuerySet[Any], moment: datetime) -> int:  # Any: rows of any table with `superseded_at`
    """Set `superseded_at` of these rows, and note them; return their number."""
    keys = list(rows.order_by().values_list("pk", flat=True))
    if not keys:
        return 0
    closed = models.QuerySet(rows.model).filter(pk__in=keys).update(superseded_at=moment)
    transaction.on_commit(NotedWrite(rows.model, closed=keys, moment=moment))
    return closed


def noted_writes() -> list[NotedWrite]:
    """Return what this transaction wrote and no event of it names yet, in order."""
    found: list[NotedWrite] = []
    for callback in reversed(connection.run_on_commit):
        noted: object = callback[1]  # beside its savepoints, and whether its error would be caught
        if isinstance(noted, WritesRecorded):
            break
        if isinstance(noted, NotedWrite):
            found.append(noted)
    return found[::-1]


def mark_recorded() -> None:
    """Note that an event names everything noted so far."""
    transaction.on_commit(WritesRecorded())


@receiver(post_save, dispatch_uid="institutions.note_saved")
def note_saved(sender: type[models.Model], instance: models.Model, *, created: bool, **_kwargs: object) -> None:
    """Note a row that was inserted by itself; those inserted in bulk send no signal."""
    if created and getattr(sender, "noted_when_made", True):
        transaction.on_commit(NotedWrite(sender, rows=(instance,)))
