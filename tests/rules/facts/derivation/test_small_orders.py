"""Orders of the sponsor to a partner and its group that are added up, and the data asked for."""

from typing import Any

import pytest

from rules.facts.gathering.statements import CaseInput, GatheredStatement, Values
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare
OWNED = said("ownership_known", company="hikari")


def award(amount_yen: int | None, on: str | None, company: str = "hikari", **rest: Any) -> GatheredStatement:
    given: dict[str, Any] = {"object": "goods", "body": "METI", **rest}
    given |= {} if amount_yen is None else {"amount_yen": amount_yen}
    return said("award", company=company, own=False, **given, **({} if on is None else {"on": on}))


def known(*statements: GatheredStatement, **rest: Any) -> CaseInput:
    return case_with(OWNED, *statements, **rest)


def series(*statements: GatheredStatement, **rest: Any) -> list[tuple[Any, ...]]:
    return values(facts(known(*statements, **rest), "small_orders"), "orders", "largest_yen", "total_yen")


FIRST, SECOND, THIRD = award(10, "2026-01-10"), award(20, "2026-02-10"), award(15, "2026-03-10")


def test_two_orders_make_a_series_and_one_makes_none() -> None:
    assert series(FIRST) == []
    (fact,) = facts(known(FIRST, SECOND), "small_orders")
    assert (fact.company, fact.object, fact.orders, fact.first_on, fact.last_on) == (
        *("hikari", "goods", 2),
        *("2026-01-10", "2026-02-10"),
    )
    assert (fact.largest_yen, fact.total_yen, fact.origins) == (20, 30, (FIRST.ref, SECOND.ref))


def test_each_first_and_last_order_and_each_amount_that_none_exceeds_makes_a_series() -> None:
    assert series(FIRST, SECOND, THIRD) == [(2, 15, 25), (2, 20, 30), (2, 20, 35), (3, 20, 45)]


def test_the_orders_of_a_group_count_as_one_and_those_of_others_do_not() -> None:
    other = award(20, "2026-02-10", "kita")
    assert series(FIRST, other) == []
    assert series(FIRST, other, said("group", company="kita", parent="hikari")) == [(2, 20, 30)]


@pytest.mark.parametrize(
    "different",
    [
        {"body": "MOF"},
        {"object": "services"},
        {"domain": "cloud"},
        {"method": "open"},
        {"method": "selective"},
        {"method": "designated"},
        {"separate_need": True},
    ],
)
def test_an_award_that_is_no_order_of_the_same_sort_is_not_added(different: dict[str, Any]) -> None:
    assert series(FIRST, award(20, "2026-02-10", **different)) == []


@pytest.mark.parametrize(
    "same", [{"domain": "magnets"}, {"method": "small_value"}, {"method": "negotiated"}, {"separate_need": False}]
)
def test_an_award_of_the_same_sort_is_added(same: dict[str, Any]) -> None:
    assert series(FIRST, award(20, "2026-02-10", **same)) == [(2, 20, 30)]


def test_orders_at_different_sites_are_not_added_and_one_without_a_site_is_to_each() -> None:
    east, west, nowhere = award(10, "2026-01-10", site="east"), award(20, "2026-02-10", site="west"), THIRD
    assert series(east, west) == []
    assert series(east, west, nowhere) == [(2, 15, 25), (2, 20, 35)]
    assert series(east, award(20, "2026-02-10", site="east")) == [(2, 20, 30)]


def test_what_an_award_does_not_say_its_call_says() -> None:
    def under(**call: Any) -> list[tuple[Any, ...]]:
        called = said("call", key="c1", own=False, **{"body": "METI", "object": "goods", **call})
        of_call = said("award", company="hikari", call=called.lineage, amount_yen=20, on="2026-02-10", own=False)
        return series(FIRST, called, of_call)

    assert under(method="small_value") == [(2, 20, 30)]
    assert under() == []
    assert under(method="open") == []
    assert under(method="small_value", body="MOF") == []
    assert under(method="small_value", object="works") == []
    assert under(method="small_value", domain="cloud") == []


def test_an_award_that_came_with_the_partnership_is_one_of_the_sponsor() -> None:
    plain: dict[str, Any] = {"company": "hikari", "object": "goods", "amount_yen": 20, "on": "2026-02-10"}
    assert series(FIRST, said("award", **plain)) == [(2, 20, 30)]
    assert series(FIRST, said("award", own=False, **plain)) == []
    assert series(FIRST, said("award", **plain), selection={"awarded_on": "2026-02-10"}) == []


SMALL: Values = {"method": "small_value", "object": "goods", "reserve_price_yen": 20, "price_includes_tax": True}


