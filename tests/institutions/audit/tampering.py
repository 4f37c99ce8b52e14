"""Changes of the audit trail behind its back, as somebody working on the database by hand could make them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from institutions.audit import triggers, written_once

ONCE = written_once.PROTECTED


@contextmanager
def without_triggers() -> Iterator[None]:
    """Allow changes of tables that are written once."""
    with connection.cursor() as cursor:
        for statement in (
            *triggers.drop_trail_triggers(connection.vendor),
            *written_once.drop_once_triggers(connection, ONCE),
        ):
            cursor.execute(statement)
        yield
        for statement in (
            *triggers.create_trail_triggers(connection.vendor),
            *written_once.create_once_triggers(connection, ONCE),
        ):
            cursor.execute(statement)
