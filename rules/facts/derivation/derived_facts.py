"""All facts that follow from the stated ones, in three groups: people, companies, the selection."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rules.facts.derivation.award_history import award_facts
from rules.facts.derivation.bid_ratio import ratio_facts
from rules.facts.derivation.bids import bid_facts
from rules.facts.derivation.chosen import choice_facts
from rules.facts.derivation.clearances import clearance_facts
from rules.facts.derivation.complainants import complainant_facts
from rules.facts.derivation.completed_awards import completed_awards
from rules.facts.derivation.contract import contract_facts
from rules.facts.derivation.court_days import court_period
from rules.facts.derivation.decisions import decision_facts
from rules.facts.derivation.duties import duty_facts
from rules.facts.derivation.exclusions import exclusion_facts
from rules.facts.derivation.former_officials import former_officials
from rules.facts.derivation.gpa import procurement_covered
from rules.facts.derivation.harm import harm_facts
from rules.facts.derivation.history import histories_known
from rules.facts.derivation.in_office import ties_in_office
from rules.facts.derivation.job_offers import interested_companies, job_offers
from rules.facts.derivation.lead_sides import lead_side_facts
from rules.facts.derivation.listed_parties import listed_facts
from rules.facts.derivation.market_screens import market_facts_of_selection
from rules.facts.derivation.markets import market_facts
from rules.facts.derivation.notice import award_published, notice_facts
from rules.facts.derivation.old_interest import old_interest_facts
from rules.facts.derivation.past_orders import past_orders
from rules.facts.derivation.private_proposal import private_proposal_facts
from rules.facts.derivation.re_employment import joined_companies
from rules.facts.derivation.related_companies import related_facts
from rules.facts.derivation.reviewers import reviewer_ties
from rules.facts.derivation.rival_disputes import dispute_facts
from rules.facts.derivation.rounds import round_facts
from rules.facts.derivation.seats import seat_facts
from rules.facts.derivation.service import service_facts
from rules.facts.derivation.shared_details import shared_detail_facts
from rules.facts.derivation.small_orders import small_order_facts
from rules.facts.derivation.stakes import stakes_through_companies
from rules.facts.derivation.ties import DatedTies
from rules.facts.derivation.transactions import transaction_facts
from rules.facts.derivation.treaty_cover import treaty_facts
from rules.facts.gathering.mapping.people import people_with_role
from rules.facts.gathering.mapping.reading import CaseReading, required_text
from rules.facts.kinds.base import Fact
from rules.facts.kinds.benefits import Benefit
from rules.facts.kinds.holdings import HoldsStake, SecuritiesTrade
from rules.facts.kinds.officials import LeftService
from rules.facts.kinds.posts import CompanyPost

# Kinds of statements by which somebody is the owner or officer of a company, and no more.
OF_COMPANIES: Final = frozenset({"shareholding", "control", "directorship", "foreign_acquisition", "contact_details"})


@dataclass(frozen=True, slots=True)
class DerivationInput:
    """The input of every derivation: the case, the companies that take part or bid, stated facts, ties, bids."""

    reading: CaseReading
    in_case: Sequence[str]
    stated: Sequence[Fact]
    ties: DatedTies
    bids: Sequence[Fact]


def derived_facts(
    reading: CaseReading, in_case: Sequence[str], stated: Sequence[Fact], ties: DatedTies
) -> Iterator[Fact]:
    """Yield the facts that follow from the stated ones. `ties` are those of the day of the assessment.

    Those on the organisation of the day are apart (`rules.facts.derivation.government`): it alone differs under most
    drafts of a reorganisation.
    """
    given = DerivationInput(reading, in_case, stated, ties, list(bid_facts(reading, ties.groups)))
    yield from facts_of_people(given)
    yield from facts_of_companies(given)
    yield from facts_of_selection(given)


def facts_of_people(given: DerivationInput) -> Iterator[Fact]:
    """Yield seats, service, duties, decisions, offers and ties of people."""
    reading, stated = given.reading, given.stated
    yield from seat_facts(reading)
    service = list(service_facts(reading))
    yield from service
    left = [fact for fact in service if isinstance(fact, LeftService)]
    former = {fact.person for fact in left}
    posts = [fact for fact in stated if isinstance(fact, CompanyPost)]
    yield from duty_facts(reading, {*people_with_role(reading), *former}, given.in_case)
    yield from decision_facts(reading, former, posts)
    yield from joined_companies(reading, left, posts)
    offers = list(job_offers(reading))
    yield from offers
    yield from interested_companies(reading, offers, given.in_case)
    indirect = list(stakes_through_companies(reading, given.ties))
    yield from indirect
    yield from ties_in_office([*stated, *indirect])
    yield from old_interest_facts(reading, given.in_case, [fact for fact in stated if isinstance(fact, Benefit)])
    yield from reviewer_ties(reading, stated, given.bids)


def facts_of_companies(given: DerivationInput) -> Iterator[Fact]:
    """Yield groups and relations of companies, their markets, lists, transactions, disputes and treaties."""
    reading, stated, ties = given.reading, given.stated, given.ties
    tied = tied_to_people(reading, stated)
    yield from related_facts(
        reading, ties, given.in_case, tied, tied_to_people(reading, stated, in_government(reading))
    )
    yield from market_facts(reading)
    yield from transaction_facts(reading)
    yield from exclusion_facts(reading)
    yield from past_orders(reading, given.in_case)
    yield from listed_facts(reading, ties)
    yield from clearance_facts(reading)
    yield from dispute_facts(reading, ties.groups)
    yield from treaty_facts(reading, stated)
    yield from harm_facts(reading, stated)
    yield court_period(reading.as_of)


def facts_of_selection(given: DerivationInput) -> Iterator[Fact]:
    """Yield bids, earlier awards, notices and figures of the selection, and who leads."""
    reading, ties, bids = given.reading, given.ties, given.bids
    yield from bids
    yield from round_facts(reading)
    yield from choice_facts(reading)
    yield from ratio_facts(reading)
    yield from shared_detail_facts(reading, ties, bids)
    yield from histories_known(reading)
    awards = completed_awards(reading)
    yield from award_facts(reading, ties.groups, awards)
    posts = [fact for fact in given.stated if isinstance(fact, CompanyPost)]
    yield from former_officials(reading, ties.groups, posts, awards)
    yield from small_order_facts(reading, ties, awards)
    yield from complainant_facts(reading, given.stated)
    size = procurement_covered(reading)
    yield size
    yield from notice_facts(reading, size)
    yield from award_published(reading)
    yield from private_proposal_facts(reading, ties, bids)
    yield from contract_facts(reading)
    yield from market_facts_of_selection(reading)
    yield from lead_side_facts(reading)


def tied_to_people(reading: CaseReading, stated: Iterable[Fact], people: Container[str] | None = None) -> set[str]:
    """Return the companies that people own, traded or have a post in, want one in, or decided about.

    `people`: the owners and holders of a post that count; None for everybody.
    """
    facts = [fact for fact in stated if isinstance(fact, CompanyPost | SecuritiesTrade | HoldsStake)]
    posts = {
        fact.company for fact in facts if not isinstance(fact, HoldsStake) and (people is None or fact.person in people)
    }
    holdings = (fact for fact in facts if isinstance(fact, HoldsStake) and reading.sort_of(fact.holder) == "person")
    held = {fact.company for fact in holdings if people is None or fact.holder in people}
    acted = (*reading.of("decision"), *reading.now("job_offer"))
    return posts | held | {required_text(each.values, "company") for each in acted}


def in_government(reading: CaseReading) -> set[str]:
    """Return the people with a role in this case, and those of whom more is stated than what companies they are of."""
    found = set(people_with_role(reading))
    for kind, statements in reading.by_kind.items():
        if kind not in OF_COMPANIES:
            values = (value for each in statements for value in each.values.values())
            found |= {each for each in values if isinstance(each, str) and reading.sort_of(each) == "person"}
    return found
