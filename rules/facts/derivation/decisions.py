"""Decisions of former officials in office, as seen from the bodies that are approached now (art. 106-4(4))."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from rules.facts.derivation.service import appointments_by_person
from rules.facts.gathering.mapping.reading import Reading, flag, holds_on, made_from, named, text
from rules.facts.gathering.stated import Stated
from rules.facts.kinds.decisions import Decision
from rules.facts.kinds.posts import CompanyPost


def decision_facts(reading: Reading, former: Collection[str], posts: Collection[CompanyPost]) -> Iterator[Decision]:
    """Yield the decisions of former officials, and those that are asked for where none is stated."""
    approached = sorted({named(stated.values, "body") for stated in reading.of("contact")})
    appointments = appointments_by_person(reading)
    decisions: dict[str, list[Stated]] = defaultdict(list)
    for stated in reading.of("decision"):
        decisions[named(stated.values, "person")].append(stated)
    companies: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        companies[post.person].add(post.company)
    for person in sorted(former):
        for stated in decisions[person]:
            ministries = ministries_of(reading, stated, appointments[person])
            yield from decided(stated, [each for each in approached if reading.bodies.ministry(each) in ministries])
        if not decisions[person]:
            ministries = {reading.bodies.ministry(named(each.values, "body")) for each in appointments[person]}
            bodies = [each for each in approached if reading.bodies.ministry(each) in ministries]
            yield from unknown(person, companies[person], bodies)


def ministries_of(reading: Reading, decision: Stated, appointments: Collection[Stated]) -> set[str]:
    """Return the ministries of a decision: as stated, else of the posts on that day, or of all posts if it has none."""
    if body := text(decision.values, "body"):
        return {reading.bodies.ministry(body)}
    on = text(decision.values, "on")
    held = [each for each in appointments if on and holds_on(each, on)]
    return {reading.bodies.ministry(named(each.values, "body")) for each in held or appointments}


def decided(stated: Stated, bodies: Collection[str]) -> Iterator[Decision]:
    """Yield one decision, for each of the bodies."""
    for body in bodies:
        yield Decision(
            **made_from(stated, Decision, body),
            person=named(stated.values, "person"),
            company=named(stated.values, "company"),
            body=body,
            personally=flag(stated.values, "personally"),
            concerns_case=flag(stated.values, "concerns_this_partnership"),
            what=text(stated.values, "what"),
            on=text(stated.values, "on"),
        )


def unknown(person: str, companies: Collection[str], bodies: Collection[str]) -> Iterator[Decision]:
    """Yield unknown decisions: that nothing is stated is not "decided nothing"."""
    for company in sorted(companies):
        for body in bodies:
            made = f"decision(person={person}, company={company}, body={body})"
            yield Decision(id=made, person=person, company=company, body=body, concerns_case=True)
