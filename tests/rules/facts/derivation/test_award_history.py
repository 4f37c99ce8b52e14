"""The sponsor's earlier awards: how many in a row, what part of them, and what is fully known."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import CASE, case_with, facts, said, values

pytestmark = pytest.mark.bare
KNOWN = said("history_known", body="METI", domain="magnets")


def award(company: str, on: str | None, amount: int | None = 100, **rest: Any) -> GatheredStatement:
    given: dict[str, Any] = {"body": "METI", "domain": "magnets", "on": on, "amount_yen": amount, **rest}
    return said(
        "award", own=False, company=company, **{name: value for name, value in given.items() if value is not None}
    )


def runs(*statements: GatheredStatement, years: int = 3, **rest: Any) -> list[tuple[Any, ...]]:
    found = [fact for fact in facts(case_with(*statements, **rest), "award_run") if fact.years == years]
    return values(found, "company", "in_a_row")


def shares(*statements: GatheredStatement, years: int = 3, **rest: Any) -> list[tuple[Any, ...]]:
    found = [fact for fact in facts(case_with(*statements, **rest), "award_share") if fact.years == years]
    return values(found, "company", "awards", "amount_yen", "total_yen", "share_bp")


def test_a_run_goes_back_without_a_break() -> None:
    last = [award("hikari", "2026-01-10"), award("hikari", "2025-10-10")]
    assert runs(*last) == [("hikari", 2)]
    assert runs(*last, award("kita", "2025-06-10"), award("hikari", "2025-01-10")) == [("hikari", 2)]
    assert runs(*last, award("kita", "2026-02-10")) == [("hikari", 0)]
    assert runs(award("kita", "2026-02-10")) == []


def test_a_day_with_awards_to_several_groups_ends_a_run() -> None:
    same_day = [award("hikari", "2025-06-10"), award("kita", "2025-06-10")]
    assert runs(award("hikari", "2026-01-10"), *same_day) == [("hikari", 1)]
    two = [award("hikari", "2025-06-10"), award("hikari", "2025-06-10", 200)]
    assert runs(award("hikari", "2026-01-10"), *two) == [("hikari", 3)]


def test_an_award_without_a_day_leaves_the_run_open() -> None:
    assert runs(award("hikari", "2026-01-10"), award("kita", None)) == [("hikari", None)]


def test_only_the_sponsors_awards_in_the_domain_count() -> None:
    others = [award("kita", "2026-02-10", body="MOF"), award("kita", "2026-02-10", domain="cloud")]
    others += [award("kita", "2026-02-10", domain=None), award("kita", "2026-02-10", body=None)]
    assert runs(award("hikari", "2026-01-10"), *others) == [("hikari", 1)]


def test_a_call_says_what_its_award_does_not() -> None:
    call = said("call", key="c1", body="METI", domain="magnets", closed_on="2026-02-10", own=False)
    later = award("kita", None, body=None, domain=None, call=call.lineage)
    assert runs(award("hikari", "2026-01-10"), call, later) == [("hikari", 0)]
    assert runs(award("hikari", "2026-03-10"), call, later) == [("hikari", 1)]
    assert runs(award("hikari", "2026-01-10"), call, award("kita", "2025-01-10", body=None, call=call.lineage)) == [
        ("hikari", 1)
    ]


def test_awards_of_the_years_before_the_proposal_count_its_day_included() -> None:
    three_years_ago = award("hikari", "2023-06-15")
    assert runs(three_years_ago) == [("hikari", 1)]
    assert runs(award("hikari", "2023-06-14")) == []
    assert runs(award("hikari", "2023-06-14"), years=4) == [("hikari", 1)]
    assert runs(three_years_ago, award("kita", "2026-06-15")) == [("hikari", 0)]
    assert runs(three_years_ago, award("kita", "2026-06-16")) == [("hikari", 1)]
    assert {fact.years for fact in facts(case_with(award("hikari", "2026-01-10")), "award_run")} == {1, 2, 3, 4, 5}


def test_the_award_of_this_partnership_is_no_earlier_one() -> None:
    of_this = said("award", company="kita", body="METI", domain="magnets", on="2026-06-10")
    awarded = {"awarded_on": "2026-06-10"}
    assert runs(award("hikari", "2026-01-10"), of_this, selection=awarded) == [("hikari", 1)]
    assert runs(award("hikari", "2026-01-10"), of_this) == [("hikari", 0)]
    assert runs(award("hikari", "2026-01-10"), award("kita", "2026-06-10"), selection=awarded) == [("hikari", 0)]


def test_companies_of_one_group_count_together() -> None:
    subsidiary = said("shareholding", holder="hikari", company="oya", share_bp=6000)
    assert runs(award("oya", "2026-01-10"), award("hikari", "2025-01-10"), subsidiary) == [("hikari", 2)]
    shared = [award("oya", "2026-01-10"), award("kita", "2025-01-10"), subsidiary, KNOWN]
    assert shares(*shared) == [("hikari", 1, 100, 200, 5000)]


def test_only_partners_are_looked_at() -> None:
    participants = (*CASE.participants, {"company": "kita", "role": "partner"}, {"company": "oya", "role": "supplier"})
    awards = [award(company, "2026-01-10") for company in ("hikari", "kita", "oya")]
    assert [company for company, _ in runs(*awards, participants=participants)] == ["hikari", "kita"]
    assert [company for company, *_ in shares(*awards, KNOWN, participants=participants)] == ["hikari", "kita"]


def test_a_share_is_rounded_down() -> None:
    given = [award("hikari", "2026-01-10", 200), award("kita", "2025-01-10", 100), KNOWN]
    assert shares(*given) == [("hikari", 1, 200, 300, 6666)]


def test_a_share_needs_a_history_that_is_fully_known() -> None:
    given = award("hikari", "2026-01-10")
    assert shares(given) == []
    scopes: tuple[dict[str, Any], ...] = ({"object": "research"}, {"body": "MOF"}, {"domain": "cloud"})
    for scope in scopes:
        assert shares(given, said("history_known", **{"body": "METI", "domain": "magnets", **scope})) == []
    assert shares(given, said("history_known", body="METI")) == [("hikari", 1, 100, 100, 10000)]
    assert shares(given, said("history_known", body="METI", domain="magnets", until="2026-06-19")) == []


def test_a_share_is_open_where_an_amount_or_a_day_is() -> None:
    for unclear in (award("kita", "2025-01-10", None), award("kita", None)):
        assert shares(award("hikari", "2026-01-10"), unclear, KNOWN) == [("hikari", 1, None, None, None)]


def test_without_awards_or_amounts_there_is_no_share() -> None:
    assert shares(KNOWN) == []
    assert shares(award("hikari", "2026-01-10", 0), KNOWN) == []
    assert shares(award("kita", "2026-01-10"), KNOWN) == [("hikari", 0, 0, 100, 0)]


def test_a_history_without_an_object_covers_every_object_and_one_without_a_domain_the_cases_own() -> None:
    case = case_with(said("history_known", body="METI"))
    assert values(facts(case, "history_known"), "body", "domain", "object", "every_object") == [
        ("METI", "magnets", "research", True)
    ]


def test_a_history_of_one_object_says_so() -> None:
    case = case_with(said("history_known", body="METI", domain="magnets", object="goods"))
    (fact,) = facts(case, "history_known")
    assert (fact.object, fact.every_object) == ("goods", False)
