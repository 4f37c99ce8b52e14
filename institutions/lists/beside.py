"""Looking at an edition beside the register: whoever writes to it does not wait until somebody has looked.

Looking does what taking does and rolls it back (docs/decisions/0021). PostgreSQL lets others write meanwhile. SQLite
has one writer, so there it is done on a copy of the file as it stands at one moment, which is removed afterwards.
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

SPARE: Final = 64 * 1024 * 1024  # bytes that stay free beside the copy


@contextmanager
def beside_the_register() -> Iterator[None]:
    """What this thread asks of the database, and writes to it, is asked of a copy where writers would have to wait.

    Within a transaction the caller has the register to itself already, and nothing is copied.
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
        copy_to(path, name)
        copied = register.copy()
        copied.settings_dict = {**copied.settings_dict, "NAME": str(path)}
        connections[DEFAULT_DB_ALIAS] = copied
        try:
            yield
        finally:
            copied.close()
            connections[DEFAULT_DB_ALIAS] = register


def copy_to(path: Path, name: str) -> None:
    """Copy the database as of one moment; readers and writers of it go on meanwhile."""
    register = f"{Path(name).resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(register, uri=True)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
