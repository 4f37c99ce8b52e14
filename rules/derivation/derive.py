"""All facts of one case: what was stated, and what follows from it. Pure: the same case gives the same facts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Final

from rules.derivation.award_history import award_facts
from rules.derivation.bid_ratio import ratio_facts
from rules.derivation.bids import bid_facts, companies_in_case
from rules.derivation.duties import duty_facts
from rules.derivation.history import histories_known
from rules.derivation.in_common import in_common_facts
from rules.derivation.markets import market_facts
from rules.derivation.related import related_facts
from rules.derivation.rounds import round_facts
from rules.derivation.seats import seat_facts
from rules.derivation.service import service_facts
from rules.derivation.stakes import stakes_through_companies
from rules.derivation.ties import ties_on
from rules.derivation.treaty_cover import treaty_facts
from rules.facts.base import Fact
from rules.facts.holdings import HoldsStake
from rules.facts.officials import LeftService
from rules.facts.posts import CompanyPost
from rules.gathering.mapping.companies import company_facts
from rules.gathering.mapping.conduct import conduct_facts
from rules.gathering.mapping.holdings import holding_facts
from rules.gathering.mapping.measures import measure_facts
from rules.gathering.mapping.people import people_facts, with_role
from rules.gathering.mapping.posts import post_facts
from rules.gathering.mapping.proposal import proposal_facts
from rules.gathering.mapping.reading import Reading, reading_of
from rules.gathering.mapping.subcontracts import subcontract_facts
from rules.gathering.stated import CaseInput

ASKS: Final = "("  # in the id of a fact that stands for missing data


def facts_of(case: CaseInput) -> tuple[Fact, ...]:
    """Every fact of the case, sorted by id. Exactly one is of the type `partnership`."""
    reading = reading_of(case)
    in_case = companies_in_case(reading)
    stated = merged(
        [
            *proposal_facts(reading),
            *people_facts(reading),
            *post_facts(reading),
            *holding_facts(reading),
            *company_facts(reading),
            *measure_facts(reading, in_case),
            *subcontract_facts(reading),
            *conduct_facts(reading),
        ]
    )
    derived = list(with_facts_as_origins(derived_facts(reading, in_case, stated), stated))
    return merged([*asked_for(reading, stated, derived), *derived])


def derived_facts(reading: Reading, in_case: list[str], stated: tuple[Fact, ...]) -> list[Fact]:
    """What follows from the facts that were stated."""
    ties = ties_on(reading, reading.as_of)
    service = list(service_facts(reading))
    bids = list(bid_facts(reading, ties.groups))
    left = {fact.person for fact in service if isinstance(fact, LeftService)}
    return [
        *seat_facts(reading),
        *service,
        *duty_facts(reading, {*with_role(reading), *left}, in_case),
        *stakes_through_companies(reading, ties),
        *related_facts(reading, ties, in_case, tied_to_people(reading, stated)),
        *bids,
        *round_facts(reading),
        *ratio_facts(reading),
        *histories_known(reading),
        *award_facts(reading, ties.groups),
        *market_facts(reading),
        *in_common_facts(reading, ties, bids),
        *treaty_facts(reading, stated),
    ]


def tied_to_people(reading: Reading, stated: Iterable[Fact]) -> set[str]:
    """The companies that a person holds a part of or has a post in."""
    posts = {fact.company for fact in stated if isinstance(fact, CompanyPost)}
    holdings = (fact for fact in stated if isinstance(fact, HoldsStake))
    return posts | {fact.company for fact in holdings if reading.sort_of(fact.holder) == "person"}


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


def merged(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts of one type with equal values become one, under the smallest id, with the origins of all.

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
        by_id[first.id].append(replace(first, origins=tuple(sorted(origins))))
    numbered = [
        replace(fact, id=fact.id if number == 1 else f"{fact.id}#{number}")
        for found in by_id.values()
        for number, fact in enumerate(sorted(found, key=lambda fact: repr(values_of(fact))), start=1)
    ]
    return tuple(sorted(numbered, key=lambda fact: fact.id))


def values_of(fact: Fact) -> tuple[object, ...]:
    """The type and all values of a fact, without its id and origins; True is not 1 here."""
    given = (getattr(fact, each.name) for each in fields(fact) if each.name not in ("id", "origins"))
    return (fact.type, *((type(value).__name__, value) for value in given))
