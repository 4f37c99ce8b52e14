"""Ties of one day and moment as one caller reads them: the condition that a row must meet."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from institutions.access.callers import EVERYBODY, SYSTEM, Caller
from institutions.access.rule import EVERYTHING
from institutions.access.statements import rule_condition, ties_rule
from institutions.models.conditions import HELD, KNOWN, TRUE_ON, SqlCondition


@dataclass(frozen=True, slots=True)
class TieView:
    """Ties that are true on a day (None: on any day), as known at a moment (None: now), for a caller."""

    on: date | None = None
    known_at: datetime | None = None
    reader: Caller = field(default=EVERYBODY)

    def condition(self) -> SqlCondition:
        """Return the condition on a statement. "Known now" tests one indexed value, an earlier moment two columns."""
        found = SqlCondition(HELD)
        if self.known_at is not None:
            moment = str(connection.ops.adapt_datetimefield_value(self.known_at))
            found = SqlCondition(KNOWN, (moment, moment))
        if self.on is not None:
            found &= SqlCondition(TRUE_ON, (self.on.isoformat(), self.on.isoformat()))
        readable = ties_rule(self.reader)
        return found if readable == EVERYTHING else found & rule_condition(readable)


def view_as_of(known_at: datetime) -> TieView:
    """Return a view of everything known at a moment, of any day and for the service itself."""
    return TieView(known_at=known_at, reader=SYSTEM)
