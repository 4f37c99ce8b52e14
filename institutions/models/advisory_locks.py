"""Locks of words, for what no row or constraint stands for. They end with the transaction.

On SQLite they do nothing: its transactions begin with the lock of the only writer.
"""

import hashlib

from django.db import connection


def wait_for_lock(*words: object) -> None:
    """Hold a lock until the end of the transaction; wait while another transaction has it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number_of_lock(words)])


def number_of_lock(words: tuple[object, ...]) -> int:
    """Return the number by which the database knows a lock."""
    return int.from_bytes(hashlib.sha256(" ".join(map(str, words)).encode()).digest()[:8], signed=True)
