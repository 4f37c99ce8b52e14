"""Tables that may show other rows to the verification than to the program: none of the trail may be one.

A view in the place of a table, or row security of PostgreSQL, can hide a row from whoever reads the state of a whole
transaction, as the verification does, and show it to everybody else.
"""

from collections.abc import Iterator
from typing import Final

from django.db import connection

from institutions.audit import written_once
from institutions.audit.coverage import COVERED, NOT_COVERED
from institutions.models import AuditChain, AuditEvent, AuditSalt, AuditSeal

OF_TRAIL: Final = tuple(each._meta.db_table for each in (AuditChain, AuditEvent, AuditSalt, AuditSeal))  # noqa: SLF001 - Django documents _meta
WITHOUT_MODEL: Final = ("policyengine_cache", "django_migrations")  # what reads a view in their place may run functions
# Name, whether it is a table, and whether row security is on.
OF_SQLITE: Final = "SELECT name, type = 'table', 0 FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
OF_POSTGRESQL: Final = (
    "SELECT relname, relkind IN ('r', 'p'), relrowsecurity FROM pg_class"
    " WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_table_is_visible(oid) ORDER BY relname"
)


def hidden_row_troubles() -> Iterator[str]:
    """Yield each table of the program that is no plain table, or that may hide rows."""
    tables = {*COVERED, *NOT_COVERED, *written_once.PROTECTED, *OF_TRAIL, *WITHOUT_MODEL}
    with connection.cursor() as cursor:
        cursor.execute(OF_SQLITE if connection.vendor == "sqlite" else OF_POSTGRESQL)
        found = cursor.fetchall()
    for name, is_table, is_secured in found:
        if name not in tables:
            continue
        if not is_table:
            yield f"{name}: is no table of its own, so it may show other rows to others; find out what replaced it"
        if is_secured:
            yield (
                f"{name}: has row security, which the program does not use and which may hide rows from this "
                "verification; switch it off with ALTER TABLE, and look for the reason"
            )
