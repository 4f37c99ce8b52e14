"""Private proposals: the proposing company may carry the partnership out, and others may have made an offer."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement, Values
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def proposals(*statements: GatheredStatement, **selection: Any) -> list[tuple[Any, ...]]:
    case = case_with(*statements, selection={"proposer": "hikari", **selection})
    return values(facts(case, "private_proposal"), "proposer", "partner", "won", "id")


def known(*companies: str) -> tuple[GatheredStatement, ...]:
    return tuple(said("ownership_known", company=company) for company in companies)


def test_the_proposer_is_the_partner() -> None:
    assert proposals() == [("hikari", "hikari", True, "private_proposal:hikari")]


def test_a_partner_of_the_proposers_group_counts() -> None:
    owned = said("shareholding", holder="oya", company="hikari", share_bp=6000)
    assert proposals(owned, proposer="oya") == [("oya", "hikari", True, "private_proposal:hikari")]
    (fact,) = facts(case_with(owned, selection={"proposer": "oya"}), "private_proposal")
    assert {"selection", f"holds_stake:{owned.lineage}"} == set(fact.origins)


def test_a_supplier_does_not_carry_it_out() -> None:
    rows: tuple[Values, ...] = ({"company": "hikari", "role": "supplier"}, {"company": "kita", "role": "partner"})
    case = case_with(*known("hikari", "kita"), selection={"proposer": "hikari"}, participants=rows)
    assert values(facts(case, "private_proposal"), "partner", "won") == [(None, False)]


def test_another_proposer_did_not_win_once_the_owners_of_both_are_known() -> None:
    assert proposals(*known("hikari", "kita"), proposer="kita") == [("kita", None, False, "private_proposal")]
    asked = [("kita", None, None, f"ownership_known(company={each})/private_proposal") for each in ("hikari", "kita")]
    assert proposals(proposer="kita") == asked
    assert proposals(*known("kita"), proposer="kita") == asked[:1]


def test_no_proposer_is_no_proposal_and_one_that_is_left_out_is_asked_for() -> None:
    assert proposals(proposer=None) == []
    assert values(facts(case_with(), "private_proposal"), "proposer", "won", "id") == [
        (None, None, "selection(proposer)")
    ]


def competing(*bids: GatheredStatement) -> object:
    (fact,) = facts(case_with(*bids, selection={"proposer": "hikari", "method": "open"}), "private_proposal")
    return fact.competing_bids


def test_valid_offers_of_others_compete() -> None:
    def bid(company: str, status: str = "valid", **rest: Any) -> GatheredStatement:
        return said("bid", company=company, status=status, **rest)

    assert competing() is None
    assert competing(bid("hikari")) == 0
    assert competing(bid("hikari"), bid("kita"), bid("minami")) == 2
    assert competing(bid("hikari"), bid("kita", "disqualified")) == 0
    assert competing(bid("kita", members=("hikari",))) == 0
    assert competing(bid("kita"), said("group", company="kita", parent="hikari")) == 0


def test_the_call_is_as_stated() -> None:
    case = case_with(selection={"proposer": "hikari", "notice_days": 30, "advantage_published": False})
    assert values(facts(case, "private_proposal"), "method", "call_days", "advantage_published") == [
        ("negotiated", 30, False)
    ]
