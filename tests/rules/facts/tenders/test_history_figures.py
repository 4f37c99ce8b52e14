"""Figures of bidders: pairs, turns, withdrawals and jumps of price, from earlier days alone."""

from fractions import Fraction
from itertools import permutations, product

import pytest

from rules.facts.tenders.screens import figures_of_each
from rules.facts.tenders.tender import Figures, Tender, TenderBid
from rules.facts.tenders.turns import chance_of_so_few_repeats, repeats_in

pytestmark = pytest.mark.bare


def tender(day: int, bidders: str, winner: str | None = None, *, ratio: float = 0.9, withdrew: str = "") -> Tender:
    bids = [
        TenderBid(each, ratio * 100 + place, each == winner, each not in withdrew, each in withdrew)
        for place, each in enumerate(bidders)
    ]
    return Tender(f"{day}-{bidders}", f"2026-06-{day:02}", bids, reserve=100)


def last(*tenders: Tender) -> Figures:
    return list(figures_of_each(tenders))[-1][1]


def test_exclusivity_is_bids_together_over_the_bids_of_the_one_with_fewer() -> None:
    found = last(
        tender(1, "ab"), tender(2, "ab"), tender(3, "ab"), tender(4, "ac"), tender(5, "ac"), tender(6, "abc", "c")
    )
    assert found["most_exclusive"] == 1.0  # a and b: three together, b made three
    assert found["known_bidders"] == pytest.approx(2 / 3)  # c made two
    assert found["met_before"] == pytest.approx(2 / 3)  # b and c never met
    assert found["winner_exclusivity"] is None


def test_nothing_of_a_tender_of_the_same_day_or_later_is_read() -> None:
    before = [tender(1, "ab", "a"), tender(2, "ab", "b")]
    alone = list(figures_of_each([*before, tender(3, "ab", "a")]))[-1][1]
    mixed = [tender(3, "abc", "b"), tender(9, "ab", "b"), tender(3, "ab", "a"), *before]
    among = {each.key: figures for each, figures in figures_of_each(mixed)}
    assert among["3-ab"] == alone


def test_the_order_of_a_file_changes_nothing() -> None:
    tenders = [tender(day, "abc"[: 2 + day % 2], "ab"[day % 2]) for day in (1, 1, 2, 3, 3, 4, 5, 6)]
    assert {t.key: f for t, f in figures_of_each(tenders)} == {t.key: f for t, f in figures_of_each(tenders[::-1])}


def test_the_winner_has_waited_longest() -> None:
    before = [tender(1, "abc", "a"), tender(2, "abc", "b"), tender(3, "abc", "c")]
    assert last(*before, tender(4, "abc", "a"))["winner_waited"] == 1.0
    assert last(*before, tender(4, "abc", "c"))["winner_waited"] == 0.0


def test_winners_in_turn_alternate_always() -> None:
    before = [tender(day, "ab", "ab"[day % 2]) for day in range(1, 7)]
    found = last(*before, tender(8, "ab", "a"))
    assert found["alternation"] == 1.0
    assert found["chance_of_order"] == pytest.approx(2 / 20)  # of the orders of three a and three b


def test_withdrawals_are_unknown_until_one_is_on_record() -> None:
    before = [tender(day, "ab") for day in (1, 2, 3)]
    assert last(*before, tender(5, "ab"))["never_withdrew"] is None
    assert last(*before, tender(4, "ab", withdrew="b"), tender(5, "ab"))["never_withdrew"] == 0.5


def test_a_price_jumps_where_the_group_has_changed() -> None:
    before = [tender(1, "abc", ratio=0.95), tender(2, "abc", ratio=0.95)]
    assert last(*before, tender(3, "abcd", ratio=0.8))["price_jump"] == pytest.approx(-0.15)
    assert last(*before, tender(3, "abc", ratio=0.8))["price_jump"] == 0.0
    assert last(*before, tender(3, "xyz", ratio=0.8))["price_jump"] is None


def test_bidders_that_a_source_hides_have_no_history() -> None:
    hidden = Tender("h", "2026-06-30", [TenderBid("a", 90), TenderBid("b", 91)], named=False)
    found = last(tender(1, "ab", "a"), hidden)
    assert found["exclusivity"] is found["alternation"] is None
    assert found["spread"] is not None


@pytest.mark.parametrize("winners", ["abab", "aabb", "abcabc", "aaab", "abcba"])
def test_the_chance_of_so_few_repeats_is_that_of_all_orders(winners: str) -> None:
    orders = set(permutations(winners))
    few = sum(repeats_in(order) <= repeats_in(winners) for order in orders)
    assert chance_of_so_few_repeats(winners) == Fraction(few, len(orders))


def test_the_chance_is_right_for_every_short_series() -> None:
    for winners in product("abc", repeat=5):
        if len(set(winners)) > 1:
            orders = set(permutations(winners))
            few = sum(repeats_in(order) <= repeats_in(winners) for order in orders)
            assert chance_of_so_few_repeats(winners) == Fraction(few, len(orders))
