"""The rows that events name, collected while chains are followed: beside the database, in a file that goes by itself.

So the memory does not grow with the trail, and the newest event of a row is found however many there are.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

KEY: Final = "PRIMARY KEY (of_table, of_key, event)"
# By row and event the hash, and the hash before where the event gives one; by row the moments at which it was closed.
TABLES: Final = (
    f"CREATE TABLE said (of_table TEXT, of_key TEXT, event INTEGER, before TEXT, after TEXT, {KEY}) WITHOUT ROWID",
    f"CREATE TABLE closed (of_table TEXT, of_key TEXT, event INTEGER, at TEXT, {KEY}) WITHOUT ROWID",
    "CREATE TABLE ended (of_table TEXT, of_key TEXT, sha256 TEXT, PRIMARY KEY (of_table, of_key)) WITHOUT ROWID",
    "CREATE TABLE present (of_key TEXT PRIMARY KEY) WITHOUT ROWID",
)
SPEED: Final = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -65536")
AT_ONCE: Final = 5_000
COLUMNS: Final = 5
Said = tuple[str, str, int, str | None, str]


class UnreadableRowsError(ValueError):
    """Rows of an event in a form that no version of the program wrote."""


class RecordedRows:
    """The rows that events name."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("", isolation_level=None)
        for statement in (*SPEED, *TABLES):
            self._file.execute(statement)
        self._said: list[Said] = []
        self._closed: list[tuple[str, str, int, str]] = []

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def add(self, event: int, rows: Any) -> None:  # Any: plain data, as it was stored
        """Add the rows of one event, by its id. UnreadableRowsError if they have another form."""
        try:
            said = [
                (table, key, event, *(value if part == "changed" else (None, value)))
                for part in ("written", "changed")
                for table, keys in rows.get(part, {}).items()
                for key, value in keys.items()
            ]
            closed = [(t, key, event, at) for t, keys in rows.get("closed", {}).items() for key, at in keys.items()]
        except (AttributeError, TypeError) as other:
            raise UnreadableRowsError from other
        if any(len(each) != COLUMNS for each in said):
            raise UnreadableRowsError
        self._said += said
        self._closed += closed
        if len(self._said) + len(self._closed) > AT_ONCE:
            self.store()

    def store(self) -> None:
        """Write what was added."""
        self._file.execute("BEGIN")
        self._file.executemany("INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, ?)", self._said)
        self._file.executemany("INSERT OR REPLACE INTO closed VALUES (?, ?, ?, ?)", self._closed)
        self._file.execute("COMMIT")
        self._said, self._closed = [], []

    def end(self, table: str, rows: Mapping[str, str]) -> None:
        """Note rows of a table that the program removed, each with its hash as an event says."""
        self._file.executemany(
            "INSERT OR IGNORE INTO ended VALUES (?, ?, ?)", ((table, *each) for each in rows.items())
        )

    def newest(self, table: str, key: str) -> tuple[int, str] | None:
        """Return the newest event that names a row, and the hash; None if there is none."""
        found: tuple[int, str] | None = self._file.execute(
            "SELECT event, after FROM said WHERE of_table = ? AND of_key = ? ORDER BY event DESC LIMIT 1", (table, key)
        ).fetchone()
        return found

    def was_written_as(self, table: str, key: str, sha256: str) -> bool:
        """Return whether any event says that it wrote the row with this hash."""
        of_row = "SELECT 1 FROM said WHERE of_table = ? AND of_key = ? AND before IS NULL AND after = ?"
        return self._file.execute(of_row, (table, key, sha256)).fetchone() is not None

    def closing(self, table: str, key: str) -> tuple[int, str] | None:
        """Return the newest event that closes a row, and the moment; None if there is none."""
        found: tuple[int, str] | None = self._file.execute(
            "SELECT event, at FROM closed WHERE of_table = ? AND of_key = ? ORDER BY event DESC LIMIT 1", (table, key)
        ).fetchone()
        return found

    def tables(self) -> list[str]:
        """Return the tables that events name."""
        found = self._file.execute("SELECT DISTINCT of_table FROM said UNION SELECT DISTINCT of_table FROM closed")
        return sorted(name for (name,) in found)

    def count(self, table: str) -> int:
        """Return the number of rows of a table that events name."""
        number: int = self._file.execute(
            "SELECT count(DISTINCT of_key) FROM said WHERE of_table = ?", (table,)
        ).fetchone()[0]
        return number

    def keys(self, table: str) -> list[str]:
        """Return the keys of the rows of a table that events name."""
        found = self._file.execute("SELECT DISTINCT of_key FROM said WHERE of_table = ?", (table,))
        return [key for (key,) in found]

    def closed_keys(self, table: str) -> list[str]:
        """Return the keys of the rows of a table that events close."""
        found = self._file.execute("SELECT DISTINCT of_key FROM closed WHERE of_table = ?", (table,))
        return [key for (key,) in found]

    def absent(self, table: str, present: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Yield each row of a table that events name and that is not among the present keys, with its newest event.

        Those that the program removed, as that event has them, are left out.
        """
        self._file.execute("DELETE FROM present")
        self._file.executemany("INSERT INTO present VALUES (?)", ((key,) for key in present))
        yield from self._file.execute(
            "SELECT of_key, max(event) FROM said WHERE of_table = ?1"  # `after` is of the newest event
            " AND of_key NOT IN (SELECT of_key FROM present) GROUP BY of_key HAVING NOT EXISTS"
            " (SELECT 1 FROM ended WHERE of_table = ?1 AND ended.of_key = said.of_key AND sha256 = said.after)"
            " ORDER BY of_key",
            (table,),
        ).fetchall()

    def breaks(self) -> Iterator[tuple[str, str, int, int | None]]:
        """Yield table, key, event and event before of each change that did not begin with what the event before left.

        Without an event before (None) the row was never named until it was changed.
        """
        yield from self._file.execute(
            "SELECT of_table, of_key, event, earlier FROM (SELECT of_table, of_key, event, before,"
            " lag(after) OVER each_row AS left_as, lag(event) OVER each_row AS earlier FROM said"
            " WINDOW each_row AS (PARTITION BY of_table, of_key ORDER BY event))"
            " WHERE before IS NOT NULL AND before IS NOT coalesce(left_as, '') ORDER BY of_table, of_key, event"
        ).fetchall()
