"""Facts about the case itself: the proposed partnership and what it says about countries."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, Country, Day, Fact, Flag, Yen
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipFact(Fact):
    """The case: exactly one. Rules read it as `case.field`.

    Made from the top level of the document. `as_of` is the day that the assessment looks from. `from_on` is the
    earlier of `proposed_on` and `period.from`: a partnership begins when it is prepared. `until_on` is
    `period.until`, else OPEN_END. `secrecy` is "none" where unstated. The flags are unknown where unstated. id:
    `partnership`.
    """

    label = ("Proposed partnership", "提案された官民連携")

    sponsor: BodyKey
    domain: Annotated[str, stated_words("document", "domain")] | None = None
    value_yen: Yen | None = None
    proposed_on: Day
    as_of: Day
    from_on: Day
    until_on: Day
    secrecy: Annotated[str, stated_words("document", "secrecy")]
    scheme: Annotated[str, stated_words("document", "scheme")] | None = None
    defence_use: Flag | None = None
    research_only: Flag | None = None
    results_open: Flag | None = None
    pre_commercial: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoSponsor(Fact):
    """A body that would sign with the sponsor.

    One for each of `co_sponsors` other than the sponsor. Its officials, powers and records count as the sponsor's in
    `duty`, `body_seat`, `served_in`, `measure` and `exclusion`; contract law follows the sponsor alone
    (SUBMISSION.md). id: `co_sponsor:<body>`.
    """

    label = ("Co-sponsor", "共同実施機関")

    body: BodyKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Restricts(Fact):
    """This partnership limits business with a country or its companies.

    One for each country of `restricts_countries`, and one for each `measure` that bears on the case
    (`measure.bears_on_case`) with a `restricts_country`, unless the measure is `general: true` (the same standard
    for all countries). Where `restricts_countries` is left out, one more with `country` unknown and the id
    `partnership(restricts_countries)`. Stated as null or as an empty list: none.
    """

    label = ("Limit on a country", "特定国に対する制限")

    country: Country | None = None
