"""Amounts with and without consumption tax are compared on one basis; where one is not known, as they are."""

from typing import Any

import pytest

from rules.facts.gathering.mapping.tax import Amount, no_tax_rates, on_one_basis, with_tax
from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, tax_rate

pytestmark = pytest.mark.bare


def test_amounts_are_converted_where_their_bases_differ_and_all_are_known() -> None:
    included, excluded = Amount(110, "included", "2026-06-15"), Amount(100, "excluded", "2019-09-30")
    unknown = Amount(105, None, "2026-06-15")
    for amounts, yen, stated, days in (
        ([included, excluded], (110, 108), True, ("2019-09-30",)),
        ([excluded, excluded], (100, 100), True, ()),
        ([included, included], (110, 110), True, ()),
        ([included, excluded, unknown], (110, 100, 105), False, ()),
        ([unknown, unknown], (105, 105), False, ()),
        ([], (), True, ()),
    ):
        found = on_one_basis(amounts, tax_rate)
        assert (found.yen, found.stated, found.added_on) == (yen, stated, days), amounts


def test_without_a_known_rate_amounts_are_compared_as_they_are() -> None:
    pair = [Amount(110, "included", "2026-06-15"), Amount(100, "excluded", "2026-06-15")]
    assert on_one_basis(pair, no_tax_rates) == with_tax(pair, no_tax_rates)
    assert (with_tax(pair, no_tax_rates).yen, with_tax(pair, no_tax_rates).stated) == ((110, 100), False)


def test_tax_is_rounded_down_to_whole_yen_at_the_rate_of_the_day() -> None:
    for on, yen in (("2019-09-30", 1_078), ("2019-10-01", 1_098)):
        assert with_tax([Amount(999, "excluded", on)], tax_rate).yen == (yen,), on


def bid(company: str, yen: int, **rest: Any) -> GatheredStatement:
    return said("bid", company=company, amount_yen=yen, status="valid", **rest)


def test_a_bid_without_tax_is_compared_with_a_reserve_price_with_tax() -> None:
    def ratio(offer: GatheredStatement, **selection: Any) -> tuple[Any, ...]:
        given = {"method": "open", "reserve_price_yen": 11_000, **selection}
        (found,) = facts(case_with(offer, selection=given), "bid_ratio")
        return found.ratio_bp, found.bid_tax, found.reserve_tax, found.tax_not_stated, found.tax_added_on

    without = bid("hikari", 10_000, tax="excluded", on="2026-06-10")
    assert ratio(without, tax="included") == (10_000, "excluded", "included", (), ("2026-06-10",))
    assert ratio(without, price_includes_tax=True)[0] == 10_000
    assert ratio(without, tax="excluded") == (9_090, "excluded", "excluded", (), ())
    assert ratio(without) == (9_090, "excluded", None, ("ratio_bp",), ())
    assert ratio(bid("hikari", 10_000), tax="included") == (9_090, None, "included", ("ratio_bp",), ())


