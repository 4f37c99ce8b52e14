"""The preview of an edition beside the register, so that other writers do not wait until it is done.

A preview does the same as taking the edition and rolls it back (docs/decisions/0021). PostgreSQL lets others write
meanwhile. SQLite has one writer, so there the preview works on a copy of the file as of one moment, which is removed
afterwards.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import disk_usage
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections

from institutions.drafts.documents import FileUnreadableError
from institutions.lists.troubles.file import NoRoom

SPARE: Final = 64 * 1024 * 1024  # bytes that must stay free beside the copy


@contextmanager
def beside_the_register() -> Iterator[None]:
    """Send this thread's queries to a copy of the database, where other writers would otherwise have to wait.

    Within a transaction the caller has the register to itself already, and nothing is copied. FileUnreadableError if
    there is no room on the disk for a copy.
    """
    register = connections[DEFAULT_DB_ALIAS]
    name = str(register.settings_dict["NAME"])
    if register.vendor != "sqlite" or register.in_atomic_block or not Path(name).is_file():
        yield
        return
    with tempfile.TemporaryDirectory(prefix="look-", dir=Path(name).parent) as folder:
        if disk_usage(folder).free < Path(name).stat().st_size + SPARE:
            raise FileUnreadableError(NoRoom())
        path = Path(folder) / "register.sqlite3"
        copy_database(path, name)
        copied = register.copy()
        copied.settings_dict = {**copied.settings_dict, "NAME": str(path)}
        connections[DEFAULT_DB_ALIAS] = copied
        try:
            yield
        finally:
            copied.close()
            connections[DEFAULT_DB_ALIAS] = register


def copy_database(path: Path, name: str) -> None:
    """Copy the SQLite file as of one moment, without stopping its readers and writers."""
    register = f"{Path(name).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(register, uri=True)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