def test_a_small_value_contract_is_one_of_the_orders_itself() -> None:
    assert series(FIRST, selection=SMALL) == [(2, 20, 30)]
    (fact,) = facts(known(FIRST, selection=SMALL), "small_orders")
    assert (fact.last_on, fact.origins) == ("2026-06-15", (FIRST.ref, "planned_contract"))
    assert series(FIRST, selection={**SMALL, "method": "negotiated"}) == []
    assert series(FIRST, selection={**SMALL, "object": "works"}) == []


def test_where_tax_may_add_to_the_price_of_this_contract_a_second_one_asks() -> None:
    without = {key: value for key, value in SMALL.items() if key != "price_includes_tax"}
    asking, found = facts(known(FIRST, selection=without), "small_orders")
    assert (found.total_yen, found.at_most_yen) == (30, 32)
    assert (asking.id, asking.total_yen) == (f"selection(price_includes_tax)/{found.id}", None)
    assert (asking.at_most_yen, asking.largest_yen, asking.origins) == (32, found.largest_yen, found.origins)


def test_amounts_without_tax_are_added_up_with_it_at_the_rate_of_their_days() -> None:
    def order(on: str, yen: int, **tax: Any) -> GatheredStatement:
        return said("award", company="hikari", body="METI", object="goods", amount_yen=yen, on=on, **tax)

    early, late = order("2019-09-30", 101, tax="excluded"), order("2019-10-01", 99, tax="excluded")
    case = known(early, late, proposal={"proposed_on": "2020-06-15"}, as_of="2020-06-20")
    (found,) = facts(case, "small_orders")
    assert (found.total_yen, found.largest_yen, found.tax_not_stated) == (109 + 108, 109, ())
    assert found.tax_added_on == ("2019-09-30", "2019-10-01")
    mixed = known(early, order("2019-10-01", 99), proposal={"proposed_on": "2020-06-15"}, as_of="2020-06-20")
    (found,) = facts(mixed, "small_orders")
    assert (found.total_yen, found.tax_not_stated) == (109 + 99, ("total_yen",))
    (own,) = facts(known(FIRST, selection={**SMALL, "price_includes_tax": False}), "small_orders")
    assert (own.total_yen, own.at_most_yen, own.tax_added_on) == (32, 32, ("2026-06-15",))


def test_tax_adds_nothing_to_awards_nor_to_a_price_that_is_with_tax() -> None:
    def most(*statements: GatheredStatement, **rest: Any) -> list[tuple[Any, ...]]:
        return values(facts(known(*statements, **rest), "small_orders"), "at_most_yen", "total_yen")

    assert most(FIRST, SECOND) == [(30, 30)]
    assert most(FIRST, selection=SMALL) == [(30, 30)]


def asked(*statements: GatheredStatement, **rest: Any) -> list[str]:
    found = facts(case_with(*statements, **rest), "small_orders")
    for fact in found:
        if fact.total_yen is None:
            assert (fact.first_on, fact.last_on, fact.largest_yen) == ("2026-06-20", "2026-06-20", 0)
    return [fact.id for fact in found if fact.total_yen is None]


def test_a_history_that_names_no_domain_or_object_covers_those_of_the_case() -> None:
    def covered(**scope: Any) -> list[tuple[Any, ...]]:
        stated = said("history_known", body="METI", **scope)
        return values(facts(case_with(stated), "history_known"), "body", "domain", "object", "every_object")

    assert covered() == [("METI", "magnets", "research", True)]
    assert covered(domain="cloud", object="goods") == [("METI", "cloud", "goods", False)]
    assert facts(case_with(said("history_known", body="METI", until="2026-06-19")), "history_known") == []


def test_the_day_the_amount_and_the_object_of_an_order_are_asked_for() -> None:
    assert asked(award(None, "2026-01-10")) == ["award(company=hikari)/goods"]
    assert asked(award(10, None)) == ["award(company=hikari)/goods"]
    assert asked(award(10, "2026-01-10", object=None)) == ["award(company=hikari)/object"]
    assert asked(FIRST) == []
    unpriced = {**SMALL, "reserve_price_yen": None}
    assert asked(selection=unpriced) == ["selection(reserve_price_yen)/hikari"]


def test_the_owners_of_a_partner_are_asked_for_where_others_had_orders() -> None:
    other = award(20, "2026-02-10", "kita")
    assert asked(FIRST, other) == ["ownership_known(company=hikari)/hikari/goods"]
    assert asked(OWNED, FIRST, other) == []
    assert asked(FIRST) == []


def test_more_orders_than_are_added_up_are_asked_for() -> None:
    many = [award(1, f"2026-{number // 20 + 1:02}-{number % 20 + 1:02}") for number in range(24)]
    assert asked(*many) == []
    assert asked(*many, award(1, "2026-03-01")) == ["award(company=hikari)/goods"]
    latest = facts(known(*many, award(1, "2026-03-01")), "small_orders")
    assert (max(fact.orders for fact in latest), min(fact.first_on for fact in latest)) == (24, "2026-01-02")
