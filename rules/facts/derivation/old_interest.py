"""Companies that were interested parties of posts which people with a role have left (Ethics Code, art. 2(2))."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from rules.facts.derivation.benefits_since import BenefitsSince
from rules.facts.derivation.duty_periods import ALL, DutyPeriods, in_order, latest
from rules.facts.gathering.mapping.people import people_with_role
from rules.facts.gathering.mapping.reading import CaseReading, fact_days, holds_on, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.appointments import OldInterestedParty
from rules.facts.kinds.base import OPEN_END
from rules.facts.kinds.benefits import Benefit

OTHER_SERVICES: Final = frozenset({"special", "defence"})  # with the grades below: outside the Ethics Act
OTHER_GRADES: Final = frozenset({"minister", "vice_minister", "parliamentary_secretary", "council_member"})


def old_interest_facts(
    reading: CaseReading, companies: Collection[str], benefits: Collection[Benefit]
) -> Iterator[OldInterestedParty]:
    """Yield the old interested parties of everyone with a role, among the companies that participate or bid."""
    posts = {person: reading.about("appointment", "person", person) for person in people_with_role(reading)}
    bodies = {required_text(stated.values, "body") for held in posts.values() for stated in held}
    duties = DutyPeriods(reading, bodies)
    given: dict[tuple[str, str], list[Benefit]] = defaultdict(list)
    for benefit in benefits:
        given[benefit.giver, benefit.person].append(benefit)
    for person, held in posts.items():
        present = [stated for stated in held if holds_on(stated, reading.as_of)]
        left = [stated for stated in held if (stated.until_on or OPEN_END) < reading.as_of]
        outside = bool(present) and all(map(is_outside, present))
        covered = duties.covered_now(person, {required_text(post.values, "body") for post in present}) if left else ()
        for company in sorted(companies) if left and ALL not in covered else ():
            received = BenefitsSince(given[company, person])
            mover = LeavingOfficial(person, company, bool(present), outside, duties, received)
            for post in left if company not in covered else ():
                yield from mover.old_interest(post)


@dataclass(frozen=True, slots=True)
class LeavingOfficial:
    """A person who left posts, and one company, with all stated duties and the person's benefits from the company.

    `in_office`: whether the person has a post now; `outside_now`: whether the Ethics Act binds none of these.
    """

    person: str
    company: str
    in_office: bool
    outside_now: bool
    duties: DutyPeriods
    benefits: BenefitsSince

    def old_interest(self, post: GatheredStatement) -> Iterator[OldInterestedParty]:
        """Yield the old interest that one post makes of the company, after the person left it."""
        body, days = required_text(post.values, "body"), fact_days(post)
        last_day = days["until_on"]
        found = self.duties.own(self.company, self.person, body)
        own = latest(duty for track in found for duty in track.begun_by(last_day))
        to_the_end = [duty for duty in own if duty.until_on >= last_day]
        if not to_the_end and own and own[0].until_on >= days["from_on"]:
            return
        others = self.duties.longest_of_others(self.company, self.person, body)
        later = [duty for duty in others if duty.until_on > last_day]
        since = self.benefits.after(last_day)
        unknown = f"duty(person={self.person}, company={self.company})/{post.lineage}"
        yield OldInterestedParty(
            id=f"old_interested_party:{post.lineage}:{self.company}" if to_the_end else unknown,
            origins=(post.ref, *in_order(to_the_end), *in_order(later), *since.named),
            person=self.person,
            company=self.company,
            body=body,
            served_until_on=last_day,
            outside_ethics_act=is_outside(post) or self.outside_now,
            held=True if to_the_end else None,
            in_office=True if self.in_office else None,
            ended_on=max((duty.until_on for duty in later), default=None),
            benefits=since.number,
        )


def is_outside(post: GatheredStatement) -> bool:
    """Return whether the post is stated to be one that the Ethics Act does not bind."""
    return text_or_none(post.values, "service") in OTHER_SERVICES or text_or_none(post.values, "grade") in OTHER_GRADES
