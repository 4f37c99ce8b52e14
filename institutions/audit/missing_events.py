"""Events that are missing, as shown by other data of the database: it finds ends that were cut off before a seal.

A chain that was cut off together with its head looks whole by itself until it was sealed. A registered partnership has
left an event, though, and SQLite numbers the events without gaps: its writers come one after the other, and a rollback
gives its numbers back. PostgreSQL leaves gaps where a transaction was rolled back.
"""

from collections.abc import Iterator
from typing import Final

from django.db import connection

from institutions.models import AuditChain, Submission

CHAIN: Final = "partnership:"  # prefix of the name of a partnership's chain, before its id
CHUNK: Final = 2_000
TABLE: Final = "institutions_auditevent"


def absent_chains() -> Iterator[str]:
    """Yield a trouble for each partnership that is registered and no longer has a chain."""
    held = set(AuditChain.objects.filter(length__gt=0).values_list("name", flat=True))
    registered = Submission.objects.order_by("partnership").values_list("partnership", flat=True).distinct()
    for partnership in registered.iterator(CHUNK):
        if f"{CHAIN}{partnership}" not in held:
            yield f"{CHAIN}{partnership}: is registered, but its chain is missing"


def absent_numbers() -> Iterator[str]:
    """Yield, on SQLite only, the ids that were assigned to events and are missing now."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT previous_id, id FROM (SELECT id, lag(id) OVER (ORDER BY id) AS previous_id FROM {TABLE})"  # noqa: S608 - no input in it
            " WHERE id > previous_id + 1 ORDER BY id"
        )
        gaps = [(first + 1, last - 1) for first, last in cursor.fetchall()]
        cursor.execute(f"SELECT max(id), (SELECT seq FROM sqlite_sequence WHERE name = '{TABLE}') FROM {TABLE}")  # noqa: S608 - as above
        last, given = cursor.fetchone()
    if last is not None and given is not None and given > last:
        gaps.append((last + 1, given))
    for first, last in gaps:
        yield f"event with id {first} is missing" if first == last else f"events with ids {first} to {last} are missing"