def test_rounds_are_compared_on_one_basis() -> None:
    rounds = [
        bid("hikari", 1_000, round=1, tax="excluded", on="2026-06-10"),
        bid("kita", 1_050, round=1, tax="included", on="2026-06-10"),
    ]
    (found,) = facts(case_with(*rounds, selection={"method": "open"}), "bid_rounds")
    assert (found.lowest, found.smallest_gap_bp, found.tax_added_on) == ("kita", 50 * 10_000 // 1_100, ("2026-06-10",))
    unstated = [rounds[0], bid("kita", 1_050, round=1, on="2026-06-10")]
    (found,) = facts(case_with(*unstated, selection={"method": "open"}), "bid_rounds")
    assert (found.lowest, found.tax_not_stated) == ("hikari", ("same_lowest",))


def award(company: str, yen: int, on: str, **rest: Any) -> GatheredStatement:
    given = {"body": "METI", "domain": "magnets", "object": "research", "method": "open", **rest}
    return said("award", company=company, amount_yen=yen, on=on, own=False, **given)


def test_shares_of_awards_are_of_amounts_on_one_basis() -> None:
    known = (said("history_known", body="METI", domain="magnets"), said("history_known", body="METI", domain="magnets"))
    pair = (
        award("hikari", 1_000, "2025-06-15", tax="excluded"),
        award("kita", 1_100, "2024-06-15", tax="included"),
    )
    shares = {each.years: each for each in facts(case_with(known[0], *pair), "award_share")}
    assert (shares[3].amount_yen, shares[3].total_yen, shares[3].share_bp) == (1_100, 2_200, 5_000)
    assert (shares[3].tax_not_stated, shares[3].tax_added_on) == ((), ("2025-06-15",))
    unstated = (pair[0], award("kita", 1_100, "2024-06-15"))
    shares = {each.years: each for each in facts(case_with(known[0], *unstated), "award_share")}
    assert (shares[3].share_bp, shares[3].tax_not_stated) == (4_761, ("share_bp",))


def test_fixed_shares_are_of_amounts_on_one_basis() -> None:
    known = said("history_known", body="METI", domain="magnets", object="research")
    tenders = [
        award("hikari", 1_000, "2024-06-15", tax="excluded"),
        award("kita", 1_100, "2024-07-15", tax="included"),
        award("hikari", 1_100, "2025-06-15", tax="included"),
        award("kita", 1_000, "2025-07-15", tax="excluded"),
    ]
    (found,) = facts(case_with(known, *tenders), "tender_series")
    assert (found.spread_bp, found.tax_added_on) == (0, ("2024-06-15", "2025-07-15"))
    as_stated = [award("hikari", 1_000, "2024-06-15"), *tenders[1:]]
    (found,) = facts(case_with(known, *as_stated), "tender_series")
    assert (found.spread_bp > 0, found.tax_not_stated) == (True, ("spread_bp",))


def test_the_value_for_a_threshold_is_with_tax() -> None:
    def value(proposal: dict[str, Any], **selection: Any) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        (found,) = facts(
            case_with(selection={"object": "goods", **selection}, proposal=proposal), "procurement_covered"
        )
        return found.value_yen, found.tax_added_on, found.tax_not_stated

    money, day = {"value_yen": 1_000}, ("2026-06-15",)
    assert value({**money, "tax": "excluded"}) == (1_100, day, ())
    assert value({**money, "tax": "included"}) == (1_000, (), ())
    assert value(money) == (1_000, (), ("value_yen",)), "compared as stated, and the fact says so"
    assert value(money, lots_total_yen=2_000, tax="excluded") == (2_200, day, ())
    assert value(money, reserve_price_yen=2_000, price_includes_tax=False) == (2_200, day, ())
    assert value({**money, "tax": "excluded"}, reserve_price_yen=2_000, tax="included") == (2_000, (), ())
    assert value({**money, "value_yen": 2, "tax": "excluded"}) == (2, day, ()), "tax of less than a yen"


def test_a_period_of_notice_that_binds_from_a_threshold_says_how_the_value_was_compared() -> None:
    def said_of_tax(**proposal: Any) -> dict[str, tuple[Any, ...]]:
        parties = {**PARTIES, "METI": {**PARTIES["METI"], "gpa_class": "central"}}
        case = case_with(selection={"method": "open", "object": "goods"}, proposal=proposal, parties=parties)
        return {each.regime: (each.tax_not_stated, each.tax_added_on) for each in facts(case, "notice_period")}

    unknown, added = (("value_yen",), ()), ((), ("2026-06-15",))
    assert said_of_tax() == {"order": ((), ()), "gpa": unknown, "voluntary": unknown}
    assert said_of_tax(tax="excluded") == {"order": ((), ()), "gpa": added, "voluntary": added}


def test_a_total_of_contracts_is_with_tax_where_its_own_document_says_that_amounts_are_without() -> None:
    def total(tax: str | None, *, own: bool = True) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        stated = said("contracts_total", person="sato", company="hikari", total_yen=19_000_000, own=own)
        (found,) = facts(case_with(stated, proposal={"tax": tax} if tax else {}), "contracts_total")
        return found.total_yen, found.tax_not_stated, found.tax_added_on

    assert total("excluded") == (20_900_000, (), ("2026-06-15",))  # above the 20 million yen of the law
    assert total("included") == (19_000_000, (), ())
    assert total(None) == total("excluded", own=False) == (19_000_000, ("total_yen",), ())


def test_the_value_of_a_benefit_is_with_tax_where_its_own_document_says_that_amounts_are_without() -> None:
    def value(
        tax: str | None, *, own: bool = True, on: str | None = "2026-05-10", sort: str = "meal"
    ) -> tuple[int, tuple[str, ...]]:
        day = {"on": on} if on else {}
        meal = said("benefit", person="sato", giver="hikari", type=sort, value_yen=9_500, own=own, **day)
        held = said("appointment", person="sato", body="METI")
        case = case_with(meal, held, proposal={"tax": tax} if tax else {})
        (found,) = facts(case, "benefit")
        assert found.tax_not_stated == ()
        return found.value_yen, found.tax_added_on

    assert value("excluded") == (10_450, ("2026-05-10",))  # above the 10,000 yen from which a meal is notified before
    assert value("excluded", on=None) == (10_450, ("2026-06-15",))
    assert value("included") == value(None) == value("excluded", own=False) == (9_500, ())
    assert value("excluded", sort="loan") == value("excluded", sort="unlisted_shares") == (9_500, ())  # bear no tax
