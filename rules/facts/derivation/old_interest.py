"""Companies that were interested parties of posts which people with a role have left (Ethics Code, art. 2(2))."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rules.facts.derivation.duties import stated_duties
from rules.facts.gathering.mapping.people import people_with_role
from rules.facts.gathering.mapping.reading import CaseReading, fact_days, holds_on, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.appointments import OldInterestedParty
from rules.facts.kinds.base import OPEN_END
from rules.facts.kinds.benefits import Benefit
from rules.facts.kinds.officials import Duty

ALLOWED: Final = frozenset({"mass_item", "buffet", "tea", "simple_meal"})  # Ethics Code, art. 3(2)
ALSO_AT_OWN_COST: Final = frozenset({"golf", "travel"})  # Ethics Code, art. 3(1)
OTHER_SERVICES: Final = frozenset({"special", "defence"})  # with the grades below: outside the Ethics Act
OTHER_GRADES: Final = frozenset({"minister", "vice_minister", "parliamentary_secretary", "council_member"})


def old_interest_facts(
    reading: CaseReading, companies: Collection[str], benefits: Collection[Benefit]
) -> Iterator[OldInterestedParty]:
    """Yield the old interested parties of everyone with a role, among the companies that participate or bid."""
    everyone = {required_text(stated.values, "person") for stated in reading.of("duty")}
    duties: dict[str | None, list[Duty]] = defaultdict(list)
    for duty in stated_duties(reading, everyone, companies):
        duties[duty.company].append(duty)
    given: dict[str, list[Benefit]] = defaultdict(list)
    for benefit in benefits:
        given[benefit.giver].append(benefit)
    for person in people_with_role(reading):
        posts = reading.about("appointment", "person", person)
        present = [stated for stated in posts if holds_on(stated, reading.as_of)]
        left = [stated for stated in posts if (stated.until_on or OPEN_END) < reading.as_of]
        for company in sorted(companies) if left else ():
            mover = LeavingOfficial(reading, person, present, duties[company], given[company])
            for post in left if not mover.still_covers() else ():
                yield from mover.old_interest(post, company)


@dataclass(frozen=True, slots=True)
class LeavingOfficial:
    """A person who left posts, with all stated duties over one company and all benefits from it."""

    reading: CaseReading
    person: str
    present: list[GatheredStatement]
    duties: list[Duty]
    benefits: list[Benefit]

    def still_covers(self) -> bool:
        """Return whether the person's own duties cover the company at `as_of`; not duties of a body they left."""
        return any(
            duty.person == self.person
            and duty.until_on >= self.reading.as_of
            and (
                duty.body is None
                or any(self.belongs(duty, required_text(post.values, "body")) for post in self.present)
            )
            for duty in self.duties
        )

    def old_interest(self, post: GatheredStatement, company: str) -> Iterator[OldInterestedParty]:
        """Yield the old interest that one post makes of the company, after the person left it."""
        body, days = required_text(post.values, "body"), fact_days(post)
        last_day = days["until_on"]
        own = [
            duty
            for duty in self.duties
            if duty.person == self.person
            and (duty.body is None or self.belongs(duty, body))
            and duty.from_on <= last_day
            and duty.until_on >= days["from_on"]
        ]
        to_the_end = [duty for duty in own if duty.until_on >= last_day]
        if own and not to_the_end:
            return
        since = [each for each in self.benefits if each.person == self.person and (each.on or OPEN_END) > last_day]
        later = self.later_duties(body, last_day)
        unknown = f"duty(person={self.person}, company={company})/{post.lineage}"
        yield OldInterestedParty(
            id=f"old_interested_party:{post.lineage}:{company}" if to_the_end else unknown,
            origins=(post.ref, *origins_of(to_the_end), *origins_of(later), *(each.id for each in since)),
            person=self.person,
            company=company,
            body=body,
            served_until_on=last_day,
            outside_ethics_act=is_outside(post) or (bool(self.present) and all(map(is_outside, self.present))),
            held=True if to_the_end else None,
            in_office=True if self.present else None,
            ended_on=max((duty.until_on for duty in later), default=None),
            benefits=count_benefits(since),
        )

    def later_duties(self, body: str, last_day: str) -> list[Duty]:
        """Return the duties of others in the body over the company that reach beyond a day."""
        return [
            duty
            for duty in self.duties
            if duty.person != self.person and self.belongs(duty, body) and duty.until_on > last_day
        ]

    def belongs(self, duty: Duty, body: str) -> bool:
        """Return whether the duty is stated for the body, or for one over or under it."""
        bodies = self.reading.bodies
        return duty.body is not None and (bodies.within(duty.body, body) or bodies.within(body, duty.body))


def is_outside(post: GatheredStatement) -> bool:
    """Return whether the post is stated to be one that the Ethics Act does not bind."""
    return text_or_none(post.values, "service") in OTHER_SERVICES or text_or_none(post.values, "grade") in OTHER_GRADES


def origins_of(duties: Iterable[Duty]) -> Iterator[str]:
    """Yield the statements that duties were read from."""
    return (origin for duty in duties for origin in duty.origins)


def count_benefits(benefits: Iterable[Benefit]) -> int | None:
    """Count the benefits that count; None if one may count, for want of data, and no other does."""
    answers = [benefit_counts(each) for each in benefits]
    return None if None in answers and True not in answers else answers.count(True)


def benefit_counts(benefit: Benefit) -> bool | None:
    """Return whether a benefit is one that the Ethics Code does not allow; None if its kind or day is unknown."""
    own_cost = benefit.paid_by_self is True and benefit.kind not in ALSO_AT_OWN_COST
    if benefit.kind in ALLOWED or own_cost or benefit.private_relation is True:
        return False
    return None if benefit.kind is None or benefit.on is None else True
