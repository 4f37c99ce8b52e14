"""DuckDB, embedded: opened without network and extensions, within stated limits, with time-outs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

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


def run_within(connection: duckdb.DuckDBPyConnection, sql: str, seconds: float) -> None:
    """Run one statement. StatementTimedOut if it takes longer than its seconds."""
    late = threading.Event()

    def interrupt() -> None:
        late.set()
        connection.interrupt()

    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        connection.execute(sql)
    except duckdb.InterruptException as interrupted:
        if late.is_set():
            message = f"a statement took more than {seconds:g} seconds"
            raise StatementTimedOut(message) from interrupted
        raise
    finally:
        timer.cancel()
        timer.join()  # an interruption that came too late must not meet the next statement
