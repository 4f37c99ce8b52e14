"""Bidders of whom very many have one thing in common: each of them is named, and not each of their pairs."""

from fractions import Fraction
from itertools import combinations
from types import SimpleNamespace
from typing import Any, Final

import pytest

from institutions.parties.ownership.shares import EffectiveShare
from rules.facts.derivation.shared_details import MOST_IN_PAIRS, common_control, common_owners, offer_pairs, offers_of
from rules.facts.kinds.procurement import Bidder

pytestmark = pytest.mark.bare
DAY: Final = "2026-06-01"


def bidder(company: str, *, offer: str = "", way: str = "bid", valid: bool | None = True) -> Bidder:
    return Bidder(id=f"bidder:{company}", company=company, offer=offer or company, way=way, on=DAY, valid=valid)


def names(number: int) -> list[str]:
    return [f"c{place:03}" for place in range(number)]


def test_of_few_each_pair_is_compared() -> None:
    few = names(MOST_IN_PAIRS)
    offers = offers_of(map(bidder, few))
    assert list(offer_pairs(offers, few)) == list(combinations(few, 2))


def test_of_more_each_is_compared_with_the_first() -> None:
    more = names(MOST_IN_PAIRS + 1)
    offers = offers_of(map(bidder, more))
    told = ["c007", *more]
    pairs = list(offer_pairs(offers, told))
    assert len(pairs) == MOST_IN_PAIRS
    assert all("c007" in pair and first < second for pair in pairs for first, second in [pair])
    assert {each for pair in pairs for each in pair} == set(more)


def test_members_of_the_offer_of_the_first_are_compared_with_the_next_offer() -> None:
    more = names(MOST_IN_PAIRS + 9)
    offers = offers_of([bidder(each, offer="c000" if place < 5 else "") for place, each in enumerate(more)])
    pairs = list(offer_pairs(offers, more))
    assert all(offers[first] != offers[second] for first, second in pairs)
    assert {each for pair in pairs for each in pair} == set(more)
    assert len(pairs) == len(set(pairs)) <= len(more)


def test_one_offer_of_very_many_has_no_pair() -> None:
    more = names(MOST_IN_PAIRS + 9)
    assert list(offer_pairs(offers_of([bidder(each, offer="c000") for each in more]), more)) == []


def test_a_bid_that_counts_for_certain_comes_first() -> None:
    """Were it one without a bid, no rule would look at any of the pairs."""
    given = [bidder("a", way="participant"), bidder("b", valid=None), bidder("c"), bidder("d", valid=False)]
    assert list(offers_of(given)) == ["c", "b", "a"]


def tied_to(owner: str) -> Any:
    """Return ties by which one company owns and controls all others."""

    def of_others(company: str) -> set[str]:
        return {owner} - {company}

    def share(holder: str, company: str) -> EffectiveShare | None:
        if (holder == owner) == (company == owner):
            return None
        return EffectiveShare(holder, company, Fraction(3, 5), partly_unknown=False, origins=())

    ownership = SimpleNamespace(holders_of=of_others, effective_share=share)
    control = SimpleNamespace(controllers_of=of_others, origins_between=lambda _holder, _company: ())
    return SimpleNamespace(ownership=ownership, control=control)


@pytest.mark.parametrize("owner", [bidder("x", way="participant"), bidder("x", valid=None)])
@pytest.mark.parametrize("common", [common_owners, common_control])
def test_an_owner_whose_own_bid_is_not_certain_does_not_stand_for_all(owner: Bidder, common: Any) -> None:
    certain = names(MOST_IN_PAIRS + 1)
    offers = offers_of([*map(bidder, certain), owner])
    found = list(common(tied_to("x"), offers))
    looked_at = {each for fact in found for each in (fact.first, fact.second) if "x" not in (fact.first, fact.second)}
    assert looked_at == set(certain)
