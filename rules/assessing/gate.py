"""The gate between changes of the register and results of assessments, so that at least one of two sees the other.

A change notes itself and reads the questions of results; a result stores its questions and reads the noted changes. On
PostgreSQL the gate is an empty table, which each of the two locks in a mode of its own until its transaction ends: any
number of one sort pass side by side, and none together with one of the other. SQLite lets one transaction write at a
time and needs no gate.
"""

from typing import Final

from django.db import connection

from rules.models import ChangeGate

TABLE: Final = ChangeGate._meta.db_table  # noqa: SLF001 - Django documents _meta for this


def pass_as_change() -> None:
    """Wait until no result is between reading changes and its commit; keep others out until this transaction ends."""
    lock_gate("ROW EXCLUSIVE")


def pass_as_result() -> None:
    """Wait until no change is between noting itself and its commit; keep others out until this transaction ends.

    The holder must not wait for a lock of a transaction that may still want to pass as a change.
    """
    lock_gate("SHARE")


def lock_gate(mode: str) -> None:
    """Lock the table of the gate, on a database that needs it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {TABLE} IN {mode} MODE")
