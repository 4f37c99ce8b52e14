"""Locks of words: one transaction at a time has those of the same words, and they end with it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from institutions.models import advisory_locks
from institutions.models.advisory_locks import number_of_lock, take_free_lock, wait_for_lock

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="on SQLite the writer has the only lock")


@pytest.fixture
def other() -> Iterator[Any]:  # Any: Django has no type for a copy of the connection
    """Return another connection with a transaction of its own."""
    made: Any = connection.copy()
    made.set_autocommit(False)
    yield made
    made.close()


def hold_by(other: Any, monkeypatch: pytest.MonkeyPatch, *words: object) -> bool:
    """Take a lock by the other connection, which keeps it; return whether it was free."""
    with monkeypatch.context() as patched:
        patched.setattr(advisory_locks, "connection", other)
        return take_free_lock(*words)


@on_postgresql
def test_a_lock_that_another_transaction_has_is_not_free_until_that_one_ends(
    other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert hold_by(other, monkeypatch, "request", 12, "a")
    assert not take_free_lock("request", 12, "a")
    assert take_free_lock("request", 12, "b"), "other words are another lock"
    other.rollback()
    assert take_free_lock("request", 12, "a")


@on_postgresql
def test_whoever_waits_for_a_lock_waits_for_those_that_were_taken_free(
    other: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for_lock("user names")
    assert not hold_by(other, monkeypatch, "user names")
    assert take_free_lock("user names"), "one transaction takes its own lock again"


def test_words_that_are_divided_otherwise_are_another_lock() -> None:
    written = [("a b", "c"), ("a", "b c"), ("a b c",), ("a", "b", "c"), ('a", "b', "c")]
    assert len({number_of_lock(each) for each in written}) == len(written)
    assert number_of_lock((12, "a")) == number_of_lock(("12", "a"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases have several writers")
def test_on_sqlite_each_lock_is_free() -> None:
    wait_for_lock("user names")
    assert take_free_lock("user names")
