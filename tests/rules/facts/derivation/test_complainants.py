"""Suppliers that were left out: by their bid, or by a measure."""

from typing import Any

import pytest

from rules.facts.derivation.gpa_parties import GPA_PARTIES
from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

pytestmark = pytest.mark.bare
NAMES = ("company", "way", "from_party", "known_on")


def found(*statements: GatheredStatement, **rest: Any) -> list[tuple[Any, ...]]:
    return values(facts(case_with(*statements, **rest), "complainant"), *NAMES)


def test_a_bidder_that_is_no_partner_lost_on_the_day_on_which_it_was_told() -> None:
    won = said("bid", company="hikari", status="valid")
    assert found(won, said("bid", company="kita", status="valid", informed_on="2026-06-10")) == [
        ("kita", "lost", True, "2026-06-10")
    ]
    assert found(said("bid", company="kita", status="disqualified")) == [("kita", "disqualified", True, None)]
    assert found(said("bid", company="kita")) == [("kita", "lost", True, None)]


def test_who_withdrew_bid_elsewhere_or_won_as_a_member_did_not_lose() -> None:
    assert found(said("bid", company="kita", status="withdrawn")) == []
    assert found(said("bid", company="kita", call="c1", status="valid")) == []
    assert found(said("bid", company="kita", members=("hikari",), status="valid")) == []


def test_a_bidder_that_takes_part_as_something_less_than_a_partner_lost() -> None:
    rows = ({"company": "hikari", "role": "lead_partner"}, {"company": "kita", "role": "subcontractor"})
    assert found(said("bid", company="kita", status="valid"), participants=rows) == [("kita", "lost", True, None)]
    rows = ({"company": "hikari", "role": "lead_partner"}, {"company": "kita", "role": "partner"})
    assert found(said("bid", company="kita", status="valid"), participants=rows) == []


def test_the_last_round_counts() -> None:
    first = said("bid", company="kita", round=1, status="valid", informed_on="2026-05-01")
    last = said("bid", company="kita", round=2, status="valid", informed_on="2026-06-01")
    assert found(first, last) == [("kita", "lost", True, "2026-06-01")]


def test_a_day_that_has_not_come_is_unknown() -> None:
    bid: dict[str, Any] = {"company": "kita", "status": "valid"}
    assert found(said("bid", **bid, informed_on="2026-06-20"))[0][-1] == "2026-06-20"
    assert found(said("bid", **bid, informed_on="2026-06-21"))[0][-1] is None


def test_a_company_that_a_measure_excludes_is_left_out() -> None:
    act: dict[str, Any] = {"body": "METI", "type": "exclusion", "company": "kita", "known_on": "2026-06-12"}
    assert found(said("measure", **act, domain="magnets")) == [("kita", "excluded", True, "2026-06-12")]
    assert found(said("measure", **act, domain="cloud", own=False)) == []
    assert found(said("measure", **{**act, "type": "refusal"}, domain="magnets")) == []
    assert found(said("measure", **{**act, "company": "hikari"}, domain="magnets")) == []
    assert found(said("measure", **{**act, "company": None}, domain="magnets")) == []


def test_the_country_says_whether_the_agreement_binds_it() -> None:
    parties = {**PARTIES, "kita": {"sort": "company", "country": "CN"}, "minami": {"sort": "company"}}
    bids = (said("bid", company="kita", status="valid"), said("bid", company="minami", status="valid"))
    assert found(*bids, parties=parties) == [("kita", "lost", False, None), ("minami", "lost", True, None)]


def test_the_parties_to_the_agreement_are_48() -> None:
    assert len(GPA_PARTIES) == 48
    assert {"JP", "US", "GB", "TW", "HK", "DE"} <= GPA_PARTIES
    assert not {"CN", "RU", "IN", "VN"} & GPA_PARTIES


def test_the_evidence_leads_to_the_bid_or_the_measure() -> None:
    bid = said("bid", company="kita", status="valid")
    act = said("measure", body="METI", type="exclusion", company="minami", domain="magnets")
    assert values(facts(case_with(bid, act), "complainant"), "origins") == [
        ((bid.ref,),),
        ((f"measure:{act.lineage}",),),
    ]
