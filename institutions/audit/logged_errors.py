"""Errors as the log writes them: without values of rows, and in one line while a service is away.

PostgreSQL repeats values in the lines after the first of its messages (`DETAIL: Key (name)=(…) already exists`).
"""

import sqlite3
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final

from amqp.exceptions import ConnectionError as AMQPConnectionError
from amqp.exceptions import RecoverableConnectionError
from django.db import Error, InterfaceError, OperationalError
from kombu.exceptions import OperationalError as BrokerError

Raised = tuple[type[BaseException], BaseException, TracebackType | None]
# States of PostgreSQL (their first characters) that speak of the connection and not of a statement: connection
# exceptions, shutdowns and starts, too many connections.
AWAY_STATES: Final = ("08", "57P", "533")
AWAY_IN_SQLITE: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
BROKER: Final = (BrokerError, AMQPConnectionError, RecoverableConnectionError)
# By name: only an installation with Redis loads its library, and every command loads this module.
OF_REDIS: Final = {("redis.exceptions", "ConnectionError"), ("redis.exceptions", "TimeoutError")}


def error_text(raised: Raised) -> str:
    """Return an error as text: its traceback, or, if it says that a service is away, its first line alone."""
    _, error, _ = raised
    if service_away(error):
        return f"{type(error).__name__}: {first_line(error)}"
    return without_values("".join(traceback.format_exception(*raised)).rstrip(), error)


def service_away(error: BaseException) -> str:
    """Return the service that an error or its cause says is away: database, broker or network; else an empty text."""
    for each in causes(error):
        if isinstance(each, OperationalError | InterfaceError):
            return "database" if database_is_away(each) else ""
        if isinstance(each, BROKER) or any((of.__module__, of.__name__) in OF_REDIS for of in type(each).__mro__):
            return "broker"
        if isinstance(each, ConnectionError | TimeoutError):
            return "network"
    return ""


def database_is_away(error: BaseException) -> bool:
    """Return whether an error of the database speaks of the connection, and not of a statement."""
    cause: Any = error.__cause__  # Any: an error of psycopg or of sqlite3, each with attributes of its own
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in AWAY_IN_SQLITE
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(AWAY_STATES)


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it; not what it came upon while it was handled."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__


def first_line(error: BaseException) -> str:
    """Return the first line of what an error says."""
    return str(error).partition("\n")[0].strip()


def without_values(text: str, error: BaseException | None) -> str:
    """Return a text about an error without the lines in which the database repeats values of rows."""
    while error is not None:
        whole = str(error)
        if "\n" in whole and (isinstance(error, Error) or hasattr(error, "sqlstate")):
            text = text.replace(whole, first_line(error)).replace(repr(whole)[1:-1], first_line(error))
        error = error.__cause__ or error.__context__
    return text
