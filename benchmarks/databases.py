"""Temporary databases: seeded once each, copied for every subject, removed at the end whatever happens.

Nothing of the project's own state folder or database is touched. BENCHMARK_POSTGRESQL names another server.
"""

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import psycopg
from psycopg import sql

from policyengine.processes import ROOT

SQLITE: Final = "SQLite"
POSTGRESQL: Final = "PostgreSQL"
SERVER: Final = os.environ.get("BENCHMARK_POSTGRESQL", "postgres://postgres@127.0.0.1:5432").rstrip("/")
CONNECT_SECONDS: Final = 3

Environment = dict[str, str]


class SeededDatabase(Protocol):
    """A migrated and seeded database that is never measured itself."""

    @property
    def name(self) -> str:
        """The name of the database."""

    def copy(self) -> AbstractContextManager[Environment]:
        """Yield the environment of a process on a copy, with a state folder of its own; both are removed."""


def database_environment(url: str, state: Path) -> Environment:
    """Return the environment of a process of ours on this database: nothing comes from the project's own state."""
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    (state / "static").mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there
    return {
        **{name: value for name, value in os.environ.items() if name not in ("DEBUG", "CELERY_BROKER_URL")},
        "DATABASE_URL": url,
        "POLICYENGINE_VAR": str(state),
        "DJANGO_SETTINGS_MODULE": "policyengine.settings",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
        "SECOND_FACTOR_ROLES": "",  # accounts that sign in here have no authenticator
    }


def fill_database(env: Environment) -> None:
    """Migrate and seed, without the report of the seed."""
    for command in ("migrate", "seed"):
        subprocess.run([sys.executable, "manage.py", command], check=True, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)


@contextmanager
def seeded_database(name: str, folder: Path) -> Iterator[SeededDatabase]:
    """Yield a seeded database of this name, below the folder or on the server."""
    if name == SQLITE:
        register = SQLiteRegister(folder)
        fill_database(database_environment(register.url(register.file), folder / "seed"))
        yield register
        return
    with created_database() as database:
        fill_database(database_environment(f"{SERVER}/{database}", folder / "seed"))
        yield PostgreSQLRegister(folder, database)


@dataclass(frozen=True, slots=True)
class SQLiteRegister:
    """A file, copied as files are."""

    folder: Path
    name: str = SQLITE

    @property
    def file(self) -> Path:
        return self.folder / "seeded.sqlite3"

    @staticmethod
    def url(file: Path) -> str:
        return f"sqlite:///{file}"

    @contextmanager
    def copy(self) -> Iterator[Environment]:
        """Copy the file. Its last connection has closed, so no data is left in a log beside it."""
        state = self.folder / f"copy-{secrets.token_hex(4)}"
        state.mkdir(mode=0o700)
        shutil.copy(self.file, state / "copy.sqlite3")
        try:
            yield database_environment(self.url(state / "copy.sqlite3"), state)
        finally:
            shutil.rmtree(state)


@dataclass(frozen=True, slots=True)
class PostgreSQLRegister:
    """A database on the server, copied as a template."""

    folder: Path
    database: str
    name: str = POSTGRESQL

    @contextmanager
    def copy(self) -> Iterator[Environment]:
        state = self.folder / f"copy-{secrets.token_hex(4)}"
        with created_database(self.database) as database:
            try:
                yield database_environment(f"{SERVER}/{database}", state)
            finally:
                shutil.rmtree(state, ignore_errors=True)


@contextmanager
def created_database(template: str = "template1") -> Iterator[str]:
    """Create a database on the server; drop it afterwards with any connection that still holds it."""
    name = f"policyengine_bench_{secrets.token_hex(6)}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=CONNECT_SECONDS) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
    try:
        yield name
    finally:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=CONNECT_SECONDS) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def postgresql_trouble() -> str:
    """Return why PostgreSQL is left out; empty if it answers and databases can be created there."""
    try:
        with psycopg.connect(f"{SERVER}/postgres", connect_timeout=CONNECT_SECONDS) as connection:
            row = connection.execute("SELECT rolcreatedb FROM pg_roles WHERE rolname = current_user").fetchone()
    except psycopg.OperationalError as trouble:
        reason = str(trouble).strip().splitlines()[0]
        return f"{POSTGRESQL} does not answer, so its figures are left out ({reason})."
    if row and row[0]:
        return ""
    return f"{POSTGRESQL} answers, but this user may not create databases there: its figures are left out."
