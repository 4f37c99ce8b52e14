"""Callers: who asks for the register, and so whose papers they read, whether of kin, and restricted partnerships.

An account asks as its role says, a key for its body, an export for whom it is made; a case that is assessed asks as
its body does, and the service itself reads everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from institutions.access.keys import KeyHolder
from institutions.models import Account, Role

# These roles read every partnership; the others read those that their own body submitted.
READS_ALL: Final = frozenset({Role.REVIEWER, Role.AUDITOR, Role.RULEBOOK_EDITOR, Role.ADMINISTRATOR})
# Keepers of rules or accounts need to see that a rule fired, and nobody's kin, gifts, income or alleged acts.
READS_NOTHING_SENSITIVE: Final = frozenset({Role.RULEBOOK_EDITOR, Role.ADMINISTRATOR})
# The persons concerned have a page of their own and read nothing of the register, whatever body they belong to.
READS_NOTHING: Final = frozenset({Role.NAMED})


@dataclass(frozen=True, slots=True)
class Reader:
    """A person or system that reads the register.

    `bodies`: those whose submissions and imports they read, None for those of all bodies. `kin`: they read of kin,
    gifts, income and acts. `restricted`: they read restricted partnerships too, of those bodies.
    """

    bodies: frozenset[UUID] | None = frozenset()
    kin: bool = False
    restricted: bool = False

    def reads_of(self, body: UUID | None) -> bool:
        """Return whether they read what a body submitted and imported."""
        return self.bodies is None or body in self.bodies


@dataclass(frozen=True, slots=True)
class Assessed:
    """Cases that are assessed, by their partnerships and the bodies that submitted them.

    They are called by their ids; where rules only test objects, by whatever keys those have.
    """

    partnerships: frozenset[Any]  # Any: ids, or keys of facts
    bodies: frozenset[Any]


@dataclass(frozen=True, slots=True)
class System:
    """The service itself, which reads everything."""


Caller = Reader | Assessed | System
EVERYBODY: Final = Reader()  # what everybody reads: nothing that names a person
ALL_BODIES: Final = Reader(bodies=None, kin=True, restricted=True)
SYSTEM: Final = System()


def reader_of(bodies: Iterable[UUID], *, kin: bool, restricted: bool = False) -> Reader:
    """Return a reader of what these bodies submitted and imported."""
    return Reader(frozenset(bodies), kin, restricted)


def reader_for(user: Account | KeyHolder) -> Reader:
    """Return how an account or a body's key reads the register: an account as its role says, a key for its body."""
    if isinstance(user, KeyHolder):
        return reader_of([user.body.pk], kin=True, restricted=user.reads_secret)
    bodies = None if user.role in READS_ALL else frozenset({body} if (body := own_body(user)) else ())
    return Reader(bodies, kin=reads_sensitive(user), restricted=user.reads_secret)


def own_body(account: Account) -> UUID | None:
    """Return the body whose cases and documents an account reads for belonging to it."""
    return None if account.role in READS_NOTHING else account.body_id


def reads_sensitive(user: Account | KeyHolder) -> bool:
    """Return whether somebody reads what evidence says of kin, gifts, income and acts; a key reads its own body's."""
    return isinstance(user, KeyHolder) or user.role not in READS_NOTHING_SENSITIVE | READS_NOTHING
