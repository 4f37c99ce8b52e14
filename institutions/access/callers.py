"""Callers: who reads the register, and so which bodies' papers, whether of kin, and whether restricted partnerships.

An account reads as its role allows, a key for its body, an export for the person it is made for; a case under
assessment reads as its body does, and the service itself reads everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from institutions.access.keys import KeyHolder
from institutions.models import Account, Role

# These roles read every partnership; the others read those that their own body submitted.
READS_ALL: Final = frozenset({Role.REVIEWER, Role.AUDITOR, Role.RULEBOOK_EDITOR, Role.ADMINISTRATOR})
# People who keep rules or accounts must see that a rule fired, but nobody's kin, gifts, income or alleged acts.
READS_NOTHING_SENSITIVE: Final = frozenset({Role.RULEBOOK_EDITOR, Role.ADMINISTRATOR})
# These read no case and nobody's papers, whatever body they belong to: the persons concerned and members of commissions
# have pages of their own, and planners look at the organisation of government alone.
READS_NOTHING: Final = frozenset({Role.NAMED, Role.COMMISSION_MEMBER, Role.PLANNER})


@dataclass(frozen=True, slots=True)
class Reader:
    """A person or system that reads the register.

    `bodies`: the bodies whose submissions and imports they read, None for all bodies. `kin`: whether they read
    about kin, gifts, income and acts of people. `restricted`: whether they also read restricted partnerships of
    those bodies. `people`: people whom they may name in a document though none of those bodies did, such as themselves.
    """

    bodies: frozenset[UUID] | None = frozenset()
    kin: bool = False
    restricted: bool = False
    people: frozenset[UUID] = frozenset()

    def reads_of(self, body: UUID | None) -> bool:
        """Return whether they read submissions and imports of a body."""
        return self.bodies is None or body in self.bodies


@dataclass(frozen=True, slots=True)
class AssessedCases:
    """Cases under assessment, by their partnerships and the bodies that submitted them.

    Both are given by id; where rules only test objects, by whatever keys the objects have.
    """

    partnerships: frozenset[Any]  # Any: ids, or keys of facts
    bodies: frozenset[Any]


@dataclass(frozen=True, slots=True)
class System:
    """The service itself, which reads everything."""


Caller = Reader | AssessedCases | System
EVERYBODY: Final = Reader()  # reads what is open to everybody: nothing that names a person
ALL_THAT_IS_OPEN: Final = Reader(bodies=None, kin=True)  # of all bodies, without restricted partnerships
ALL_BODIES: Final = Reader(bodies=None, kin=True, restricted=True)
SYSTEM: Final = System()


def reader_of_bodies(bodies: Iterable[UUID], *, kin: bool, restricted: bool = False) -> Reader:
    """Return a reader of submissions and imports of these bodies."""
    return Reader(frozenset(bodies), kin, restricted)


def reader_for(user: Account | KeyHolder) -> Reader:
    """Return the reader for an account, by its role, or for a body's key, by its body."""
    if isinstance(user, KeyHolder):
        return reader_of_bodies([user.body.pk], kin=True, restricted=user.reads_secret)
    bodies = None if user.role in READS_ALL else frozenset({body} if (body := own_body(user)) else ())
    return Reader(bodies, kin=reads_sensitive(user), restricted=user.reads_secret)


def importer_for(account: Account | None, body: UUID) -> Reader:
    """Return the reader for an import for a body by an account, or by its key or the operator of the service.

    Without an account the import reads as the body does, and nothing restricted: a key has no other rights, and what
    it brings in may do no more. An import is everybody's to read. So whoever reads all bodies, as editors of lists do,
    joins what it says to no party that restricted partnerships alone name.
    """
    if account is None:
        return reader_of_bodies([body], kin=True)
    reader = reader_for(account)
    return reader if reader.bodies is not None else replace(reader, restricted=False)


def own_body(account: Account) -> UUID | None:
    """Return the body whose cases and documents an account reads because it belongs to it; None if there is none."""
    return None if account.role in READS_NOTHING else account.body_id


def reads_sensitive(user: Account | KeyHolder) -> bool:
    """Return whether somebody may read about kin, gifts, income and acts of people; a key may, for its own body."""
    return isinstance(user, KeyHolder) or user.role not in READS_NOTHING_SENSITIVE | READS_NOTHING
