"""The rounds of a selection: who was lowest in each, by how much, and what is left open."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.bidding import BidRounds
from tests.rules.facts.gathering.building import case_with, facts, said

pytestmark = pytest.mark.bare


def bid(
    company: str, number: int | None, amount: int | None, status: str | None = "valid", **rest: Any
) -> GatheredStatement:
    given: dict[str, Any] = {"round": number, "amount_yen": amount, "status": status}
    return said("bid", company=company, **{name: value for name, value in given.items() if value is not None}, **rest)


def rounds(*bids: GatheredStatement) -> BidRounds:
    (fact,) = facts(case_with(*bids, selection={"method": "open"}), "bid_rounds")
    assert isinstance(fact, BidRounds)
    return fact


def test_without_bids_the_rounds_are_unknown_and_the_bids_are_asked_for() -> None:
    (fact,) = facts(case_with(selection={"method": "open"}), "bid_rounds")
    assert (fact.id, fact.rounds, fact.bidders) == ("bids_known()", None, 0)
    assert facts(case_with(selection={"method": "negotiated"}), "bid_rounds") == []


def test_one_company_may_be_lowest_in_every_round() -> None:
    found = rounds(
        bid("hikari", 1, 100), bid("kita", 1, 120), bid("oya", 1, 110), bid("hikari", 2, 90), bid("kita", 2, 91)
    )
    assert (found.rounds, found.bidders, found.same_lowest, found.lowest) == (2, 3, True, "hikari")


def test_the_smallest_distance_is_a_share_of_the_next_bid_rounded_down() -> None:
    found = rounds(bid("hikari", 1, 60), bid("kita", 1, 100), bid("hikari", 2, 59), bid("kita", 2, 61))
    assert found.smallest_gap_bp == 327


def test_a_round_with_one_bid_has_no_distance() -> None:
    assert rounds(bid("hikari", 1, 60)).smallest_gap_bp is None
    assert rounds(bid("hikari", 1, 60), bid("kita", 1, 80), bid("hikari", 2, 59)).smallest_gap_bp == 2500


def test_the_lowest_may_change() -> None:
    found = rounds(bid("hikari", 1, 100), bid("kita", 1, 120), bid("hikari", 2, 90), bid("kita", 2, 89))
    assert (found.same_lowest, found.lowest) == (False, None)


def test_a_company_that_is_lowest_together_with_another_is_lowest() -> None:
    found = rounds(bid("hikari", 1, 100), bid("kita", 1, 100), bid("hikari", 2, 90), bid("kita", 2, 89))
    assert (found.same_lowest, found.lowest, found.smallest_gap_bp) == (True, "kita", 0)


def test_bids_that_are_out_do_not_count() -> None:
    found = rounds(
        bid("oya", 1, 10, "disqualified"),
        bid("hikari", 1, 100),
        bid("minami", 2, None, "withdrawn"),
        bid("hikari", 2, 9),
    )
    assert (found.rounds, found.bidders, found.same_lowest) == (2, 1, True)
    none_left = rounds(bid("oya", 1, 10, "withdrawn"))
    assert (none_left.rounds, none_left.bidders, none_left.same_lowest) == (0, 0, None)


@pytest.mark.parametrize("unclear", [bid("kita", 2, None), bid("kita", 2, 95, None)])
def test_an_unknown_amount_or_status_leaves_the_lowest_open(unclear: GatheredStatement) -> None:
    found = rounds(bid("hikari", 1, 100), bid("kita", 1, 120), bid("hikari", 2, 90), unclear)
    assert (found.rounds, found.same_lowest, found.lowest, found.smallest_gap_bp) == (2, None, None, None)


def test_bids_without_any_number_are_one_round_while_each_company_has_one() -> None:
    assert rounds(bid("hikari", None, 100), bid("kita", None, 120)).rounds == 1
    assert rounds(bid("hikari", None, 100, on="2026-05-01"), bid("hikari", None, 90, on="2026-05-02")).rounds is None
    assert rounds(bid("hikari", None, 100), bid("kita", 2, 120)).rounds is None


def test_of_two_bids_of_a_company_in_one_round_the_later_counts() -> None:
    found = rounds(bid("hikari", 1, 100, on="2026-05-01"), bid("hikari", 1, 130, on="2026-05-02"), bid("kita", 1, 120))
    assert (found.lowest, found.bidders) == ("kita", 2)


def test_bids_for_another_call_are_no_rounds_of_this_selection() -> None:
    assert facts(case_with(bid("hikari", 1, 100, call="c1")), "bid_rounds") == []
