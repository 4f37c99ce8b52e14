"""Facts about damage that companies suffer by acts of government bodies."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, CompanyKey, Country, Day, Fact, Yen, key_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm(Fact):
    """A measure that bears on the case may have damaged the company that it names.

    One for each such measure with a company, unless it favours that company (protection, subsidy, designation) and no
    damage is stated. `damage_yen` and the days are those of the measure; `country` is the company's, Japan where
    unstated. id: `harm:<measure>`.
    """

    label = ("Damage by a measure", "措置による損害")

    measure: Annotated[str, key_type("measure")]
    body: BodyKey
    company: CompanyKey
    country: Country
    on: Day | None = None
    known_on: Day | None = None
    damage_yen: Yen | None = None
