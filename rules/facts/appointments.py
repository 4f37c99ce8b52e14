"""Facts about posts in government bodies, and about what those who hold political office have in companies."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.base import BodyKey, CompanyKey, Day, Fact, Flag, PersonKey, word
from rules.facts.words import stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Fact):
    """A person holds a post in a government body, or did.

    One for each `appointment` with `from` at or before `as_of`, ended ones too, as stated. Besides, for people with a
    role in the case, because that nothing is stated is not "no post": for each of whom no appointment is stated, one
    with everything unknown, from OPEN_START to OPEN_END and with the id `appointment(person=<person>)`; and for each
    day of a `benefit` to one of the others on which no appointment is stated, one with everything unknown, for that
    day and with the id `appointment(person=<person>, from_on=<day>)`.
    """

    label = ("Appointment", "任用")

    person: PersonKey
    from_on: Day
    until_on: Day
    body: BodyKey | None = None
    grade: Annotated[str, stated("appointment", "grade")] | None = None
    service: Annotated[str, stated("appointment", "service")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieInOffice(Fact):
    """What a person who holds political office, or did, has in a company: what the ministers' code speaks of.

    For each person with an `appointment` as minister, vice_minister or parliamentary_secretary, or of unknown grade:
    `kind` post for each `company_post` but those held by office or on secondment; holding for each `holds_stake` of
    more than nothing, or of unknown share; trade for each `securities_trade`, from and until its day (unknown where
    undated). The rest is as there. id: `tie_in_office:<id of that fact>`.
    """

    label = ("Post or securities of an office-holder", "政務三役等の兼職・有価証券")

    person: PersonKey
    company: CompanyKey
    kind: Annotated[str, word("post", "holding", "trade")]
    from_on: Day | None = None
    until_on: Day | None = None
    paid: Flag | None = None
    notified: Flag | None = None
    company_type: Annotated[str, stated("companies", "type")] | None = None
    in_trust: Flag | None = None
    vehicle: Annotated[str, stated("shareholding", "vehicle")] | None = None
