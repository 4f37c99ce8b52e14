"""Outages: the database is away, or has no room or no time for a write. No job is to blame for one that it meets."""

import sqlite3
from enum import Enum
from typing import Any, Final

from django.db import InterfaceError, OperationalError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.audit.logged_errors import causes
from institutions.codes.wording import label_of
from institutions.kinds.base import Label


class Outage(Enum):
    """The kind of an outage, in words for whoever looks after the server."""

    CONNECTION = _("the connection to the database broke, or could not be made")
    SPACE = _("the disk of the database was full")
    RESOURCES = _("the database had no connection or other resource left")
    BUSY = _("the database was busy with other writers for too long")
    STORAGE = _("the files of the database could not be read or written")

    @property
    def label(self) -> Label:
        """The words in both languages."""
        words: Promise = self.value
        return label_of(words)


# SQLSTATEs of PostgreSQL, the longest beginning first. A statement that is cancelled (57014), that ends in a deadlock
# (40P01) or takes the memory of the server (53200) is the job's own doing, and is not among them.
MEMORY: Final = "53200"
OF_STATE: Final = (("53100", Outage.SPACE), ("53", Outage.RESOURCES), ("57P", Outage.CONNECTION))
OF_SQLITE: Final = {
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
    sqlite3.SQLITE_FULL: Outage.SPACE,
    sqlite3.SQLITE_IOERR: Outage.STORAGE,
    sqlite3.SQLITE_CANTOPEN: Outage.STORAGE,
}


def outage_of(error: BaseException) -> Outage | None:
    """Return the outage that an error, or what caused it, tells of; None if it is no outage."""
    for each in causes(error):
        if isinstance(each, OperationalError | InterfaceError):
            return outage_of_database(each.__cause__)
    return None


def outage_of_database(cause: Any) -> Outage | None:  # Any: an error of psycopg or sqlite3, or none
    """Return the outage that the error of a driver tells of."""
    if isinstance(cause, sqlite3.Error):
        return OF_SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is None or state.startswith("08"):  # without a state the server said nothing: nobody was there to say it
        return Outage.CONNECTION
    if state == MEMORY:
        return None
    return next((outage for beginning, outage in OF_STATE if state.startswith(beginning)), None)
