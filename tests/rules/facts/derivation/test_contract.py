"""Statements on the contract of the partnership: price, tax, day, local government."""

from typing import Any

import pytest

from rules.facts.kinds.contract import PlannedContract
from tests.rules.facts.gathering.building import PARTIES, case_with, facts

pytestmark = pytest.mark.bare


def contract(*, local: bool | None = None, **selection: Any) -> PlannedContract:
    sponsor = {**PARTIES["METI"], **({} if local is None else {"local": local})}
    (fact,) = facts(case_with(selection=selection, parties={**PARTIES, "METI": sponsor}), "planned_contract")
    assert isinstance(fact, PlannedContract)
    return fact


def test_the_contract_is_what_the_selection_says() -> None:
    found = contract(method="small_value", object="lease", reserve_price_yen=900_000)
    assert (found.body, found.method, found.object, found.price_yen) == ("METI", "small_value", "lease", 900_000)


def prices(**selection: Any) -> tuple[Any, ...]:
    found = contract(**selection)
    return found.price_yen, found.price_includes_tax, found.price_with_tax_yen, found.at_most_yen


def test_a_price_counts_as_with_tax_only_where_that_is_stated() -> None:
    assert prices(reserve_price_yen=900_000, price_includes_tax=True) == (900_000, True, 900_000, 900_000)
    assert prices(reserve_price_yen=900_000, price_includes_tax=False) == (900_000, False, 990_000, 990_000)
    assert prices(reserve_price_yen=900_000) == (900_000, None, None, 990_000)


def test_either_word_says_whether_tax_is_in_the_price_and_the_document_where_neither_is_given() -> None:
    assert prices(reserve_price_yen=1_000, tax="included") == (1_000, True, 1_000, 1_000)
    assert prices(reserve_price_yen=1_000, tax="excluded") == (1_000, False, 1_100, 1_100)
    for own, found in (({}, False), ({"price_includes_tax": True}, True), ({"tax": "included"}, True)):
        case = case_with(selection={"reserve_price_yen": 1_000, **own}, proposal={"tax": "excluded"})
        assert facts(case, "planned_contract")[0].price_includes_tax is found, own


def test_tax_is_that_of_the_day_of_the_contract() -> None:
    found = contract(reserve_price_yen=999, tax="excluded", awarded_on="2019-09-30")
    assert (found.price_with_tax_yen, found.at_most_yen) == (1_078, 1_078)
    assert contract(reserve_price_yen=999, awarded_on="2019-09-30").at_most_yen == 1_078


def test_a_price_of_which_it_is_not_stated_whether_tax_is_in_it_says_so() -> None:
    assert contract(reserve_price_yen=999).tax_not_stated == ("price_yen",)
    assert contract(reserve_price_yen=999, tax="excluded").tax_not_stated == ()
    assert contract().tax_not_stated == ()


def test_the_most_that_a_price_can_be_with_tax_is_rounded_down() -> None:
    assert contract(reserve_price_yen=2_727_273).at_most_yen == 3_000_000
    assert contract(reserve_price_yen=2_727_274).at_most_yen == 3_000_001
    assert contract(reserve_price_yen=0).at_most_yen == 0


def test_a_price_that_is_not_stated_is_unknown() -> None:
    assert prices() == (None, None, None, None)
    assert prices(price_includes_tax=True) == (None, True, None, None)


def test_the_day_is_that_of_the_award_once_it_is_made() -> None:
    assert contract().on == "2026-06-15"
    assert contract(awarded_on="2025-03-31").on == "2025-03-31"
    assert contract(awarded_on="2026-06-20").on == "2026-06-20"
    assert contract(awarded_on="2026-06-21").on == "2026-06-15"


def test_a_local_government_is_one_where_it_is_stated() -> None:
    assert contract().local is False
    assert contract(local=False).local is False
    assert contract(local=True).local is True
