"""Bidders, valid bids, and how often one company was the only one."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare
OPEN = {"method": "open", "object": "research"}


def bid(company: str, status: str | None = "valid", **rest: Any) -> GatheredStatement:
    stated: dict[str, Any] = {} if status is None else {"status": status}
    return said("bid", company=company, **stated, **rest)


def count(*bids: GatheredStatement) -> object:
    (fact,) = facts(case_with(*bids, selection=OPEN), "valid_bids")
    return fact.count


def test_bids_are_known_where_one_is_held_or_none_is_to_be_expected() -> None:
    assert values(facts(case_with(bid("hikari"), selection=OPEN), "bids_known"), "held") == [(1,)]
    assert values(facts(case_with(), "bids_known"), "held") == [(0,)]
    assert facts(case_with(selection=OPEN), "bids_known") == []
    assert facts(case_with(selection=OPEN), "valid_bids") == []


def test_bids_of_another_partnership_are_not_bids_here() -> None:
    assert facts(case_with(bid("hikari", own=False), selection=OPEN), "bids_known") == []


def test_the_latest_round_of_each_company_counts() -> None:
    case = case_with(bid("hikari", "disqualified", round=2), bid("hikari", round=1), bid("kita"), selection=OPEN)
    bidders = [("hikari", False, "bid"), ("kita", True, "bid")]
    assert values(facts(case, "bidder"), "company", "valid", "way") == bidders


def test_members_of_a_consortium_make_one_offer() -> None:
    case = case_with(bid("kita", members=("minami", "kita")), selection=OPEN)
    assert values(facts(case, "bidder"), "company", "offer", "way") == [
        ("hikari", "hikari", "participant"),
        ("kita", "kita", "bid"),
        ("minami", "kita", "bid"),
    ]
    assert facts(case, "valid_bids")[0].count == 1


def test_valid_bids_are_counted_as_far_as_exactly_one_needs_it() -> None:
    assert count(bid("hikari")) == 1
    assert count(bid("hikari"), bid("kita", "withdrawn")) == 1
    assert count(bid("hikari", "disqualified")) == 0
    assert count(bid("hikari"), bid("kita"), bid("minami", None)) == 2
    assert count(bid("hikari"), bid("kita", None)) is None
    assert count(bid("hikari", None)) is None


def earlier(
    key: str, closed_on: str, *bidders: str, procured: str = "research", body: str = "METI"
) -> list[GatheredStatement]:
    call = said("call", key=key, body=body, object=procured, closed_on=closed_on, own=False)
    return [call, *(bid(each, call=call.lineage, own=False) for each in bidders)]


def in_a_row(*statements: list[GatheredStatement]) -> object:
    case = case_with(bid("hikari"), *(each for group in statements for each in group), selection=OPEN)
    return facts(case, "valid_bids")[0].in_a_row


def test_a_series_goes_back_without_a_break() -> None:
    assert in_a_row() == 1
    one, two = earlier("a", "2026-01-10", "hikari"), earlier("b", "2025-06-10", "hikari")
    assert in_a_row(one) == 2
    assert in_a_row(one, two) == 3
    assert in_a_row(earlier("a", "2026-01-10", "hikari", "kita"), two) == 1
    assert in_a_row(earlier("a", "2026-01-10", "kita"), two) == 1
    assert in_a_row(earlier("a", "2026-01-10"), two) == 1


def test_a_series_is_of_the_same_sponsor_and_object_and_earlier() -> None:
    assert in_a_row(earlier("a", "2026-01-10", "hikari", procured="goods")) == 1
    assert in_a_row(earlier("a", "2026-01-10", "hikari", body="MOF")) == 1
    assert in_a_row(earlier("a", "2026-06-15", "hikari")) == 1


def test_a_series_goes_on_with_a_company_of_the_same_group() -> None:
    parent = said("shareholding", holder="oya", company="hikari", share_bp=6000)
    assert in_a_row(earlier("a", "2026-01-10", "oya"), [parent]) == 2


def test_who_bids_for_several_objects_is_one_bidder() -> None:
    assert count(bid("hikari", on="2026-05-01"), bid("hikari", on="2026-05-02")) == 1
