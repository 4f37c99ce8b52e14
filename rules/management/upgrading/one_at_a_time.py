"""The lock of an upgrade: two at once would make the same tables. It ends with its process, however that ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.db import connection

KEY: Final = 7_310_031  # of PostgreSQL's advisory lock; nothing else of the program takes one


class UpgradeRunsError(Exception):
    """Another upgrade of this database is at work."""


@contextmanager
def one_upgrade() -> Iterator[None]:
    """Hold the lock: on PostgreSQL for all machines, on SQLite for those that share the folder of state."""
    message = "Another upgrade of this database is at work. Wait for its end; then run this one, which does the rest."
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [KEY])
            if not cursor.fetchone()[0]:
                raise UpgradeRunsError(message)
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [KEY])
        return
    with (settings.VAR_DIR / "upgrade.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            raise UpgradeRunsError(message) from held
        yield
