"""All facts of one case: what was stated, and what follows from it. Pure: the same case gives the same facts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Final

from rules.derivation.bid_ratio import ratio_facts
from rules.derivation.bids import bid_facts, companies_in_case
from rules.derivation.clearances import clearance_facts
from rules.derivation.complainants import complainant_facts
from rules.derivation.contract import contract_facts
from rules.derivation.court_days import court_period
from rules.derivation.decisions import decision_facts
from rules.derivation.duties import duties_asked_for, duty_facts
from rules.derivation.exclusions import exclusion_facts
from rules.derivation.gpa import procurement_covered
from rules.derivation.history import history_facts
from rules.derivation.in_common import in_common_facts
from rules.derivation.in_office import ties_in_office
from rules.derivation.listed_parties import listed_facts
from rules.derivation.markets import market_facts
from rules.derivation.notice import award_published, notice_facts
from rules.derivation.offers import interested_companies, job_offers
from rules.derivation.old_interest import old_interest_facts
from rules.derivation.private_proposal import private_proposal_facts
from rules.derivation.re_employment import joined_companies
from rules.derivation.related import related_facts
from rules.derivation.reviewers import reviewer_ties
from rules.derivation.rival_disputes import dispute_facts
from rules.derivation.rounds import round_facts
from rules.derivation.seats import seat_facts
from rules.derivation.service import service_facts
from rules.derivation.small_orders import small_order_facts
from rules.derivation.stakes import stakes_through_companies
from rules.derivation.ties import ties_on
from rules.derivation.transactions import transaction_facts
from rules.derivation.treaty_cover import treaty_facts
from rules.facts.base import NOT_VALUES, Fact
from rules.facts.benefits import Benefit
from rules.facts.holdings import HoldsStake, SecuritiesTrade
from rules.facts.officials import LeftService
from rules.facts.posts import CompanyPost
from rules.gathering.mapping.acquisitions import acquisition_facts
from rules.gathering.mapping.appointments import appointment_facts
from rules.gathering.mapping.benefits import benefit_facts
from rules.gathering.mapping.companies import company_facts
from rules.gathering.mapping.conduct import conduct_facts
from rules.gathering.mapping.export_items import export_facts
from rules.gathering.mapping.holdings import holding_facts
from rules.gathering.mapping.infrastructure import infrastructure_facts
from rules.gathering.mapping.measures import measure_facts
from rules.gathering.mapping.patents import patent_facts
from rules.gathering.mapping.people import people_facts, with_role
from rules.gathering.mapping.posts import post_facts
from rules.gathering.mapping.proposal import proposal_facts
from rules.gathering.mapping.reading import Reading, named, reading_of
from rules.gathering.mapping.research import research_facts
from rules.gathering.mapping.subcontracts import subcontract_facts
from rules.gathering.stated import CaseInput

ASKS: Final = "("  # in the id of a fact that stands for missing data


def facts_of(case: CaseInput) -> tuple[Fact, ...]:
    """Every fact of the case, sorted by id. Exactly one is of the type `partnership`."""
    reading = reading_of(case)
    in_case = companies_in_case(reading)
    claims = frozenset(each.ref for each in case.statements if each.confidence == "claim")
    read = [
        *proposal_facts(reading),
        *people_facts(reading),
        *appointment_facts(reading),
        *benefit_facts(reading),
        *post_facts(reading),
        *holding_facts(reading),
        *research_facts(reading),
        *company_facts(reading),
        *measure_facts(reading, in_case),
        *subcontract_facts(reading),
        *conduct_facts(reading),
        *infrastructure_facts(reading),
        *acquisition_facts(reading),
        *patent_facts(reading),
        *export_facts(reading),
    ]
    stated = merged(with_claims(read, claims))
    derived = list(with_claims(with_facts_as_origins(derived_facts(reading, in_case, stated), stated), claims))
    return merged([*asked_for(reading, stated, derived), *duties_asked_for(reading, stated, derived)])


def derived_facts(reading: Reading, in_case: list[str], stated: tuple[Fact, ...]) -> list[Fact]:
    """What follows from the facts that were stated."""
    ties = ties_on(reading, reading.as_of)
    service = list(service_facts(reading))
    bids = list(bid_facts(reading, ties.groups))
    left = [fact for fact in service if isinstance(fact, LeftService)]
    former = {fact.person for fact in left}
    offers = list(job_offers(reading))
    with_duties = {*with_role(reading), *former, *(offer.person for offer in offers)}
    duties = list(duty_facts(reading, with_duties, in_case))
    posts = [fact for fact in stated if isinstance(fact, CompanyPost)]
    indirect = list(stakes_through_companies(reading, ties))
    size = procurement_covered(reading)
    return [
        *seat_facts(reading),
        *service,
        *duties,
        *decision_facts(reading, former, posts),
        *joined_companies(reading, left, posts),
        *offers,
        *interested_companies(reading, offers, duties, in_case),
        *indirect,
        *ties_in_office([*stated, *indirect]),
        *old_interest_facts(reading, in_case, [fact for fact in stated if isinstance(fact, Benefit)]),
        *related_facts(reading, ties, in_case, tied_to_people(reading, stated)),
        *bids,
        *round_facts(reading),
        *ratio_facts(reading),
        *history_facts(reading, ties.groups),
        *market_facts(reading),
        *in_common_facts(reading, ties, bids),
        *treaty_facts(reading, stated),
        *reviewer_ties(reading, stated, bids),
        *small_order_facts(reading, ties),
        *transaction_facts(reading),
        *exclusion_facts(reading),
        court_period(reading.as_of),
        *clearance_facts(reading),
        *dispute_facts(reading, ties.groups),
        *listed_facts(reading, ties),
        *complainant_facts(reading, stated),
        size,
        *notice_facts(reading, size),
        award_published(reading),
        *private_proposal_facts(reading, ties, bids),
        *contract_facts(reading),
    ]


def tied_to_people(reading: Reading, stated: Iterable[Fact]) -> set[str]:
    """The companies that people own, traded or have a post in, want one in, or decided about."""
    posts = {fact.company for fact in stated if isinstance(fact, CompanyPost | SecuritiesTrade)}
    holdings = (fact for fact in stated if isinstance(fact, HoldsStake))
    held = {fact.company for fact in holdings if reading.sort_of(fact.holder) == "person"}
    acted = (*reading.of("decision"), *reading.now("job_offer"))
    return posts | held | {named(each.values, "company") for each in acted}


def asked_for(reading: Reading, stated: Iterable[Fact], derived: Iterable[Fact]) -> Iterable[Fact]:
    """The stated facts but for holdings of companies and bodies from which nothing follows here.

    A listed company has thousands of holders, and rules ask of people what they hold.
    """
    used = {origin for fact in derived for origin in fact.origins}
    for fact in stated:
        if not isinstance(fact, HoldsStake) or fact.id in used or reading.sort_of(fact.holder) == "person":
            yield fact


def with_facts_as_origins(derived: Iterable[Fact], stated: Iterable[Fact]) -> Iterable[Fact]:
    """The derived facts, pointing to the fact that was made from a statement instead of to the statement."""
    facts = {origin: fact.id for fact in stated for origin in fact.origins}
    for fact in derived:
        origins = tuple(dict.fromkeys(facts.get(origin, origin) for origin in fact.origins))
        yield replace(fact, origins=origins)


def with_claims(facts: Iterable[Fact], claims: frozenset[str]) -> Iterable[Fact]:
    """The facts, those marked that are read from one of these statements; what follows from a marked one is not."""
    for fact in facts:
        yield fact if claims.isdisjoint(fact.origins) else replace(fact, claimed=True)


def merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts of one type with equal values become one, under the smallest id, with the origins of all.

    It is claimed only if each of them is: what one states as a claim and another as a fact is a fact.
    A fact that asks for missing data keeps its own id, which names it: `ownership_known(company=…)/…`.
    Two different facts with one id (a company named twice in one role, once as major) get numbered ids.
    """
    same: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        same[(fact.id,) if ASKS in fact.id else (), values_of(fact)].append(fact)
    kept = {fact.id: min(each.id for each in found) for found in same.values() for fact in found}
    by_id: dict[str, list[Fact]] = defaultdict(list)
    for found in same.values():
        first = min(found, key=lambda fact: fact.id)
        origins = {kept.get(origin, origin) for fact in found for origin in fact.origins} - {first.id}
        claimed = all(fact.claimed for fact in found)
        by_id[first.id].append(replace(first, origins=tuple(sorted(origins)), claimed=claimed))
    numbered = [
        replace(fact, id=fact.id if number == 1 else f"{fact.id}#{number}")
        for found in by_id.values()
        for number, fact in enumerate(sorted(found, key=lambda fact: repr(values_of(fact))), start=1)
    ]
    return tuple(sorted(numbered, key=lambda fact: fact.id))


def values_of(fact: Fact) -> tuple[object, ...]:
    """The type and all values of a fact, without where it comes from; True is not 1 here."""
    given = (getattr(fact, each.name) for each in fields(fact) if each.name not in NOT_VALUES)
    return (fact.type, *((type(value).__name__, value) for value in given))
