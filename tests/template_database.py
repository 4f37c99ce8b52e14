"""The migrated database that each process of a run copies, made once and kept until a source file changes."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT: Final = Path(__file__).resolve().parents[1]
# The result of migrations depends on modules, models, declarations and pinned packages.
SOURCES: Final = (
    "institutions/**/*.py",
    "rules/**/*.py",
    "policyengine/**/*.py",
    "requirements.txt",
    "tests/settings.py",
)
PREFIX: Final = "policyengine_template"


def key_of(root: Path = ROOT) -> str:
    """Return a hash of all sources that may change the result of migrations: of the names and contents of the files."""
    read = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in root.glob(pattern)):
        read.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
        read.update(path.read_bytes())
    return read.hexdigest()[:16]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process at a time in, of all runs on this checkout."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class TemplateDatabase:
    """The test database of a connection, made by copying, where Django would migrate an empty one."""

    def __init__(self, connection: BaseDatabaseWrapper, folder: Path) -> None:
        self.connection, self.folder = connection, folder
        self.creation: Any = connection.creation  # what it has beyond the public part has no types
        self.migrate: Callable[..., str] = connection.creation.create_test_db
        self.own = f"{PREFIX}_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"  # of this checkout
        self.name = f"{self.own}_{key_of()}"

    def create_test_db(self, *args: Any, keepdb: bool = False, **options: Any) -> str:  # Any: as Django declares them
        """Copy the template, making it first if need be; replaces `creation.create_test_db`. Return the name."""
        if keepdb:
            return self.migrate(*args, keepdb=keepdb, **options)
        name: str = self.creation._get_test_db_name()
        with locked(self.folder):
            if not self.exists():
                self.make(*args, **options)
            self.copy(name)
        self.use(name)
        return name

    def make(self, *args: Any, **options: Any) -> None:
        """Migrate an empty database; it gets its name once it is complete, and replaces those of older sources."""
        test, building = self.connection.settings_dict["TEST"], self.place(f"{self.own}_building")
        before, test["NAME"] = test["NAME"], building
        try:
            self.migrate(*args, **options)
        finally:
            test["NAME"] = before
        self.connection.close()
        self.replace(building)

    def use(self, name: str) -> None:
        """Connect to this database from now on."""
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()

    def place(self, name: str) -> str:
        """Return the name of such a database in the settings."""
        raise NotImplementedError

    def exists(self) -> bool:
        """Return whether there is a template of these sources."""
        raise NotImplementedError

    def replace(self, building: str) -> None:
        """Put the new template in the place of all others of this checkout."""
        raise NotImplementedError

    def copy(self, name: str) -> None:
        """Make the test database, in the place of one left by an interrupted run."""
        raise NotImplementedError


class TemplateFile(TemplateDatabase):
    """A template on SQLite: a file that is copied."""

    def place(self, name: str) -> str:
        return str(self.folder / f"{name}.sqlite3")

    def exists(self) -> bool:
        return Path(self.place(self.name)).exists()

    def replace(self, building: str) -> None:
        for path in self.folder.glob(f"{PREFIX}*"):
            if str(path) != building:
                path.unlink()
        Path(building).rename(self.place(self.name))

    def copy(self, name: str) -> None:
        for left in ("", "-wal", "-shm", "-journal"):
            Path(name + left).unlink(missing_ok=True)
        shutil.copyfile(self.place(self.name), name)


class TemplateOnServer(TemplateDatabase):
    """A template on PostgreSQL: a database that the server copies."""

    def place(self, name: str) -> str:
        return name

    def exists(self) -> bool:
        return self.name in self.held()

    def held(self) -> list[str]:
        """Return the databases of this checkout."""
        with self.creation._nodb_cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.own])
            return [name for (name,) in cursor.fetchall()]

    def replace(self, building: str) -> None:
        with self.creation._nodb_cursor() as cursor:
            for name in self.held():
                if name != building:
                    cursor.execute(f'DROP DATABASE "{name}"')
            cursor.execute(f'ALTER DATABASE "{building}" RENAME TO "{self.name}"')

    def copy(self, name: str) -> None:
        with self.creation._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.name}"')


def template_of(connection: BaseDatabaseWrapper, folder: Path) -> TemplateDatabase:
    """Return the template for the database in the settings."""
    return (TemplateFile if connection.vendor == "sqlite" else TemplateOnServer)(connection, folder)
