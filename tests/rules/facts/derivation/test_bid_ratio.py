"""The partner's bid as a share of the reserve price."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement, Values
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare
RESERVE: Values = {"method": "open", "reserve_price_yen": 300}


def bid(company: str, amount: int | None = 290, **rest: Any) -> GatheredStatement:
    given: dict[str, Any] = {} if amount is None else {"amount_yen": amount}
    return said("bid", company=company, **{"status": "valid", **rest}, **given)


def ratios(*bids: GatheredStatement, selection: Values | None = None, **rest: Any) -> list[tuple[Any, ...]]:
    case = case_with(*bids, selection=RESERVE if selection is None else selection, **rest)
    return values(facts(case, "bid_ratio"), "company", "amount_yen", "ratio_bp")


def test_the_ratio_is_that_of_the_partners_bid_rounded_down() -> None:
    assert ratios(bid("hikari"), bid("kita", 200)) == [("hikari", 290, 9666)]


def test_the_latest_round_counts() -> None:
    assert ratios(bid("hikari", 310, round=1), bid("hikari", 300, round=2)) == [("hikari", 300, 10000)]


def test_a_consortium_bids_through_the_company_that_made_the_bid() -> None:
    assert ratios(bid("kita", members=("hikari", "kita"))) == [("kita", 290, 9666)]


def test_an_unknown_amount_or_reserve_price_leaves_the_ratio_open() -> None:
    assert ratios(bid("hikari", None)) == [("hikari", None, None)]
    assert ratios(bid("hikari"), selection={"method": "open"}) == [("hikari", 290, None)]
    assert ratios(bid("hikari"), selection={"method": "open", "reserve_price_yen": 0}) == [("hikari", 290, None)]


def test_a_partner_whose_bid_is_not_held_is_asked_for_it() -> None:
    case = case_with(bid("kita"), selection=RESERVE)
    (fact,) = facts(case, "bid_ratio")
    assert (fact.id, fact.company, fact.ratio_bp) == ("bid(company=hikari)", "hikari", None)
    out = case_with(bid("hikari", status="disqualified"), selection=RESERVE)
    assert [fact.id for fact in facts(out, "bid_ratio")] == ["bid(company=hikari)"]
    partners = ({"company": "oya", "role": "partner"}, {"company": "kita", "role": "supplier"})
    without_lead = case_with(bid("kita"), selection=RESERVE, participants=partners)
    assert [fact.id for fact in facts(without_lead, "bid_ratio")] == ["bid(company=oya)"]


def test_where_no_bids_are_held_nothing_is_asked_here() -> None:
    assert ratios() == []
