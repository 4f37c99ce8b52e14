"""The table of the database as a cache that keeps JSON, and that counts in one statement.

Django's own cache keeps pickles (`cached_json`). It takes a dozen statements to add to a number that is there, one of
them an error that PostgreSQL logs, and two processes at once may lose a count. A count is its digits, which are JSON.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from institutions.web.rates.cached_json import as_count, from_json, to_json, unreadable

LONGEST: Final = 15  # digits of a count; what is longer was not counted here
NEVER: Final = datetime.max.replace(tzinfo=UTC)


class JsonDatabaseCache(DatabaseCache):
    """Django's cache in a table of the database, with JSON in the place of pickles, and with counts.

    Entries are written and read here; `touch`, `delete`, `has_key` and `clear` of Django's read no value.
    """

    _table: str  # as Django's class has it
    _max_entries: int

    def count(self, key: str, added: int, timeout: int) -> int:
        """Add to a count that is kept for so many seconds from now on, and return it; it begins anew once it is over.

        What is over is removed with the first count of each key, so that the table does not grow. UnreadableEntryError
        if the entry is no count: the statement leaves it as it is.
        """
        connection = connections[router.db_for_write(self.cache_model_class)]
        table, now = connection.ops.quote_name(self._table), timezone.now().replace(microsecond=0)
        moments = [connection.ops.adapt_datetimefield_value(each) for each in (now, now + timedelta(seconds=timeout))]
        made = self.make_and_validate_key(key)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} AS held (cache_key, value, expires) VALUES (%s, %s, %s) ON CONFLICT (cache_key)"  # noqa: S608 - no input in it
                " DO UPDATE SET expires = excluded.expires, value = CASE WHEN held.expires < %s THEN excluded.value"
                " WHEN length(held.value) BETWEEN 1 AND %s AND trim(held.value, '0123456789') = ''"
                " THEN CAST(CAST(held.value AS bigint) + CAST(excluded.value AS bigint) AS text)"
                " ELSE held.value END RETURNING value",
                [made, str(added), moments[1], moments[0], LONGEST],
            )
            total = as_count(made, from_json(made, cursor.fetchone()[0]), added)
            if total == added:
                cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moments[0]])  # noqa: S608 - no input in it
        return total

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:  # Any: whatever was kept
        """Return what is kept under these keys. UnreadableEntryError if one of the entries is no JSON."""
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
            rows, now = cursor.fetchall(), timezone.now()
        return {by_key[key]: from_json(key, value) for key, value, until in rows if moment_of(key, until) >= now}

    def _base_set(self, mode: str, key: str, value: object, timeout: Any = DEFAULT_TIMEOUT) -> bool:  # Any: as Django's
        """Write an entry; `add`: unless there is one that is not over. Return whether it was written.

        A statement that fails raises its error. Django's answers then as if there were an entry already.
        """
        if mode == "touch":  # writes no value
            return bool(super()._base_set(mode, key, None, timeout))  # type: ignore[misc]  # not among Django's types
        connection = connections[router.db_for_write(self.cache_model_class)]
        table, now, until = connection.ops.quote_name(self._table), timezone.now(), self.get_backend_timeout(timeout)
        ends = NEVER if until is None else datetime.fromtimestamp(until, UTC)
        text, moments = to_json(value), [ends.replace(microsecond=0), *([now] if mode == "add" else [])]
        with whole_or_undone(connection), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - no input in it
            (entries,) = cursor.fetchone()
            if entries > self._max_entries:
                self._cull(connection.alias, cursor, now.replace(microsecond=0), entries)  # type: ignore[attr-defined]  # as above
            cursor.execute(
                f"INSERT INTO {table} AS held (cache_key, value, expires) VALUES (%s, %s, %s) ON CONFLICT (cache_key)"  # noqa: S608 - no input in it
                " DO UPDATE SET value = excluded.value, expires = excluded.expires"
                f"{' WHERE held.expires < %s' if mode == 'add' else ''} RETURNING cache_key",
                [key, text, *map(connection.ops.adapt_datetimefield_value, moments)],
            )
            return cursor.fetchone() is not None


def whole_or_undone(connection: BaseDatabaseWrapper) -> AbstractContextManager[object]:
    """Return a context that undoes a failed write alone, where a transaction is open: the caller may go on with it."""
    return transaction.atomic(using=connection.alias) if connection.in_atomic_block else nullcontext()


def moment_of(key: str, stored: object) -> datetime:
    """Return the moment that a database gave: SQLite gives its text, in UTC. UnreadableEntryError if it is none."""
    try:
        moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    except ValueError:
        moment = None
    if not isinstance(moment, datetime):
        raise unreadable(key)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
