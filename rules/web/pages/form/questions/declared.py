"""The parts of a guided question."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from institutions.kinds import KINDS, Kind, PartyType
from institutions.kinds.base import Label
from institutions.kinds.document import WITHOUT_PROCUREMENT

WITH_BIDS: Final = frozenset({"open", "selective", "designated", "unsolicited_proposal"})
RESEARCH: Final = "research"
NOT_STATED: Final = ""  # among the words of a field: the question also takes entries that do not state the field


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
class Beside:
    """A second statement about the same party, asked for in the same entry: it answers another question."""

    question: str  # its key
    party: str  # the field of the party in both statements
    asks: tuple[str, ...]
    text: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question to the officer, and the kind of statement that stands behind "yes"."""

    key: str
    text: Label
    why: Label
    without_procurement: Label | None = None  # its text where the scheme procures nothing
    why_without_procurement: Label | None = None  # likewise
    kind: str
    asks: tuple[str, ...]  # the fields shown at once; the others are folded away
    of_procurement: tuple[str, ...] = ()  # those of them that are folded away too where the scheme procures nothing
    prefilled: Mapping[str, Prefilled] = field(default_factory=dict)
    given: Mapping[str, str | bool] = field(default_factory=dict)  # what "yes" itself states
    only: Mapping[str, PartyType] = field(default_factory=dict)  # the type of party, where the kind takes several
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # the words of a field, where the kind has more
    holds: tuple[str, ...] = ()  # the fields that its entries state; others of the kind answer another question
    without: tuple[str, ...] = ()  # the fields that its entries leave out; likewise
    countries: tuple[str, ...] = ()  # the fields whose party, named here as a new one, is asked for its country too
    beside: Beside | None = None
    each: Each | None = None
    also: str = ""  # a kind of statement: the parties that it names get an entry too
    once: bool = False  # one entry a party: a later one begins without the party that has its entry
    as_table: bool = False  # officers often have the entries as a table, which may be pasted
    answers: Answers = Answers.YES_NO
    methods: Collection[str] = ()  # of the selection; all where none is named
    schemes: Collection[str] = ()  # likewise
    secrecies: Collection[str] = ()  # the kinds of secrecy that it is asked for; none is the one where none is stated
    research: bool = False  # asked where the partnership is about research, or where that is not known

    @property
    def of_kind(self) -> Kind:
        """The kind of its statements."""
        return KINDS[self.kind]

    def text_for(self, document: Mapping[str, object]) -> Label:
        """Return the question in the words of the scheme."""
        return (self.without_procurement if procures_nothing(document) else None) or self.text

    def why_for(self, document: Mapping[str, object]) -> Label:
        """Return why it is asked, in the words of the scheme."""
        return (self.why_without_procurement if procures_nothing(document) else None) or self.why

    def asks_for(self, document: Mapping[str, object]) -> tuple[str, ...]:
        """Return the fields shown at once with this scheme."""
        left_out = self.of_procurement if procures_nothing(document) else ()
        return tuple(each for each in self.asks if each not in left_out)

    def applies(self, document: Mapping[str, object]) -> bool:
        """Return whether the question fits a proposal; what the proposal does not state fits everything."""
        selection = document.get("selection")
        given = selection if isinstance(selection, Mapping) else {}
        scheme = document.get("scheme")
        return (
            fits(given.get("method"), self.methods)
            and fits(scheme, self.schemes)
            and fits(document.get("secrecy", "none"), self.secrecies)
            and (not self.research or scheme == "joint_research" or may_be_research(given))
        )


def procures_nothing(document: Mapping[str, object]) -> bool:
    """Return whether the scheme of a proposal buys nothing; one that is not stated may."""
    return document.get("scheme") in WITHOUT_PROCUREMENT


def may_be_research(selection: Mapping[str, object]) -> bool:
    """Return whether a selection may be for research: it says so, or it says nothing."""
    return selection.get("object", RESEARCH) in (RESEARCH, "")


def fits(stated: object, wanted: Collection[str]) -> bool:
    """Return whether a word is among those wanted; where nothing is stated, or nothing in particular wanted, it is."""
    return not stated or not wanted or stated in wanted
