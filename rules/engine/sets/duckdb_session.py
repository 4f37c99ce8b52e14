"""DuckDB, embedded: opened without network and extensions, within stated limits, with time-outs."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import duckdb

SAFE: Final = {
    "autoinstall_known_extensions": False,  # no extension is ever fetched
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,  # a table that is missing is an error, never a variable of this process
    "preserve_insertion_order": False,  # nothing here depends on it, and it costs memory
}


class StatementTimedOut(Exception):  # noqa: N818  # says what happened
    """A statement that ran longer than it may. It decides nothing: its cases are handed over."""


@dataclass(frozen=True, slots=True)
class SetLimits:
    """The limits of a session: memory as DuckDB writes it (`4GB`), and threads."""

    memory: str = "4GB"
    threads: int = 2
    spill: Path | None = None  # the folder for what exceeds the memory; None: nowhere, so that it is an error


@contextmanager
def duckdb_session(limits: SetLimits, database: str = ":memory:") -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a session; its configuration cannot be changed afterwards."""
    config: dict[str, str | bool | int | float | list[str]] = {
        **SAFE,
        "temp_directory": str(limits.spill or ""),
        "memory_limit": limits.memory,
        "threads": limits.threads,
    }
    connection = duckdb.connect(database, config=config)
    try:
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET lock_configuration = true")
        yield connection
    finally:
        connection.close()


class StatementWatch:
    """Runs statements of a connection, one after the other, and interrupts each that takes longer than its seconds.

    One thread watches them all: to start one costs a fifth of what a statement on few cases takes.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, seconds: float) -> None:
        self._connection, self._seconds = connection, seconds
        self._changed = threading.Condition()
        self._until: float | None = None  # of the statement that runs, by the monotonic clock
        self._late = self._over = False
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(self, *_trouble: object) -> None:
        with self._changed:
            self._over = True
            self._changed.notify()
        self._watcher.join()

    def run(self, sql: str) -> None:
        """Run one statement. StatementTimedOut if it takes too long."""
        with self._changed:
            self._until, self._late = time.monotonic() + self._seconds, False
        try:
            self._connection.execute(sql)
        except duckdb.InterruptException as interrupted:
            if self._late:
                message = f"a statement took more than {self._seconds:g} seconds"
                raise StatementTimedOut(message) from interrupted
            raise
        finally:
            with self._changed:  # an interruption that comes too late must not meet the next statement
                self._until = None

    def _watch(self) -> None:
        """Interrupt what is late. All have the same time, so none that begins meanwhile is late before this wakes."""
        with self._changed:
            while not self._over:
                left = self._seconds if self._until is None else self._until - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                else:
                    self._until, self._late = None, True
                    self._connection.interrupt()
