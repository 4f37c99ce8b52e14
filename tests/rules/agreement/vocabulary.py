"""The facts of random rulebooks: one of each sort of field, known and unknown, and the case."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import (
    BasisPoints,
    BodyKey,
    CompanyKey,
    Day,
    Fact,
    FactType,
    Flag,
    PersonKey,
    Yen,
    describe_fact,
    word_type,
)
from rules.facts.kinds.finding import FindingFact

KINDS = ("purchase", "lease", "sale")
RANKS = ("junior", "senior", "chief")
Kind = Annotated[str, word_type(*KINDS)]
Rank = Annotated[str, word_type(*RANKS, ranked=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership(Fact):
    """The case."""

    sponsor: BodyKey
    proposed_on: Day | None
    from_on: Day
    until_on: Day | None
    value_yen: Yen | None
    kind: Kind | None
    secret: Flag | None
    rank: Rank | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Fact):
    """A fact with every sort of field; the other types have the same."""

    who: PersonKey
    whom: PersonKey | None
    company: CompanyKey
    other: CompanyKey | None
    body: BodyKey | None
    on: Day | None
    from_on: Day
    until_on: Day | None
    yen: Yen | None
    limit_yen: Yen
    share_bp: BasisPoints | None
    open: Flag | None
    kind: Kind | None
    rank: Rank | None
    least_rank: Rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan(Tie):
    """Another type with the same fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Tie):
    """Another type with the same fields."""


TYPES: tuple[type[Tie], ...] = (Tie, Loan, Post)
EVERY: tuple[type[Fact], ...] = (Partnership, *TYPES, FindingFact)
VOCABULARY: dict[str, FactType] = {
    cls.type: describe_fact(cls)  # type: ignore[arg-type]  # mypy takes an instance's __hash__ for the class's
    for cls in EVERY
}
