"""The triggers that keep the trail and rows that are written once: those that are missing or switched off.

Without one of them a change leaves no trace at the moment it is made; `verify_audit` finds it afterwards.
"""

from collections.abc import Iterator
from typing import Final

from django.db import connection

from institutions.audit import triggers, written_once

ACTS: Final = ("no_update", "no_delete")
OF_VENDOR: Final = {"sqlite": "no_replace", "postgresql": "no_truncate"}
QUERIES: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # O: it fires for every ordinary session; D: switched off.
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def missing_triggers() -> Iterator[str]:
    """Yield each protected table without one of its triggers."""
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    for table in sorted({*triggers.TABLES, *written_once.PROTECTED}):
        for name in (*ACTS, OF_VENDOR[connection.vendor]):
            if f"{table}_{name}" not in there:
                yield f"{table}: its trigger {name} is missing or switched off; make it again, and look for the reason"
