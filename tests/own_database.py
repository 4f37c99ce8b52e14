"""A database of PostgreSQL beside that of DATABASE_URL, for one test or one command: it goes with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import environ
import psycopg


@contextmanager
def own_database(purpose: str, *, template: str = "") -> Iterator[str]:
    """Yield the URL of an empty database on the server of DATABASE_URL, or of a copy of another database there."""
    given = environ.Env.db_url_config(os.environ["DATABASE_URL"])
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    server = f"postgres://{given['USER']}{password}@{given['HOST']}:{given['PORT'] or 5432}"
    name = f"{purpose}_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        copied = f' TEMPLATE "{template}"' if template else ""
        connection.execute(f'CREATE DATABASE "{name}"{copied}'.encode())
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
