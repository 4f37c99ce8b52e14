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
