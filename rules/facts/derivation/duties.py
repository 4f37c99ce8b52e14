"""Duties of people over companies (SUBMISSION.md, rule 5)."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.people import roles_in_case
from rules.facts.gathering.mapping.reading import CaseReading, fact_days, made_from, required_text, text_or_none
from rules.facts.kinds.base import OPEN_END, OPEN_START, Fact, values_of
from rules.facts.kinds.officials import Duty
from rules.facts.kinds.service import InterestedCompany

DECIDING: Final = frozenset({"decision_maker", "evaluator", "spec_author"})


def duty_facts(reading: CaseReading, people: Collection[str], companies: Collection[str]) -> Iterator[Duty]:
    """Yield the duties of these people over these companies: as stated, by their role, and for the rest unknown."""
    for person in sorted(people):
        for company in sorted(companies):
            made = f"duty(person={person}, company={company})"
            yield Duty(id=made, person=person, company=company, from_on=OPEN_START, until_on=OPEN_END)
    yield from stated_duties(reading, people, companies)
    yield from duties_by_role(reading, companies)


def stated_duties(reading: CaseReading, people: Collection[str], companies: Collection[str]) -> Iterator[Duty]:
    """Yield each `duty` statement, for its company; one with a domain alone, for all companies if it is the case's."""
    every = sorted(companies)
    for stated in reading.of("duty"):
        person, named_company = required_text(stated.values, "person"), text_or_none(stated.values, "company")
        covers_all = named_company is None and text_or_none(stated.values, "domain") == reading.domain
        of_one = [named_company] if named_company is not None and named_company in companies else []
        for company in (every if covers_all else of_one) if person in people else ():
            yield Duty(
                **made_from(stated, Duty, company),
                **fact_days(stated),
                person=person,
                company=company,
                held=True,
                function=text_or_none(stated.values, "function"),
                body=text_or_none(stated.values, "body"),
            )


def duties_by_role(reading: CaseReading, companies: Collection[str]) -> Iterator[Duty]:
    """Yield duties of people who decide, evaluate or specify, posted in or under a signatory, since the call opened.

    Such a duty is about what the partnership gives: a subsidy, else a contract.
    """
    function = "subsidy" if text_or_none(reading.case.proposal, "scheme") == "grant" else "contract"
    since = text_or_none(reading.case.selection, "opened_on") or reading.proposed_on
    deciding = {person for person, role in roles_in_case(reading) if role in DECIDING}
    appointed: dict[tuple[str, str], tuple[str, ...]] = {}
    for stated in reading.now("appointment"):
        person, body = (
            required_text(stated.values, "person"),
            reading.signatory_over(required_text(stated.values, "body")),
        )
        if person in deciding and body:
            appointed[person, body] = (*appointed.get((person, body), ()), stated.ref)
    for (person, body), origins in sorted(appointed.items()):
        made = f"duty:role:{person}" if body == reading.sponsor else f"duty:role:{person}:{body}"
        for company in sorted(companies):
            yield Duty(
                id=f"{made}:{company}",
                origins=origins,
                person=person,
                company=company,
                from_on=since,
                until_on=OPEN_END,
                held=True,
                function=function,
                body=body,
            )


def duties_asked_for(reading: CaseReading, stated: Collection[Fact], derived: Collection[Fact]) -> Iterator[Fact]:
    """Yield the derived facts without duties over bidders that no person of the case has anything to do with.

    Rules ask for duties over a company that takes part, or with which a person has a tie, a post, a benefit or talks.
    With each person and each of a hundred bidders the others would be most facts of a case.
    """
    used = {origin for fact in derived for origin in fact.origins}
    near = {*participating_companies(reading), *companies_near_people(reading, (*stated, *derived))}
    for fact in derived:
        if not isinstance(fact, Duty) or fact.company in near or fact.id in used:
            yield fact


def companies_near_people(reading: CaseReading, facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the companies that a fact names together with a person, without duties and facts for missing data."""
    sorts = {party: values.get("sort") for party, values in reading.case.parties.items()}
    for fact in facts:
        if isinstance(fact, Duty | InterestedCompany) or "(" in fact.id:
            continue
        parties = [value for value in values_of(fact) if isinstance(value, str) and value in sorts]
        if any(sorts[party] == "person" for party in parties):
            yield from (party for party in parties if sorts[party] == "company")
