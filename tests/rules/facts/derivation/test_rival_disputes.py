"""Claims from the side of a competitor: its own, its group's, its association's."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

pytestmark = pytest.mark.bare
RIVAL = said("competitor", company="hikari", of="kita")
SUIT: dict[str, Any] = {"claimant": "kita", "respondent": "METI", "domain": "magnets", "opened_on": "2025-11-01"}


def found(
    *statements: GatheredStatement, rival: GatheredStatement = RIVAL, until: str | None = None, **suit: Any
) -> list[tuple[Any, ...]]:
    dispute = said("dispute", until=until, **{**SUIT, **suit})
    case = case_with(rival, dispute, *statements, parties={**PARTIES, "guild": {"sort": "company"}})
    return values(facts(case, "rival_dispute"), "claimant", "rival", "relation", "ended_on")


def test_a_competitors_own_claim_counts_whichever_side_states_the_competition() -> None:
    assert found() == [("kita", "kita", "same", None)]
    assert found(rival=said("competitor", company="kita", of="hikari")) == [("kita", "kita", "same", None)]


def test_a_claim_of_the_competitors_group_counts() -> None:
    sister = said("shareholding", holder="oya", company="kita", share_bp=5001)
    sibling = said("group", company="minami", parent="oya")
    assert found(sister, sibling, claimant="minami") == [("minami", "kita", "group", None)]
    half = said("shareholding", holder="oya", company="kita", share_bp=5000)
    assert found(half, sibling, claimant="minami") == []


def test_a_claim_of_an_association_of_the_competitor_counts_while_it_is_a_member() -> None:
    member = said("association_member", company="kita", association="guild")
    assert found(member, claimant="guild") == [("guild", "kita", "association", None)]
    left = said("association_member", company="kita", association="guild", until="2026-06-19")
    assert found(left, claimant="guild") == []
    assert found(said("association_member", company="minami", association="guild"), claimant="guild") == []


def test_the_nearest_competitor_is_named() -> None:
    other = said("competitor", company="hikari", of="fund")
    member = said("association_member", company="fund", association="kita")
    assert found(other, member) == [("kita", "kita", "same", None)]


def test_others_and_what_came_after_the_day_do_not_count() -> None:
    assert found(claimant="minami") == []
    assert found(opened_on="2026-06-20") == [("kita", "kita", "same", None)]
    assert found(opened_on="2026-06-21") == []
    assert found(rival=said("competitor", company="minami", of="kita")) == []


def test_a_dispute_is_closed_on_the_stated_day_else_when_the_statement_ends() -> None:
    assert found(closed_on="2026-01-31", until="2026-02-28") == [("kita", "kita", "same", "2026-01-31")]
    assert found(until="2026-02-28") == [("kita", "kita", "same", "2026-02-28")]


def test_the_evidence_leads_to_the_claim_the_competition_and_the_group() -> None:
    owned = said("shareholding", holder="oya", company="kita", share_bp=6000)
    dispute = said("dispute", **{**SUIT, "claimant": "oya"})
    (fact,) = facts(case_with(RIVAL, dispute, owned), "rival_dispute")
    assert set(fact.origins) == {dispute.ref, f"competes:{RIVAL.lineage}:reverse", f"holds_stake:{owned.lineage}"}
