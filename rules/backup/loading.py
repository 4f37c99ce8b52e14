"""The loading of a backup's file into an empty database, which carries the mark from its first moment on."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.db import connection

from rules.backup.dumping import count_rows, sqlite_file, tool
from rules.backup.errors import BackupError
from rules.backup.manifest import BackupManifest
from rules.backup.places import CountingFile, Place, pieces
from rules.backup.unfinished import LOADED, LOADING, MAKE, TABLE, Mark, mark, set_mark

AT_WORK: Final = (
    "SELECT min(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pg_restore'"
)
WAIT_SECONDS: Final = 0.5
Told = Callable[[str], None]


def load_database(folder: Place, made: BackupManifest, told: Told) -> None:
    """Load a backup, unless an earlier try did. BackupError if the database is not empty, or the file was changed."""
    name, held = made.sha256_of_all, mark()
    if held and held.backup != name:
        message = "This database is being restored from another backup. Make it anew, empty, or name that backup."
        raise BackupError(message)
    if held and held.step == LOADED:
        return
    if held:
        wait_for_earlier_try(told)
    if held and set(connection.introspection.table_names()) - {TABLE}:  # it came to its end, but for its mark
        end_loading(made, name)
        return
    if tables := set(connection.introspection.table_names()) - {TABLE}:
        message = (
            f"The database is not empty ({len(tables)} tables). Nothing is overwritten: set DATABASE_URL to a new one, "
            + ("a file that does not exist." if connection.vendor == "sqlite" else "made with createdb.")
        )
        raise BackupError(message)
    with fetched(folder, made) as file:
        if connection.vendor == "sqlite":
            put_sqlite(file, name)
        else:
            set_mark(Mark(name, LOADING))
            connection.close()  # what it holds in memory is of the empty database
            arguments = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
            with file.open("rb") as content, tool("pg_restore", *arguments, stdin=content, stdout=subprocess.DEVNULL):
                pass
    end_loading(made, name)


def end_loading(made: BackupManifest, name: str) -> None:
    """Compare what was loaded with the manifest, then note that it is there."""
    compare_rows(made.rows)
    if connection.vendor == "postgresql":  # a file of SQLite brings its mark along
        set_mark(Mark(name, LOADED))


def wait_for_earlier_try(told: Told) -> None:
    """Wait until no `pg_restore` works on this database: one whose command was killed loads on, in one transaction.

    Say once which process of the server it is, and how to end it.
    """
    known = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(AT_WORK)
            process = cursor.fetchone()[0]
            if process is None:
                return
            if process != known:
                told(
                    f"waiting for an earlier try, which is still loading this database (process {process} of the "
                    f"server; to end it there: SELECT pg_terminate_backend({process}))"
                )
            known = process
            time.sleep(WAIT_SECONDS)


@contextmanager
def fetched(folder: Place, made: BackupManifest) -> Iterator[Path]:
    """Yield a copy of the backup's file on this machine. BackupError if it is not the one that its manifest names."""
    near = Path(sqlite_file()).parent if connection.vendor == "sqlite" else None
    with tempfile.TemporaryDirectory(prefix="restore-", dir=near) as own:
        path = Path(own) / made.file
        with folder.reading(made.file) as source, path.open("wb") as target:
            counted = CountingFile(target)
            for content in pieces(source):
                counted.write(content)
            target.flush()
            os.fsync(target.fileno())
        if (counted.size, counted.sha256) != (made.size, made.sha256):
            message = (
                f"{folder.root}/{made.file} is not the file that its manifest names: {counted.size} of {made.size} "
                "bytes, or others. Use another copy of the backup."
            )
            raise BackupError(message)
        yield path


def put_sqlite(file: Path, name: str) -> None:
    """Mark the copy, then put it in the place of the database in one step."""
    with closing(sqlite3.connect(file)) as copy:
        copy.execute(MAKE)
        copy.execute(f"INSERT INTO {TABLE} VALUES (?, ?)", (name, LOADED))  # noqa: S608 - our own table
        copy.commit()
    target = Path(sqlite_file())
    connection.close()
    for beside in ("-wal", "-shm"):  # of the empty database: they would be read with the new one
        target.with_name(target.name + beside).unlink(missing_ok=True)
    shutil.copymode(target, file) if target.exists() else file.chmod(0o600)
    file.replace(target)


def compare_rows(rows: Mapping[str, int]) -> None:
    """Count the rows of each table. BackupError names those that have another number than when they were kept."""
    with connection.cursor() as cursor:
        found = count_rows(cursor, [each for each in connection.introspection.table_names(cursor) if each != TABLE])
    wrong = [
        f"{table}: {found.get(table)} rows, {rows.get(table)} in the backup"
        for table in sorted(found.keys() | rows.keys())
        if found.get(table) != rows.get(table)
    ]
    if wrong:
        message = f"{'; '.join(wrong)}. Use another copy of the backup, in a new database."
        raise BackupError(message)
