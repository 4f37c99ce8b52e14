"""Facts about who owns what, and who traded in it."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BasisPoints, CompanyKey, Day, Fact, Flag, PartyKey, PersonKey, word_type
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldsStake(Fact):
    """A person, company or body owns part of a company, or did.

    One for each `shareholding` with `from` at or before `as_of`, ended ones too (of companies and bodies only those
    from which another fact follows): `way` direct; `share_bp` as stated, else `voting_bp`; dates OPEN_START and
    OPEN_END where unstated. And one for each person who holds part of a company through other companies at `as_of`:
    `way` through_companies, `share_bp` the effective share of the paths of two or more steps (product along each path,
    summed, rounded down to whole basis points but not to 0), `listed`, `vehicle` and `in_trust` unknown, `from_on` and
    `until_on` the days on which every holding of at least one path is true; unknown share where a path has an unknown
    share. id of the latter: `holds_stake:through:<holder>:<company>`.
    """

    label = ("Holding", "持分")

    holder: PartyKey
    company: CompanyKey
    way: Annotated[str, word_type("direct", "through_companies")]
    from_on: Day
    until_on: Day
    share_bp: BasisPoints | None = None
    listed: Flag | None = None
    in_trust: Flag | None = None
    vehicle: Annotated[str, stated_words("shareholding", "vehicle")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecuritiesTrade(Fact):
    """A person bought or sold securities of a company.

    One for each `securities_trade` with `on` at or before `as_of` or unknown, as stated.
    """

    label = ("Trade in securities", "株式等の取引")

    person: PersonKey
    company: CompanyKey
    on: Day | None = None
    side: Annotated[str, stated_words("securities_trade", "side")] | None = None
