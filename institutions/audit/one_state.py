"""The reading of one state of the database: writes of others meanwhile are not seen, and wait for nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def reading_one_state() -> Iterator[None]:
    """Read everything inside as of its first query. Inside a transaction of the caller's nothing changes.

    PostgreSQL reads one snapshot (REPEATABLE READ), and refuses to write or to lock. SQLite does so in a transaction
    that begins with a read, since other transactions write to its journal (WAL); those of the program begin by locking.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        connection.ensure_connection()  # which reads the setting
        wrapper: Any = connection  # Any: an attribute of SQLite's alone
        mode, wrapper.transaction_mode = wrapper.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                wrapper.transaction_mode = mode
                yield
        finally:
            wrapper.transaction_mode = mode
