"""The database as one file, as it was at one moment, and the number of rows of each table at that moment.

PostgreSQL: `pg_dump` in its own format, in the same snapshot in which the rows are counted. SQLite: its online backup;
a copy of the file would lack what is still in the log beside it.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, cast

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from institutions.audit.one_state import reading_one_state
from rules.backup.errors import BackupError
from rules.backup.places import CountingFile, pieces

FILES: Final = {"postgresql": "database.pgdump", "sqlite": "database.sqlite3"}
LINES_OF_ERROR: Final = 20


class Cursor(Protocol):
    """The part of a cursor that counting needs."""

    def execute(self, sql: str, /) -> object:
        """Run a statement."""

    def fetchone(self) -> Any:  # Any: a row
        """Return the next row."""


def dump_database(target: CountingFile) -> Mapping[str, int]:
    """Write the database to a file and return its rows by table. BackupError if the tool fails or is missing."""
    return dump_sqlite(target) if connection.vendor == "sqlite" else dump_postgresql(target)


def dump_postgresql(target: CountingFile) -> Mapping[str, int]:
    """Dump with `pg_dump` in the state that this transaction reads and counts."""
    with reading_one_state(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        with tool("pg_dump", *arguments, stdout=subprocess.PIPE) as running:
            for content in pieces(cast("BinaryIO", running.stdout)):
                target.write(content)
        return count_rows(cursor, connection.introspection.table_names(cursor))


def dump_sqlite(target: CountingFile) -> Mapping[str, int]:
    """Copy with SQLite's online backup, in one step, and count the copy."""
    with tempfile.TemporaryDirectory(prefix="backup-", dir=Path(sqlite_file()).parent) as folder:
        copy = Path(folder) / "copy.sqlite3"
        with closing(sqlite3.connect(sqlite_file())) as here, closing(sqlite3.connect(copy)) as there:
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")
            names = [
                name
                for (name,) in there.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                )
            ]
            rows = count_rows(there.cursor(), names)
        with copy.open("rb") as file:
            for content in pieces(cast("BinaryIO", file)):
                target.write(content)
    return rows


def count_rows(cursor: Cursor, tables: list[str]) -> dict[str, int]:
    """Count the rows of each table."""
    found = {}
    for table in sorted(tables):
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of tables
        (found[table],) = cursor.fetchone()
    return found


def sqlite_file() -> str:
    """Return the path of the SQLite database. BackupError if it is in memory."""
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        message = "This database is in memory: there is nothing to keep. Set DATABASE_URL."
        raise BackupError(message)
    return name


@contextmanager
def tool(name: str, *arguments: str, **streams: Any) -> Iterator["subprocess.Popen[bytes]"]:  # Any: those of Popen
    """Run a tool of PostgreSQL on the database of the settings. BackupError if it is missing or ends with an error."""
    program = shutil.which(name)
    if program is None:
        message = f"{name} is not installed. Install PostgreSQL's client programs: apt-get install postgresql-client."
        raise BackupError(message)
    named = connection.settings_dict
    command, own = DatabaseClient.settings_to_cmd_args_env({**named, "NAME": "-"}, [])
    database = named.get("NAME") or f"service={named['OPTIONS'].get('service', '')}"
    environment = {**os.environ, **(own or {})}
    with tempfile.TemporaryFile() as errors:
        with (
            subprocess.Popen(  # noqa: S603 - a program of PostgreSQL, with arguments of our own
                [program, *arguments, "--no-password", *command[1:-1], f"--dbname={database}"],
                env=environment,
                stderr=errors,
                **streams,
            ) as running
        ):
            try:
                yield running
            except BaseException:
                running.kill()
                raise
        if running.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip().splitlines()[-LINES_OF_ERROR:]
            message = f"{name} ended with {running.returncode}: " + " ".join(said)
            raise BackupError(message)
