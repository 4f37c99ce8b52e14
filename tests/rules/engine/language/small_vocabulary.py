"""A small vocabulary for the tests of language and compiler: the fact types that their rules read, and the case."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import (
    BasisPoints,
    BodyKey,
    CompanyKey,
    Count,
    Day,
    Fact,
    FactType,
    Flag,
    Index,
    PartyKey,
    PersonKey,
    Text,
    Yen,
    describe_fact,
    key_type,
    word_type,
)

Domain = Annotated[str, word_type("semiconductors", "5g", "cloud")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Fact):
    """The case."""

    sponsor: BodyKey
    domain: Domain
    value_yen: Yen
    proposed_on: Day
    from_on: Day
    until_on: Day
    research_only: Flag | None = None
    results_open: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participates(Fact):
    """A company takes part in the case."""

    company: CompanyKey
    role: Annotated[str, word_type("lead_partner", "partner", "supplier")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldsStake(Fact):
    """A party owns part of a company."""

    holder: PartyKey
    company: CompanyKey
    share_bp: BasisPoints
    vehicle: Annotated[str, word_type("direct", "fund", "blind_trust")] | None = None
    from_on: Day
    until_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Fact):
    """A person has a role in the case."""

    person: PersonKey
    grade: Annotated[str, word_type("staff", "section_chief", "director_general", ranked=True)] | None = None
    notes: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift(Fact):
    """A company gave something to a person."""

    giver: CompanyKey
    person: PersonKey
    value_yen: Yen | None = None
    on: Day
    kind: Annotated[str, word_type("gift", "meal")]
    reported: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftService(Fact):
    """A person left public service."""

    person: PersonKey
    left_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedIn(Fact):
    """A person served in a body."""

    person: PersonKey
    body: BodyKey
    until_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyPost(Fact):
    """A person has a post in a company."""

    person: PersonKey
    company: CompanyKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Fact):
    """A former official contacts a body."""

    person: PersonKey
    body: BodyKey
    on: Day
    about_case: Flag | None = None
    asking: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactExemption(Fact):
    """A contact is exempt."""

    contact: Annotated[str, key_type("contact")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HadDuties(Fact):
    """A person had duties in a body."""

    person: PersonKey
    body: BodyKey
    covers_case: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Fact):
    """A measure of a body."""

    company: CompanyKey
    kind: Annotated[str, word_type("protection", "subsidy", "designation", "exclusion")]
    on: Day
    lasted_until_on: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Competes(Fact):
    """Two companies compete in a domain."""

    company: CompanyKey
    other: CompanyKey
    domain: Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerOutsideGroup(Fact):
    """The case has a partner outside a company's group."""

    than: CompanyKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Fact):
    """A call by which the partner was chosen."""

    method: Annotated[str, word_type("open", "negotiated")]
    object: Annotated[str, word_type("goods", "works", "lease")] | None = None
    value_yen: Yen
    eligible_applicants: Count | None = None
    legal_ground: Annotated[str, word_type("none", "statute_designates_operator")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMarket(Fact):
    """Two companies together in a market."""

    first: CompanyKey
    second: CompanyKey
    domain: Domain
    share_bp: BasisPoints
    hhi: Index
    delta: Index


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketKnown(Fact):
    """Everything about a market is stated."""

    domain: Domain


TYPES = (
    *(Partnership, Participates, HoldsStake, Official, Gift, LeftService, ServedIn, CompanyPost, Contact),
    *(ContactExemption, HadDuties, Measure, Competes, PartnerOutsideGroup, Selection, JointMarket, MarketKnown),
)
VOCABULARY: dict[str, FactType] = {cls.type: describe_fact(cls) for cls in TYPES}
BODIES = frozenset({"METI", "DA"})


def case(**changes: object) -> Partnership:
    values: dict[str, object] = {
        "id": "partnership",
        "sponsor": "METI",
        "domain": "cloud",
        "value_yen": 1_000_000,
        "proposed_on": "2026-06-20",
        "from_on": "2026-10-01",
        "until_on": "2029-09-30",
    }
    return Partnership(**{**values, **changes})  # type: ignore[arg-type]  # the values of one field each
