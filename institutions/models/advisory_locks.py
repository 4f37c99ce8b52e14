"""Locks of words, for what no row or constraint stands for. They end with the transaction.

On SQLite they do nothing: its transactions begin with the lock of the only writer.
"""

import hashlib
import json

from django.db import connection


def wait_for_lock(*words: object) -> None:
    """Hold a lock until the end of the transaction; wait while another transaction has it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of_lock(words)])


def take_free_lock(*words: object) -> bool:
    """Hold a lock until the end of the transaction, and return True; False at once if another transaction has it."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number_of_lock(words)])
        return bool(cursor.fetchone()[0])


def number_of_lock(words: tuple[object, ...]) -> int:
    """Return the number by which the database knows a lock; words that are divided otherwise have another one."""
    written = json.dumps([str(each) for each in words])
    return int.from_bytes(hashlib.sha256(written.encode()).digest()[:8], signed=True)
