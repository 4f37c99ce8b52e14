"""Winners of a series of tenders: in a fixed order, or with fixed shares."""

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from rules.facts.derivation.chance import chance_of_order
from rules.facts.derivation.series import winners_in_fixed_order
from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import CASE, case_with, facts, said, values

pytestmark = pytest.mark.bare
KNOWN = said("history_known", body="METI", domain="magnets")
NEGOTIATED = {"object": "goods"}
OPEN = {"object": "goods", "method": "open"}


def won(company: str, on: str | None, amount: int | None = 100, **rest: Any) -> GatheredStatement:
    given = {"body": "METI", "domain": "magnets", "object": "goods", "method": "open", "on": on, "amount_yen": amount}
    stated = {name: value for name, value in {**given, **rest}.items() if value is not None}
    return said("award", own=False, company=company, **stated)


def in_time(*companies: str) -> list[GatheredStatement]:
    """Return a tender a month of 2025."""
    return [won(company, f"2025-{month:02}-10") for month, company in enumerate(companies, start=1)]


def series(
    *statements: GatheredStatement, selection: dict[str, Any] | None = None, **rest: Any
) -> list[tuple[Any, ...]]:
    case = case_with(*statements, selection=selection or NEGOTIATED, **rest)
    return values(facts(case, "tender_series"), "company", "tenders", "winners", "in_order")


@pytest.mark.parametrize(
    ("winners", "in_order"),
    [
        ("hkhk", 4),
        ("hkhkh", 5),
        ("hkmh", 4),
        ("hkmhkm", 6),
        ("hkm", 0),
        ("hk", 0),
        ("hhhh", 0),
        ("hkkh", 0),
        ("mmhkhk", 4),
        ("hkhkm", 0),
        ("kmkmhkmh", 6),
    ],
)
def test_an_order_is_counted_back_from_the_latest_as_far_as_it_repeats_itself(winners: str, in_order: int) -> None:
    names = {"h": "hikari", "k": "kita", "m": "minami"}
    ((_, tenders, groups, found),) = series(*in_time(*(names[each] for each in winners)))
    assert (tenders, groups, found) == (len(winners), len(set(winners)), in_order)


def test_an_order_of_others_is_not_the_partners() -> None:
    assert series(*in_time("hikari", "kita", "minami", "kita", "minami")) == [("hikari", 5, 3, 0)]


def test_this_selection_counts_where_it_carries_the_order_on() -> None:
    before = in_time("hikari", "kita", "hikari", "kita")
    assert series(*before, selection=OPEN) == [("hikari", 4, 2, 5)]
    assert series(*before, selection=NEGOTIATED) == [("hikari", 4, 2, 4)]
    assert series(*in_time("kita", "hikari", "kita"), selection=OPEN) == [("hikari", 3, 2, 4)]
    assert series(*in_time("kita", "hikari", "kita", "hikari"), selection=OPEN) == [("hikari", 4, 2, 4)]


def test_this_selection_counts_where_one_group_leads_it() -> None:
    before = in_time("kita", "hikari", "kita")
    partners = ({"company": "hikari", "role": "partner"}, {"company": "oya", "role": "supplier"})
    assert series(*before, selection=OPEN, participants=partners) == [("hikari", 3, 2, 4)]
    two = ({"company": "hikari", "role": "partner"}, {"company": "kita", "role": "partner"})
    assert series(*before, selection=OPEN, participants=two) == [("hikari", 3, 2, 3), ("kita", 3, 2, 3)]
    led = (*CASE.participants, {"company": "kita", "role": "partner"})
    assert series(*before, selection=OPEN, participants=led) == [("hikari", 3, 2, 4), ("kita", 3, 2, 4)]


def test_a_day_with_several_winners_breaks_the_order() -> None:
    before = [won("kita", "2024-12-10"), won("hikari", "2024-12-10")]
    assert series(*before, *in_time("hikari", "kita", "hikari", "kita")) == [("hikari", 6, 2, 4)]
    assert series(*in_time("hikari", "kita", "hikari"), won("kita", "2025-03-10")) == [("hikari", 4, 2, 0)]


def test_tenders_are_for_the_same_object_of_the_sponsor_and_in_its_domain_or_none() -> None:
    rows = in_time("hikari", "kita", "hikari")
    assert series(*rows, won("kita", "2025-04-10", domain=None)) == [("hikari", 4, 2, 4)]
    for other in ({"domain": "cloud"}, {"object": "works"}, {"object": None}, {"body": "MOF"}):
        assert series(*rows, won("kita", "2025-04-10", **other)) == [("hikari", 3, 2, 3)]


def test_a_series_goes_back_five_years_from_the_proposal_its_day_included() -> None:
    rows = in_time("hikari", "kita", "hikari")
    assert series(*rows, won("kita", "2021-06-15")) == [("hikari", 4, 2, 4)]
    assert series(*rows, won("kita", "2021-06-14")) == [("hikari", 3, 2, 3)]
    assert series(*rows, won("kita", "2026-06-16")) == [("hikari", 3, 2, 3)]


