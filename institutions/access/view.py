"""Ties of one day and moment as one caller reads them: the condition that a row must meet."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from institutions.access.callers import EVERYBODY, SYSTEM, Caller
from institutions.access.rule import EVERYTHING
from institutions.access.statements import condition, ties
from institutions.models.conditions import HELD, KNOWN, TRUE_ON, Condition


@dataclass(frozen=True, slots=True)
class View:
    """Ties that are true on a day (None: on any day), as known at a moment (None: now), for a caller."""

    on: date | None = None
    known_at: datetime | None = None
    reader: Caller = field(default=EVERYBODY)

    def condition(self) -> Condition:
        """Return the condition on a statement. "Known now" tests one indexed value, an earlier moment two columns."""
        found = Condition(HELD)
        if self.known_at is not None:
            moment = str(connection.ops.adapt_datetimefield_value(self.known_at))
            found = Condition(KNOWN, (moment, moment))
        if self.on is not None:
            found &= Condition(TRUE_ON, (self.on.isoformat(), self.on.isoformat()))
        readable = ties(self.reader)
        return found if readable == EVERYTHING else found & condition(readable)


def as_of(known_at: datetime) -> View:
    """Return a view of everything known at a moment, of any day and for the service itself."""
    return View(known_at=known_at, reader=SYSTEM)
