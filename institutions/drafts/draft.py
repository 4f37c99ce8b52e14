"""The frozen form of a checked document, common to the form, REST and files before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from institutions.access.callers import Reader
from institutions.kinds import PartyType

Value = Any  # a document's value, once checked: int, bool, str, None, or a tuple of texts
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class KnownParty:
    """A party of the register: its id, its type, and a body's code."""

    id: UUID
    kind: PartyType
    code: str | None = None

    @property
    def key(self) -> str:
        """The key of the party in facts: a body's code, else the id."""
        return self.code or str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDraft:
    """A party as the document describes it. `known` is set where its number or id is in the register."""

    key: str
    kind: PartyType
    values: Values
    pointer: str
    known: KnownParty | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDraft:
    """One statement. Party values are keys of the document, codes or ids; dates are ISO text.

    `country_fields` are the party fields that hold a country instead.
    """

    kind: str
    values: Values
    from_on: str | None
    until_on: str | None
    source: str | None
    confidence: str
    pointer: str
    country_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipDraft:
    """A document that may be stored or prechecked.

    `references` gives the register's party for each code and id that the document uses and for each of its keys
    that was found there; a key that is missing here is a party that the register does not have yet. `reader` is who
    looked them up: what they may not find is not there.
    """

    document: dict[str, Any]
    sha256: str
    reference: str
    revision: int
    submitted_by: str
    sponsor: str
    proposal: Values  # the scalar fields of the top level
    selection: Values
    leads: tuple[Values, ...] | None  # None: left out
    participants: tuple[Values, ...]
    officials: tuple[Values, ...]
    parties: Mapping[str, PartyDraft]
    sources: Mapping[str, Values]
    statements: tuple[StatementDraft, ...]
    references: Mapping[str, KnownParty]
    reader: Reader

    def party_key(self, reference: str) -> str:
        """Return the key in facts of the party with this reference; `new:` and the reference for an unknown party."""
        known = self.references.get(reference)
        return known.key if known else f"new:{reference}"
