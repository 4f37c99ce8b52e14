"""Through whose eyes, of which day and of which moment ties are read: the condition that a row has to meet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection

from institutions.kinds import Reach
from institutions.models import Import, ImportedRecord, Partnership
from institutions.models.sql_lists import as_json, quoted, selected

# Known at a moment, which is given twice (see institutions.models.bitemporal).
KNOWN: Final = "e.recorded_at <= %s AND (e.superseded_at IS NULL OR e.superseded_at > %s)"
HELD: Final = "e.superseded_at IS NULL"
TRUE_ON: Final = "(e.from_on IS NULL OR e.from_on <= %s) AND (e.until_on IS NULL OR e.until_on >= %s)"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the columns of a row (`e`), with its parameters in their order."""

    sql: str
    parameters: tuple[str, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        return Condition(f"({self.sql}) AND ({other.sql})", (*self.parameters, *other.parameters))


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose statements about people may be read: those of these bodies, and their kin only if `kin` says so.

    Theirs is what they submitted or imported. What names no person serves everybody. `bodies` is None for who reads
    those of all bodies. `secret`: also what belongs to a secret partnership, where what belongs to one case is read.
    """

    bodies: frozenset[UUID] | None = frozenset()
    kin: bool = False
    secret: bool = False

    def condition(self) -> Condition:
        """What of the register these eyes may see; what belongs to one case alone is never among it."""
        if self.bodies is None:
            return Condition("e.reach <> %s", (Reach.CASE,))
        own = stated_by(self.bodies)
        return Condition(
            f"e.reach = %s OR (e.reach = %s AND ({own.sql}))", (Reach.REGISTER, Reach.SUBMITTER, *own.parameters)
        )

    def own(self) -> Condition:
        """What their own bodies stated, even of what serves everybody: contact details are read so."""
        not_of_one_case = Condition("e.reach <> %s", (Reach.CASE,))
        return not_of_one_case if self.bodies is None else not_of_one_case & stated_by(self.bodies)


def stated_by(bodies: frozenset[UUID]) -> Condition:
    """What these bodies submitted or imported."""
    tables = (Partnership, ImportedRecord, Import)
    partnership, record, job = (quoted(each._meta.db_table) for each in tables)  # noqa: SLF001 - documented
    submitted = (
        f"EXISTS (SELECT 1 FROM {partnership} p"  # noqa: S608 - no input in it
        f" WHERE p.id = e.partnership_id AND p.submitted_by_id IN ({selected()}))"
    )
    imported = (
        f"EXISTS (SELECT 1 FROM {record} r JOIN {job} i ON i.id = r.job_id"  # noqa: S608 - no input in it
        f" WHERE r.id = e.imported_id AND i.body_id IN ({selected()}))"
    )
    listed = as_json(bodies)
    return Condition(f"{submitted} OR {imported}", (listed, listed))


EVERYBODY: Final = Reader()  # what names no person
ALL_BODIES: Final = Reader(bodies=None, kin=True, secret=True)


def reader_of(bodies: Iterable[UUID], *, kin: bool, secret: bool = False) -> Reader:
    """Somebody who reads what these bodies submitted about people."""
    return Reader(frozenset(bodies), kin, secret)


@dataclass(frozen=True, slots=True)
class View:
    """Ties that are true on a day (None: on any day), as known at a moment (None: now), for a reader (None: all)."""

    on: date | None = None
    known_at: datetime | None = None
    reader: Reader | None = field(default=EVERYBODY)

    def condition(self) -> Condition:
        """What a statement has to meet. What is known now is one value of an index; earlier moments compare two."""
        found = Condition(HELD)
        if self.known_at is not None:
            moment = str(connection.ops.adapt_datetimefield_value(self.known_at))
            found = Condition(KNOWN, (moment, moment))
        if self.on is not None:
            found &= Condition(TRUE_ON, (self.on.isoformat(), self.on.isoformat()))
        return found if self.reader is None else found & self.reader.condition()


def as_of(known_at: datetime) -> View:
    """Everything that was known at a moment, whenever it was true and whoever may read it."""
    return View(on=None, known_at=known_at, reader=None)
