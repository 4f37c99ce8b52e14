"""The parts of a guided question."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from institutions.kinds import KINDS, Kind, PartyType
from institutions.kinds.base import Label

WITH_BIDS: Final = frozenset({"open", "selective", "designated", "unsolicited_proposal"})
CONTRACTS: Final = frozenset({"procurement", "pfi", "concession", "other"})


class Answers(StrEnum):
    """The answers that a question takes."""

    YES_NO = "yes_no"  # or not known, which states nothing
    ON_FILE = "on_file"  # yes, or not yet: without a record it counts as not done
    ENTRIES = "entries"  # no yes or no: the entries are the answer


class Each(StrEnum):
    """The parties of the proposal for each of which a question has an entry."""

    OFFICIAL = "official"
    PARTNER = "partner"


class Prefilled(StrEnum):
    """The values that a new entry begins with."""

    PARTNER = "partner"  # if there is one alone
    OFFICIAL = "official"  # likewise
    SPONSOR = "sponsor"
    DOMAIN = "domain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the officer, and the kind of statement that stands behind "yes"."""

    key: str
    text: Label
    why: Label
    kind: str
    asks: tuple[str, ...]  # the fields shown at once; the others are folded away
    prefilled: Mapping[str, Prefilled] = field(default_factory=dict)
    given: Mapping[str, str | bool] = field(default_factory=dict)  # what "yes" itself states
    only: Mapping[str, PartyType] = field(default_factory=dict)  # the type of party, where the kind takes several
    each: Each | None = None
    also: str = ""  # a kind of statement: the parties that it names get an entry too
    once: bool = False  # one entry a party: a later one begins without the party that has its entry
    as_table: bool = False  # officers often have the entries as a table, which may be pasted
    answers: Answers = Answers.YES_NO
    methods: Collection[str] = ()  # of the selection; all where none is named
    schemes: Collection[str] = ()  # likewise

    @property
    def of_kind(self) -> Kind:
        """The kind of its statements."""
        return KINDS[self.kind]

    def applies(self, method: object, scheme: object) -> bool:
        """Return whether the question fits a method and a scheme; an unknown one fits everything."""
        return (not method or not self.methods or method in self.methods) and (
            not scheme or not self.schemes or scheme in self.schemes
        )
