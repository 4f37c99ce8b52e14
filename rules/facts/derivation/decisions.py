"""Decisions of former officials in office, as seen from the bodies that are approached now (art. 106-4(4))."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from rules.facts.derivation.service import appointments_by_person
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    holds_on,
    made_from,
    required_text,
    text_or_none,
)
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.decisions import Decision
from rules.facts.kinds.posts import CompanyPost


def decision_facts(reading: CaseReading, former: Collection[str], posts: Collection[CompanyPost]) -> Iterator[Decision]:
    """Yield the decisions of former officials, and those that are asked for where none is stated."""
    approached = sorted({required_text(stated.values, "body") for stated in reading.of("contact")})
    appointments = appointments_by_person(reading)
    decisions: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("decision"):
        decisions[required_text(stated.values, "person")].append(stated)
    companies: dict[str, set[str]] = defaultdict(set)
    for post in posts:
        companies[post.person].add(post.company)
    for person in sorted(former):
        for stated in decisions[person]:
            ministries = ministries_of(reading, stated, appointments[person])
            yield from decisions_by_body(
                stated, [each for each in approached if reading.bodies.ministry(each) in ministries]
            )
        if not decisions[person]:
            ministries = {reading.bodies.ministry(required_text(each.values, "body")) for each in appointments[person]}
            bodies = [each for each in approached if reading.bodies.ministry(each) in ministries]
            yield from unknown_decisions(person, companies[person], bodies)


def ministries_of(
    reading: CaseReading, decision: GatheredStatement, appointments: Collection[GatheredStatement]
) -> set[str]:
    """Return the ministries of a decision: as stated, else of the posts on that day, or of all posts if it has none."""
    if body := text_or_none(decision.values, "body"):
        return {reading.bodies.ministry(body)}
    on = text_or_none(decision.values, "on")
    held = [each for each in appointments if on and holds_on(each, on)]
    return {reading.bodies.ministry(required_text(each.values, "body")) for each in held or appointments}


def decisions_by_body(stated: GatheredStatement, bodies: Collection[str]) -> Iterator[Decision]:
    """Yield one decision, for each of the bodies."""
    for body in bodies:
        yield Decision(
            **made_from(stated, Decision, body),
            person=required_text(stated.values, "person"),
            company=required_text(stated.values, "company"),
            body=body,
            personally=flag_or_none(stated.values, "personally"),
            concerns_case=flag_or_none(stated.values, "concerns_this_partnership"),
            what=text_or_none(stated.values, "what"),
            on=text_or_none(stated.values, "on"),
        )


def unknown_decisions(person: str, companies: Collection[str], bodies: Collection[str]) -> Iterator[Decision]:
    """Yield unknown decisions: that nothing is stated is not "decided nothing"."""
    for company in sorted(companies):
        for body in bodies:
            made = f"decision(person={person}, company={company}, body={body})"
            yield Decision(id=made, person=person, company=company, body=body, concerns_case=True)
