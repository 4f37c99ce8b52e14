"""The joint share of two partners in a market, and its concentration."""

from itertools import combinations
from typing import Any

import pytest

from rules.facts.derivation.markets import market_facts
from rules.facts.gathering.mapping.reading import read_case_input
from rules.facts.gathering.statements import GatheredStatement
from tests.proportion import assert_linear
from tests.rules.facts.gathering.building import CASE, case_with, facts, said, values

pytestmark = pytest.mark.bare
BOTH = (*CASE.participants, {"company": "kita", "role": "partner"})
KNOWN = said("market_known", domain="magnets")


def market(company: str, share: int | None, domain: str = "magnets", **rest: Any) -> GatheredStatement:
    given: dict[str, Any] = {} if share is None else {"share_bp": share}
    return said("market", company=company, domain=domain, **given, **rest)


def joint(*statements: GatheredStatement, participants: Any = BOTH) -> list[tuple[Any, ...]]:
    found = facts(case_with(*statements, participants=participants), "joint_market")
    return values(found, "first", "second", "domain", "share_bp", "hhi", "delta")


def test_the_two_are_counted_as_one() -> None:
    given = [market("hikari", 3000), market("kita", 1000), market("oya", 6000)]
    assert joint(*given) == [("hikari", "kita", "magnets", 4000, 5200, 600)]


def test_points_are_rounded_up_so_that_more_than_a_limit_is_more() -> None:
    given = [market("hikari", 3001), market("kita", 1), market("oya", 6998)]
    ((*_, share, hhi, delta),) = joint(*given)
    assert (share, hhi, delta) == (3002, 5799, 1)


def test_a_company_without_a_share_has_none_where_every_share_is_stated_and_is_unknown_elsewhere() -> None:
    given = [market("hikari", 3000), market("oya", 7000)]
    assert joint(*given) == [("hikari", "kita", "magnets", None, None, None)]
    assert joint(*given, KNOWN) == [("hikari", "kita", "magnets", 3000, 5800, 0)]
    assert joint(KNOWN) == [("hikari", "kita", "magnets", 0, 0, 0)]


def test_a_row_without_a_share_leaves_open_what_reads_it() -> None:
    assert joint(market("hikari", 3000), market("kita", None), KNOWN) == [
        ("hikari", "kita", "magnets", None, None, None)
    ]
    assert joint(market("hikari", 3000), market("kita", 1000), market("oya", None), KNOWN) == [
        ("hikari", "kita", "magnets", 4000, None, 600)
    ]


def test_there_is_nothing_to_say_of_a_market_without_them() -> None:
    assert joint(market("oya", 3000)) == []


def test_each_market_is_looked_at_by_itself() -> None:
    given = [market("hikari", 3000), market("kita", 1000), market("kita", 2000, "batteries")]
    assert [(domain, share) for _, _, domain, share, _, _ in joint(*given)] == [("batteries", None), ("magnets", 4000)]


def test_only_partners_are_joined() -> None:
    given = [market(company, 1000) for company in ("hikari", "kita", "minami")]
    assert joint(*given, participants=CASE.participants) == []
    supplier = (*CASE.participants, {"company": "kita", "role": "supplier"})
    assert joint(*given, participants=supplier) == []
    three = (*BOTH, {"company": "minami", "role": "partner"})
    pairs = [("hikari", "kita"), ("hikari", "minami"), ("kita", "minami")]
    assert [pair[:2] for pair in joint(*given, participants=three)] == pairs


def test_of_two_shares_of_one_company_the_one_that_began_later_counts() -> None:
    given = [
        market("kita", 1000),
        market("hikari", 2000, since="2025-01-01"),
        market("hikari", 3000, since="2024-01-01"),
    ]
    assert [share for _, _, _, share, _, _ in joint(*given)] == [3000]
    over = [market("kita", 1000), market("hikari", 2000, until="2026-06-19")]
    assert [share for _, _, _, share, _, _ in joint(*over)] == [None]


def test_what_is_fully_known_is_known_on_the_day() -> None:
    assert values(facts(case_with(KNOWN), "market_known"), "domain") == [("magnets",)]
    assert facts(case_with(said("market_known", domain="magnets", until="2026-06-19")), "market_known") == []
    assert facts(case_with(said("market_known", domain="magnets", on="2026-06-21")), "market_known") == []
    assert facts(case_with(said("market_known")), "market_known") == []


@pytest.mark.django_db  # queries are counted with the lines
def test_a_tender_with_very_many_partners_compares_no_pair_of_which_nothing_can_be_said() -> None:
    """With 20,000 of them two hundred million pairs were compared before the limit of a case was met."""

    def work(number: int) -> None:
        many = [{"company": f"p{place:05}", "role": "partner"} for place in range(number)]
        for given in ((), (market("oya", 3000),)):
            reading = read_case_input(case_with(*given, participants=(*CASE.participants, *many)))
            assert list(market_facts(reading)) == []

    assert_linear(work)


def test_all_pairs_with_a_stated_share_are_looked_at_in_order() -> None:
    many = [{"company": each, "role": "partner"} for each in "edcba"]
    found = joint(market("c", 1000), participants=many)
    assert [pair[:2] for pair in found] == [("a", "c"), ("b", "c"), ("c", "d"), ("c", "e")]
    found = joint(market("c", 1000), said("market_known", domain="batteries"), participants=many)
    assert [pair[:2] for pair in found if pair[2] == "batteries"] == list(combinations("abcde", 2))
    assert [pair[:2] for pair in found if pair[2] == "magnets"] == [("a", "c"), ("b", "c"), ("c", "d"), ("c", "e")]
