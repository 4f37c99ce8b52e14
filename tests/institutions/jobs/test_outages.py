"""Errors that tell of an outage of the database are told from those that a job causes itself."""

import sqlite3

import psycopg.errors
import pytest
from django.db import DataError, InterfaceError, OperationalError
from django.db.transaction import TransactionManagementError

from institutions.jobs.outages import Outage, outage_of

pytestmark = pytest.mark.bare


def of_driver(cause: Exception | None, kind: type[Exception] = OperationalError) -> Exception:
    """Return the error that Django raises for one of the driver."""
    error = kind(str(cause))
    error.__cause__ = cause
    return error


def in_sqlite(code: int) -> Exception:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return of_driver(error)


OUTAGES = [
    (psycopg.errors.ConnectionFailure(), Outage.CONNECTION),
    (psycopg.errors.AdminShutdown(), Outage.CONNECTION),
    (psycopg.errors.CrashShutdown(), Outage.CONNECTION),
    (psycopg.errors.CannotConnectNow(), Outage.CONNECTION),
    (psycopg.OperationalError("connection refused"), Outage.CONNECTION),
    (psycopg.errors.DiskFull(), Outage.SPACE),
    (psycopg.errors.TooManyConnections(), Outage.RESOURCES),
    (psycopg.errors.InsufficientResources(), Outage.RESOURCES),
]
OWN = [
    psycopg.errors.QueryCanceled(),
    psycopg.errors.DeadlockDetected(),
    psycopg.errors.OutOfMemory(),
    psycopg.errors.SerializationFailure(),
]


@pytest.mark.parametrize(("cause", "outage"), OUTAGES, ids=lambda each: type(each).__name__)
def test_connection_and_resources_of_postgresql_are_an_outage(cause: Exception, outage: Outage) -> None:
    assert outage_of(of_driver(cause)) is outage
    broken = TransactionManagementError("the block is broken")
    broken.__cause__ = of_driver(cause)
    assert outage_of(broken) is outage, "whatever is tried in the same transaction afterwards"


@pytest.mark.parametrize("cause", OWN, ids=lambda each: type(each).__name__)
def test_what_a_job_causes_itself_is_none(cause: Exception) -> None:
    assert outage_of(of_driver(cause)) is None


def test_a_closed_connection_is_one_and_other_errors_are_none() -> None:
    assert outage_of(of_driver(psycopg.InterfaceError("closed"), InterfaceError)) is Outage.CONNECTION
    assert outage_of(of_driver(psycopg.errors.NumericValueOutOfRange(), DataError)) is None
    assert outage_of(MemoryError()) is None


@pytest.mark.parametrize(
    ("code", "outage"),
    [
        (sqlite3.SQLITE_BUSY, Outage.BUSY),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Outage.BUSY),
        (sqlite3.SQLITE_FULL, Outage.SPACE),
        (sqlite3.SQLITE_IOERR_WRITE, Outage.STORAGE),
        (sqlite3.SQLITE_CANTOPEN, Outage.STORAGE),
        (sqlite3.SQLITE_NOMEM, None),
        (sqlite3.SQLITE_INTERRUPT, None),
    ],
)
def test_sqlite_tells_by_its_code(code: int, outage: Outage | None) -> None:
    assert outage_of(in_sqlite(code)) is outage


def test_each_is_worded_in_both_languages() -> None:
    labels = [each.label for each in Outage]
    assert len({each.en for each in labels}) == len({each.ja for each in labels}) == len(Outage)
    assert all(each.en != each.ja for each in labels)
