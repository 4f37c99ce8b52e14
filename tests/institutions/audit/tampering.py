"""Changes of the audit trail behind its back, as somebody working on the database by hand could make them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from institutions.audit import triggers, written_once
from rules.models.protected import TABLES

ONCE = {**written_once.OWN, **TABLES}


@contextmanager
def without_triggers() -> Iterator[None]:
    """Allow changes of tables that are written once."""
    with connection.cursor() as cursor:
        for statement in (*triggers.drop(connection.vendor), *written_once.drop(connection, ONCE)):
            cursor.execute(statement)
        yield
        for statement in (*triggers.create(connection.vendor), *written_once.create(connection, ONCE)):
            cursor.execute(statement)