def test_only_awards_by_a_method_with_bids_are_tenders() -> None:
    rows = in_time("hikari", "kita", "hikari")
    for method in ("selective", "designated"):
        assert series(*rows, won("kita", "2025-04-10", method=method)) == [("hikari", 4, 2, 4)]
    assert series(*rows, won("kita", "2025-04-10", method="negotiated")) == [("hikari", 3, 2, 3)]


def test_an_award_under_a_call_is_a_tender_and_one_without_call_and_method_leaves_the_order_open() -> None:
    rows = in_time("hikari", "kita", "hikari")
    call = said("call", key="c1", body="METI", object="goods", domain="magnets", own=False)
    assert series(*rows, call, won("kita", "2025-04-10", method=None, call=call.lineage)) == [("hikari", 4, 2, 4)]
    by_method = said("call", key="c2", body="METI", object="goods", method="negotiated", own=False)
    assert series(*rows, by_method, won("kita", "2025-04-10", method=None, call=by_method.lineage)) == [
        ("hikari", 3, 2, 3)
    ]
    assert series(*rows, won("kita", "2025-04-10", method=None)) == [("hikari", 4, 2, None)]


def test_an_award_without_a_day_leaves_the_order_open() -> None:
    assert series(*in_time("hikari", "kita"), won("kita", None)) == [("hikari", 3, 2, None)]


def test_companies_of_one_group_are_one_winner() -> None:
    subsidiary = said("shareholding", holder="hikari", company="oya", share_bp=6000)
    assert series(*in_time("hikari", "kita", "oya", "kita"), subsidiary) == [("hikari", 4, 2, 4)]


def spread(*statements: GatheredStatement) -> list[object]:
    return [fact.spread_bp for fact in facts(case_with(*statements, selection=NEGOTIATED), "tender_series")]


def test_a_spread_is_the_largest_difference_of_a_years_share_from_the_share_of_all_years() -> None:
    steady = [won("hikari", "2024-04-01", 60), won("kita", "2025-03-31", 40)]
    steady += [won("hikari", "2025-04-01", 600), won("kita", "2025-05-10", 400)]
    assert spread(*steady, KNOWN) == [0]
    moved = [won("hikari", "2024-05-10", 65), won("kita", "2024-06-10", 35)]
    moved += [won("hikari", "2025-05-10", 55), won("kita", "2025-06-10", 45)]
    assert spread(*moved, KNOWN) == [500]
    assert spread(*moved[:3], won("kita", "2025-06-10", 46), KNOWN) == [530]


def test_a_spread_needs_two_winners_two_years_all_amounts_and_a_known_history() -> None:
    rows = [
        won("hikari", "2024-05-10"),
        won("kita", "2024-06-10"),
        won("hikari", "2025-05-10"),
        won("kita", "2025-06-10"),
    ]
    assert spread(*rows, KNOWN) == [0]
    assert spread(*rows) == [None]
    assert spread(*rows, said("history_known", body="METI", object="goods")) == [0]
    assert spread(*rows, said("history_known", body="METI", object="works")) == [None]
    assert spread(*rows, said("history_known", body="MOF", object="goods")) == [None]
    assert spread(*rows[:2], KNOWN) == [None]
    assert spread(rows[0], rows[2], KNOWN) == [None]
    assert spread(*rows, won("kita", "2025-07-10", None), KNOWN) == [None]
    assert spread(*rows, won("kita", None), KNOWN) == [None]
    assert spread(*rows[:2], won("hikari", "2025-05-10", 0), won("kita", "2025-06-10", 0), KNOWN) == [None]


@pytest.mark.parametrize(
    ("winners", "chance"),
    [("hkmh", (2, 12)), ("hkmhkm", (6, 90)), ("hkmhkmhkm", (6, 1680)), ("hkhkhkhkhk", (2, 252)), ("mmhkhk", (2, 90))],
)
def test_the_chance_of_an_order_is_exact_over_every_order_of_the_same_winners(
    winners: str, chance: tuple[int, int]
) -> None:
    length = len(winners_in_fixed_order(winners))
    every = set(permutations(winners)) if len(winners) < 9 else ()
    ending = sum(len(winners_in_fixed_order(each)) >= length for each in every)
    exact = chance_of_order(winners, length)
    assert not every or exact == Fraction(ending, len(every))
    if length == len(winners):
        assert exact == Fraction(*chance)


def test_the_chance_is_told_with_the_number_of_series_looked_at() -> None:
    tenders = [
        *in_time("hikari", "kita", "minami", "hikari", "kita", "minami"),
        won("hikari", "2024-01-10", object="works"),
    ]
    case = case_with(*tenders, selection=NEGOTIATED)
    (fact,) = facts(case, "tender_series")
    assert (fact.in_order, fact.chance_bp, fact.series_screened, fact.expected_bp) == (6, 667, 2, 1334)
