"""The content of a change of the register, in the words of the register, for those who conclude something from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from institutions.kinds import Reach
from institutions.models import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedStatement:
    """A statement that is current from now on, or no longer. `values` by the names of its fields: a party by its id."""

    kind: str
    lineage: UUID
    scope: Reach
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """One change, made at one moment: the rows recorded or superseded then.

    `statements` are those that other partnerships may read. `partnership` is the one that stated them, `body` its
    submitter; for an import `body` is the importing one and `partnership` None. `submissions` are the one that is
    current from now on and the one that no longer is, where their documents differ above the statements. `parties` are
    those whose description, names, parents, mandates or identity changed, `identities` those of them that became one or
    are no longer one, `countries` those whose treaties changed, `mandates` the domains in which mandates changed; an
    empty text stands for every domain.
    """

    moment: datetime
    statements: tuple[ChangedStatement, ...] = ()
    partnership: UUID | None = None
    body: UUID | None = None
    submissions: tuple[Submission, ...] = ()
    parties: frozenset[UUID] = frozenset()
    identities: frozenset[UUID] = frozenset()
    countries: frozenset[str] = frozenset()
    mandates: frozenset[str] = frozenset()
