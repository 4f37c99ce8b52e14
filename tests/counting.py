"""Counts of what a piece of work takes: queries, the rows and bytes that they return, and hashes."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import CaptureQueriesContext


@dataclass
class Counted:
    """The counts of one piece of work."""

    queries: int = 0
    rows: int = 0
    bytes: int = 0
    hashes: int = 0


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    """Count queries, the rows and bytes that they return, and the hashes that are made."""
    found, real = Counted(), hashlib.sha256

    def read(rows: Any) -> None:
        found.rows += len(rows)
        found.bytes += sum(len(value) for row in rows for value in row if isinstance(value, str | bytes | memoryview))

    def fetchone(self: Any) -> Any:
        row = self.cursor.fetchone()
        read([row] if row else [])
        return row

    def fetchmany(self: Any, *size: int) -> Any:
        rows = self.cursor.fetchmany(*size)
        read(rows)
        return rows

    def sha256(*given: Any, **more: Any) -> Any:
        found.hashes += 1
        return real(*given, **more)

    with monkeypatch.context() as patched, CaptureQueriesContext(connection) as queries:
        patched.setattr(CursorWrapper, "fetchone", fetchone, raising=False)
        patched.setattr(CursorWrapper, "fetchmany", fetchmany, raising=False)
        patched.setattr(hashlib, "sha256", sha256)
        yield found
    found.queries = len(queries)
