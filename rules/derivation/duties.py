"""Whose duties cover which company (SUBMISSION.md, rule 5)."""

from collections.abc import Collection, Iterator
from typing import Final

from rules.facts.base import OPEN_END, OPEN_START
from rules.facts.officials import Duty
from rules.gathering.mapping.people import roles
from rules.gathering.mapping.reading import Reading, made_from, named, span, text

DECIDING: Final = frozenset({"decision_maker", "evaluator", "spec_author"})


def duty_facts(reading: Reading, people: Collection[str], companies: Collection[str]) -> Iterator[Duty]:
    """The duties of these people over these companies: as stated, by their role, and for the rest unknown."""
    for person in sorted(people):
        for company in sorted(companies):
            made = f"duty(person={person}, company={company})"
            yield Duty(id=made, person=person, company=company, from_on=OPEN_START, until_on=OPEN_END)
    yield from stated_duties(reading, people, companies)
    yield from duties_by_role(reading, companies)


def stated_duties(reading: Reading, people: Collection[str], companies: Collection[str]) -> Iterator[Duty]:
    """Each `duty` statement, for its company; one that names a domain alone, for all of them if it is the case's."""
    for stated in reading.of("duty"):
        person, named_company = named(stated.values, "person"), text(stated.values, "company")
        covers_all = named_company is None and text(stated.values, "domain") == reading.domain
        for company in sorted(companies) if person in people else ():
            if covers_all or company == named_company:
                yield Duty(
                    **made_from(stated, Duty, company),
                    **span(stated),
                    person=person,
                    company=company,
                    held=True,
                    function=text(stated.values, "function"),
                    body=text(stated.values, "body"),
                )


def duties_by_role(reading: Reading, companies: Collection[str]) -> Iterator[Duty]:
    """Who decides, evaluates or specifies and is appointed in the sponsor or under it, since the call was opened.

    Such a duty is about what the partnership gives: a subsidy, else a contract.
    """
    function = "subsidy" if text(reading.case.proposal, "scheme") == "grant" else "contract"
    since = text(reading.case.selection, "opened_on") or reading.proposed_on
    deciding = {person for person, role in roles(reading) if role in DECIDING}
    appointed: dict[str, tuple[str, ...]] = {}
    for stated in reading.now("appointment"):
        person = named(stated.values, "person")
        if person in deciding and reading.bodies.within(named(stated.values, "body"), reading.sponsor):
            appointed[person] = (*appointed.get(person, ()), stated.ref)
    for person, origins in sorted(appointed.items()):
        for company in sorted(companies):
            yield Duty(
                id=f"duty:role:{person}:{company}",
                origins=origins,
                person=person,
                company=company,
                from_on=since,
                until_on=OPEN_END,
                held=True,
                function=function,
                body=reading.sponsor,
            )
