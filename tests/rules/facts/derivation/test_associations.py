"""Associations given by key, id or name: equal names after folding are one association, whoever states them."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

pytestmark = pytest.mark.bare
NAMES = {"guild": {"en": "Magnet Makers Association", "ja": "磁石工業会"}, "twin": {"ja": "一般社団法人 磁石工業会"}}


def associations(*statements: GatheredStatement, types: dict[str, str] | None = None) -> list[tuple[Any, ...]]:
    sorts: dict[str, Any] = {
        key: {"sort": "company", **({"type": of} if (of := (types or {}).get(key)) else {})} for key in NAMES
    }
    case = case_with(*statements, parties={**PARTIES, **sorts}, names=NAMES)
    return values(facts(case, "association_member"), "company", "association")


def member(company: str, association: str) -> GatheredStatement:
    return said("association_member", company=company, association=association)


def test_a_key_and_equal_names_in_either_language_are_one_association() -> None:
    both = [("hikari", "guild"), ("hikari", "twin")]
    for given in ("guild", "twin", "磁石工業会", "(一社)磁石工業会"):
        assert associations(member("hikari", given)) == both, given
    assert associations(member("hikari", "MAGNET makers  association")) == [("hikari", "guild")]


def test_a_party_of_another_type_is_no_association_by_its_name() -> None:
    types = {"guild": "company", "twin": "association"}
    assert associations(member("hikari", "磁石工業会"), types=types) == [("hikari", "twin")]
    assert ("hikari", "guild") in associations(member("hikari", "guild"), types=types)


def test_names_that_no_party_has_are_one_where_they_are_equal_after_folding() -> None:
    found = associations(member("hikari", "Alloy  League"), member("kita", "ALLOY LEAGUE"), member("oya", "Other"))
    assert found == [("hikari", "ALLOY LEAGUE"), ("kita", "ALLOY LEAGUE"), ("oya", "Other")]


def test_a_claim_of_an_association_counts_for_members_that_give_its_name() -> None:
    rival = said("competitor", company="hikari", of="kita")
    suit = said("dispute", claimant="guild", respondent="METI", domain="magnets", opened_on="2025-11-01")
    sorts = {key: {"sort": "company"} for key in NAMES}
    for given, relations in (("磁石工業会", ["association"]), ("別の工業会", [])):
        case = case_with(rival, suit, member("kita", given), parties={**PARTIES, **sorts}, names=NAMES)
        assert [each.relation for each in facts(case, "rival_dispute")] == relations, given
