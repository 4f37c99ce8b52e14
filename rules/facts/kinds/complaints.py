"""Facts about suppliers who may complain of how a contract is awarded."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Country, Day, Fact, Flag, word_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Complainant(Fact):
    """A supplier was left out of this partnership's selection.

    `way` lost: one for each offer of this selection (bids without a call, in their latest round) that was neither
    withdrawn nor made by a lead partner or partner, alone or as a member; disqualified: the same, with that status.
    `known_on` is then `informed_on`. `way` excluded: one for each measure of type exclusion that bears on the case and
    names a company that is no lead partner or partner, with its `known_on`. A day after `as_of` counts as unknown.
    `country` is the company's, Japan where unstated; `from_party`: the country is a party to the GPA. id:
    `complainant:<company>:bid` or `complainant:<company>:<measure>`. Where the scheme procures nothing (grant, equity,
    guarantee, mou): none, unless one of them has a `known_on` or `award_notified_on` is stated.
    """

    label = ("Supplier left out", "選定されなかった供給者")

    company: CompanyKey
    way: Annotated[str, word_type("lost", "disqualified", "excluded")]
    country: Country
    from_party: Flag
    known_on: Day | None = None
