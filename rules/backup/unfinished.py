"""The mark of a database whose restoration is not finished: no process serves it, or works on it, until it is.

The mark is a table of its own beside those of the program. Each new connection looks for it, so that processes which
were started before, or by mistake, are refused too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

TABLE: Final = "policyengine_restoration"
MAKE: Final = f"CREATE TABLE {TABLE} (backup varchar(64) NOT NULL, step varchar(10) NOT NULL)"
LOOK: Final = {
    "postgresql": f"SELECT to_regclass('{TABLE}') IS NOT NULL",
    "sqlite": f"SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '{TABLE}')",  # noqa: S608 - our own table
}
LOADING: Final = "loading"
LOADED: Final = "loaded"


class UnfinishedRestorationError(OperationalError):
    """The database is being restored. Callers meet it as any other failure of the database."""


@dataclass(slots=True)
class ThisProcess:
    """The role of this process: true where it is the one that restores."""

    restores: bool = False


_this: Final = ThisProcess()


@dataclass(frozen=True, slots=True)
class Mark:
    """The backup that is being restored, by the hash of its manifest, and how far it is."""

    backup: str
    step: str


@contextmanager
def restoring() -> Iterator[None]:
    """Let this process work on a database with the mark."""
    _this.restores = True
    try:
        yield
    finally:
        _this.restores = False


def refuse_unfinished(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Close a new connection to a database with the mark, and raise UnfinishedRestorationError."""
    if _this.restores or connection.vendor not in LOOK or not has_mark(connection):
        return
    connection.close()
    message = (
        "This database is being restored from a backup, and is not checked yet. Run `manage.py restore` with the same "
        "backup to its end."
    )
    raise UnfinishedRestorationError(message)


def has_mark(connection: BaseDatabaseWrapper) -> bool:
    """Return whether a database has the mark."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK[connection.vendor])
        row: Any = cursor.fetchone()  # Any: a row
    return bool(row[0])


def mark() -> Mark | None:
    """Return the mark of this database, if it has one."""
    if not has_mark(connection):
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT backup, step FROM {TABLE}")  # noqa: S608 - our own table
        row = cursor.fetchone()
    return Mark(*row) if row else None


def set_mark(made: Mark) -> None:
    """Mark this database, or note how far its restoration is."""
    with connection.cursor() as cursor:
        if not has_mark(connection):
            cursor.execute(MAKE)
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - our own table
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s)", [made.backup, made.step])  # noqa: S608 - as above


def remove_mark() -> None:
    """Let everybody use this database."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


connection_created.connect(refuse_unfinished)
