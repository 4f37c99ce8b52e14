"""The table of the database as a cache that counts in one statement.

Django's own cache takes a dozen to add to a number that is there, one of them an error that PostgreSQL logs, and two
processes at once may lose a count. A count is kept as its digits, which no value of Django's has: those are base64.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.utils import timezone

PICKLED: Final = "gA"  # how a value of Django's begins: a count of before is one


class CountingCache(DatabaseCache):
    """Django's cache in a table of the database, with counts."""

    _table: str  # as Django's class has it

    def count(self, key: str, added: int, timeout: int) -> int:
        """Add to a count that is kept for so many seconds from now on, and return it; it begins anew once it is over.

        What is over is removed with the first count of each key, so that the table does not grow.
        """
        connection = connections[router.db_for_write(self.cache_model_class)]
        table, now = connection.ops.quote_name(self._table), timezone.now().replace(microsecond=0)
        moments = [connection.ops.adapt_datetimefield_value(each) for each in (now, now + timedelta(seconds=timeout))]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} AS held (cache_key, value, expires) VALUES (%s, %s, %s) ON CONFLICT (cache_key)"  # noqa: S608 - no input in it
                " DO UPDATE SET expires = excluded.expires,"
                " value = CASE WHEN held.expires < %s OR held.value LIKE %s THEN excluded.value"
                " ELSE CAST(CAST(held.value AS bigint) + CAST(excluded.value AS bigint) AS text) END RETURNING value",
                [self.make_and_validate_key(key), str(added), moments[1], moments[0], f"{PICKLED}%"],
            )
            total = int(cursor.fetchone()[0])
            if total == added:
                cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moments[0]])  # noqa: S608 - no input in it
        return total

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:  # Any: whatever was kept
        """Return what is kept under these keys, counts as numbers."""
        by_key = {self.make_and_validate_key(each, version=version): each for each in keys}
        if not by_key:
            return {}
        connection = connections[router.db_for_read(self.cache_model_class)]
        names = ", ".join(["%s"] * len(by_key))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value, expires FROM {connection.ops.quote_name(self._table)}"  # noqa: S608 - no input in it
                f" WHERE cache_key IN ({names})",
                list(by_key),
            )
            rows = cursor.fetchall()
        counts = {
            key: int(value) for key, value, until in rows if value.isdecimal() and moment_of(until) >= timezone.now()
        }
        others = [by_key[key] for key, value, _until in rows if not value.isdecimal()]
        found = {by_key[key]: number for key, number in counts.items()}
        return found | super().get_many(others, version) if others else found


def moment_of(stored: datetime | str) -> datetime:
    """Return the moment that a database gave: SQLite gives its text, in UTC."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
