"""Facts about posts in government bodies, and about what ties those who hold or held them to companies."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, CompanyKey, Count, Day, Fact, Flag, PersonKey, word_type
from rules.facts.kinds.words import stated_words


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
    grade: Annotated[str, stated_words("appointment", "grade")] | None = None
    service: Annotated[str, stated_words("appointment", "service")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TieInOffice(Fact):
    """A post or securities of a person who holds political office, or did: a tie that the ministers' code covers.

    For each person with a stated `appointment` as minister, vice_minister or parliamentary_secretary, or without grade:
    `kind` post for each `company_post` but those held by office or on secondment; holding for each `holds_stake` of
    more than nothing, or of unknown share; trade for each `securities_trade`, from and until its day (unknown where
    undated). The rest is as there. id: `tie_in_office:<id of that fact>`.
    """

    label = ("Post or securities of an office-holder", "政務三役等の兼職・有価証券")

    person: PersonKey
    company: CompanyKey
    kind: Annotated[str, word_type("post", "holding", "trade")]
    from_on: Day | None = None
    until_on: Day | None = None
    paid: Flag | None = None
    notified: Flag | None = None
    company_type: Annotated[str, stated_words("companies", "type")] | None = None
    in_trust: Flag | None = None
    vehicle: Annotated[str, stated_words("shareholding", "vehicle")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OldInterestedParty(Fact):
    """A company was an interested party of a post that a person with a role has left (Ethics Code, art. 2(2)).

    For each person with a role, each of their appointments that ended before `as_of` (`body`; `served_until_on` is its
    last day), and each company that participates or bids, but for companies that stated duties of the person cover at
    `as_of` (those are interested parties of the present post). `held` true where a `duty` of the person covers the
    company on that last day (stated for that body, one over or under it, or for none). Where nothing is stated of such
    a duty during the post, `held` is unknown and the id is `duty(person=<person>, company=<company>)/<appointment>`;
    no fact where a duty is stated that had ended before. `in_office`: true where an appointment of the person is true
    at `as_of`, else unknown. `outside_ethics_act`: true where the post that was left, or every post of the person at
    `as_of`, is stated to be outside of the Ethics Act (service special or defence; grade minister, vice_minister,
    parliamentary_secretary or council_member). `ended_on`: the last day of the duties over the company that are stated
    for others in that body beyond the person's last day; unknown where none are. `benefits`: how many came from the
    company since, without what Ethics Code 3(2) allows, what the person paid (but for golf and travel), and private
    relations; unknown where only missing data makes it none.
    """

    label = ("Interested party of an earlier post", "異動前の官職の利害関係者")

    person: PersonKey
    company: CompanyKey
    body: BodyKey
    served_until_on: Day
    outside_ethics_act: Flag
    held: Flag | None = None
    in_office: Flag | None = None
    ended_on: Day | None = None
    benefits: Count | None = None
