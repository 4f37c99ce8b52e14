"""Participants and their owners on lists: whose share counts, along which chain, and whose owners are not known."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import OPEN_END
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare
KNOWN = said("ownership_known", company="hikari")
NAMES = ("party", "own", "share_bp", "controls")


def entry(company: str, **rest: Any) -> GatheredStatement:
    return said("listing", company=company, list="us_entity_list", **rest)


def owned(holder: str, company: str, share_bp: int | None, **rest: Any) -> GatheredStatement:
    return said("shareholding", holder=holder, company=company, share_bp=share_bp, **rest)


def found(*statements: GatheredStatement) -> list[tuple[Any, ...]]:
    return values(facts(case_with(KNOWN, *statements), "listed_party"), *NAMES)


def test_a_participant_is_listed_itself_over_the_days_of_its_entry() -> None:
    (fact,) = facts(case_with(KNOWN, entry("hikari", since="2026-01-01")), "listed_party")
    assert (fact.party, fact.own, fact.list) == ("hikari", True, "us_entity_list")
    assert (fact.from_on, fact.until_on) == ("2026-01-01", OPEN_END)


def test_others_and_entries_without_a_list_do_not_count() -> None:
    assert found(entry("kita")) == []
    assert found(said("listing", company="hikari")) == []
    assert found(entry("hikari", since="2026-06-21")) == []


def test_an_owner_has_its_effective_share_over_all_paths() -> None:
    paths = (owned("fund", "oya", 5000), owned("oya", "hikari", 6000), owned("fund", "hikari", 3000))
    assert found(entry("fund"), *paths, said("ownership_known", company="oya")) == [("fund", False, 6000, False)]


def test_half_at_each_step_of_a_chain_is_half() -> None:
    chain = (owned("fund", "oya", 5000), owned("oya", "hikari", 5000))
    assert found(entry("fund"), *chain) == [("fund", False, 5000, False)]
    longer = (owned("fund", "oya", 9000), owned("oya", "hikari", 5500), said("ownership_known", company="oya"))
    assert found(entry("fund"), *longer) == [("fund", False, 5500, True)]


def test_a_parent_by_control_or_group_alone_has_an_unknown_share() -> None:
    for parent in (
        said("control", company="hikari", controller="oya", by="board"),
        said("group", company="hikari", parent="oya"),
    ):
        (fact,) = facts(case_with(KNOWN, entry("oya"), parent), "listed_party")
        assert (fact.party, fact.share_bp, fact.controls) == ("oya", None, True)
        assert fact.id == "shareholding(holder=oya, company=hikari)/us_entity_list"


def test_what_is_unknown_of_a_share_stands_beside_what_is_known() -> None:
    shares = (owned("fund", "hikari", 3000), owned("fund", "oya", None), owned("oya", "hikari", 4000))
    assert found(entry("fund"), *shares) == [("fund", False, 3000, False), ("fund", False, None, False)]
    assert found(entry("fund"), owned("fund", "hikari", None)) == [("fund", False, None, False)]


def test_owners_count_while_they_hold() -> None:
    assert found(entry("fund"), owned("fund", "hikari", 6000, until="2026-06-19")) == []


def asked(*statements: GatheredStatement) -> list[str]:
    """Return the companies whose owners are asked for."""
    unknown = [fact for fact in facts(case_with(*statements), "listed_party") if fact.party is None]
    return [fact.id for fact in unknown]


def test_owners_that_are_not_known_are_asked_for() -> None:
    assert asked() == ["ownership_known(company=hikari)/hikari"]
    assert asked(KNOWN) == []


def test_owners_are_not_asked_for_where_more_than_half_is_stated_or_the_company_is_listed_itself() -> None:
    known_above = said("ownership_known", company="oya")
    assert asked(owned("oya", "hikari", 5001), known_above) == []
    assert asked(owned("oya", "hikari", 5000), known_above) == ["ownership_known(company=hikari)/hikari"]
    assert asked(entry("hikari")) == []
    assert asked(entry("hikari", until="2026-06-19")) == ["ownership_known(company=hikari)/hikari"]


def test_the_owners_of_a_parent_are_asked_for_too() -> None:
    assert asked(KNOWN, owned("oya", "hikari", 6000)) == ["ownership_known(company=oya)/hikari"]
    assert asked(KNOWN, owned("oya", "hikari", 6000), entry("oya")) == []
    assert asked(KNOWN, owned("sato", "hikari", 6000)) == []


def test_the_evidence_leads_to_the_entry_and_to_the_holdings() -> None:
    chain = (owned("fund", "oya", 9000), owned("oya", "hikari", 6000))
    (fact,) = (each for each in facts(case_with(KNOWN, entry("fund"), *chain), "listed_party") if each.party)
    assert set(fact.origins) == {entry("fund").ref, *(f"holds_stake:{each.lineage}" for each in chain)}


@pytest.mark.parametrize(
    ("holdings", "together"),
    [
        ([("fund", "hikari", 3000), ("oya", "hikari", 2500)], {"fund": 5500, "oya": 5500}),
        ([("fund", "hikari", 6000), ("oya", "fund", 10000)], {"fund": 6000, "oya": 6000}),
        ([("fund", "kita", 3000), ("oya", "kita", 2500), ("kita", "hikari", 5000)], {"fund": 5000, "oya": 5000}),
        ([("fund", "kita", 2499), ("oya", "kita", 2500), ("kita", "hikari", 9000)], {"fund": 0, "oya": 0}),
        ([("fund", "hikari", 3000), ("oya", "hikari", None)], {"fund": None, "oya": None}),
        ([("fund", "hikari", 3000), ("oya", "hikari", None), ("sato", "hikari", 5001)], {"fund": 3000, "oya": 3000}),
        ([("fund", "kita", None), ("kita", "hikari", 7000)], {"fund": None}),
        ([("fund", "kita", None), ("kita", "hikari", 4999)], {"fund": 0}),
    ],
)
def test_the_shares_of_all_companies_on_one_list_are_added_up(
    holdings: list[tuple[str, str, int | None]], together: dict[str, int | None]
) -> None:
    stated = [owned(*each) for each in holdings]
    known = said("ownership_known", company="kita")
    every = facts(case_with(KNOWN, known, entry("fund"), entry("oya"), *stated), "listed_party")
    assert {each.party: each.together_bp for each in every} == together


def test_votes_and_entries_on_another_list_are_not_added() -> None:
    votes = said("shareholding", holder="oya", company="hikari", share_bp=2500, voting_bp=6000)
    other = said("listing", company="oya", list="meti_end_user")
    every = facts(case_with(KNOWN, entry("fund"), other, owned("fund", "hikari", 3000), votes), "listed_party")
    assert {each.party: each.together_bp for each in every} == {"fund": 3000, "oya": 2500}
