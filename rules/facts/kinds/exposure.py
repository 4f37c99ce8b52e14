"""Facts about a company's business abroad and the lists that it is on."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BasisPoints, BodyKey, CompanyKey, Count, Country, Day, Fact, Flag
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure(Fact):
    """A company's business in a country. One for each `exposure` of a participant true at `as_of`, as stated."""

    label = ("Exposure abroad", "海外事業の状況")

    company: CompanyKey
    country: Country
    revenue_bp: BasisPoints | None = None
    plants: Count | None = None
    licences: Count | None = None
    supply_contracts: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelocationRequest(Fact):
    """A body asks a company to leave a country, or to limit its business there, as part of this partnership.

    One for each `relocation_request` with `on` at or before `as_of` or unknown, as stated.
    """

    label = ("Request to relocate", "移転等の要請")

    company: CompanyKey
    from_country: Country
    body: BodyKey
    on: Day | None = None
    limits_business: Flag | None = None
    proposed_by_company: Flag | None = None
    terms_agreed: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Fact):
    """A company is on a list over some time. One for each `listing` of a participant, as stated."""

    label = ("Listing", "リスト掲載")

    company: CompanyKey
    list: Annotated[str, stated_words("listing", "list")]
    from_on: Day
    until_on: Day
