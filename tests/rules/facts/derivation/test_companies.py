"""Relations between companies, holdings of people through them, and common features of two bidders."""

from collections.abc import Mapping
from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement, Values
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

pytestmark = pytest.mark.bare
PAIR = (
    {"company": "hikari", "role": "lead_partner"},
    {"company": "kita", "role": "partner"},
)


def owns(holder: str, company: str, share_bp: int | None, **rest: Any) -> GatheredStatement:
    share: dict[str, Any] = {} if share_bp is None else {"share_bp": share_bp}
    return said("shareholding", holder=holder, company=company, **share, **rest)


def known(*companies: str) -> tuple[GatheredStatement, ...]:
    return tuple(said("ownership_known", company=company) for company in companies)


def relation(company: str, other: str, *statements: GatheredStatement) -> list[tuple[object, ...]]:
    found = facts(case_with(*statements), "related_company")
    return values((each for each in found if (each.company, each.other) == (company, other)), "relation", "id")


EMPLOYED = said("employment", person="sato", company="oya")


def test_a_company_is_the_same_as_itself() -> None:
    assert relation("hikari", "hikari") == [("same", "related_company:hikari:hikari")]


def test_over_half_is_a_parent_both_ways_and_half_is_not() -> None:
    majority, half = owns("oya", "hikari", 5001), owns("oya", "hikari", 5000)
    both = known("oya", "hikari")
    assert relation("hikari", "oya", EMPLOYED, majority, *both)[0][0] == "parent"
    assert relation("oya", "hikari", EMPLOYED, majority, *both)[0][0] == "subsidiary"
    assert relation("hikari", "oya", EMPLOYED, half, *both) == []


def test_stated_control_and_groups_make_parents_without_a_share() -> None:
    both = known("oya", "hikari")
    control, group = said("control", company="hikari", controller="oya"), said("group", company="hikari", parent="oya")
    assert relation("hikari", "oya", EMPLOYED, control, *both)[0][0] == "parent"
    assert relation("hikari", "oya", EMPLOYED, group, *both)[0][0] == "parent"


def test_two_companies_of_one_parent_are_sisters() -> None:
    employed = said("employment", person="sato", company="kita")
    parents = owns("oya", "hikari", 6000), owns("oya", "kita", 6000)
    assert relation("hikari", "kita", employed, *parents)[0][0] == "sister"


def test_a_relation_is_unknown_until_the_owners_of_both_are_stated() -> None:
    hikari, oya = (f"ownership_known(company={each})/hikari/oya" for each in ("hikari", "oya"))
    assert relation("hikari", "oya", EMPLOYED) == [(None, hikari), (None, oya)]
    assert relation("hikari", "oya", EMPLOYED, *known("oya")) == [(None, hikari)]
    assert relation("hikari", "oya", EMPLOYED, *known("hikari")) == [(None, oya)]
    assert relation("hikari", "oya", EMPLOYED, *known("hikari", "oya")) == []


def test_the_owners_of_a_controlling_company_matter_too() -> None:
    held = owns("fund", "hikari", 6000)
    both = known("hikari", "oya")
    missing = [(None, "ownership_known(company=fund)/hikari/oya")]
    assert relation("hikari", "oya", EMPLOYED, held, *both) == missing


def test_nobody_asks_how_two_bidders_stand_to_each_other_here() -> None:
    found = facts(case_with(participants=PAIR), "related_company")
    assert {fact.relation for fact in found} == {"same"}


def test_a_partner_of_the_same_group_is_not_outside_it() -> None:
    both = [("hikari", "kita"), ("kita", "hikari")]
    assert values(facts(case_with(participants=PAIR), "partner_outside_group"), "than", "other") == both
    grouped = case_with(owns("oya", "hikari", 6000), owns("oya", "kita", 6000), participants=PAIR)
    assert facts(grouped, "partner_outside_group") == []


def through(*statements: GatheredStatement) -> list[tuple[object, ...]]:
    found = [each for each in facts(case_with(*statements), "holds_stake") if each.way == "through_companies"]
    return values(found, "holder", "company", "share_bp", "from_on", "until_on")


def test_a_person_holds_through_companies_what_the_paths_multiply_to() -> None:
    assert through(owns("sato", "oya", 5000, since="2020-01-01"), owns("oya", "hikari", 4001, since="2022-01-01")) == [
        ("sato", "hikari", 2000, "2022-01-01", "9999-12-31")
    ]


def test_the_direct_holding_is_not_counted_again() -> None:
    assert through(owns("sato", "hikari", 3000)) == []
    both = through(owns("sato", "hikari", 3000), owns("sato", "oya", 5000), owns("oya", "hikari", 1000))
    assert [each[:3] for each in both] == [("sato", "hikari", 500)]


def test_the_days_are_those_of_the_path_that_lasts() -> None:
    short = owns("sato", "oya", 5000, until="2026-12-31"), owns("oya", "hikari", 1000)
    long = owns("sato", "kita", 5000, since="2021-01-01"), owns("kita", "hikari", 1000, until="2027-12-31")
    assert through(*short, *long) == [("sato", "hikari", 1000, "0001-01-01", "2027-12-31")]


def test_a_path_with_an_unknown_share_makes_the_stake_unknown() -> None:
    assert [each[2] for each in through(owns("sato", "oya", None), owns("oya", "hikari", 1000))] == [None]


def test_companies_and_ended_holdings_give_no_stake_through_companies() -> None:
    assert through(owns("fund", "oya", 5000), owns("oya", "hikari", 4000)) == []
    assert through(owns("sato", "oya", 5000, until="2026-06-19"), owns("oya", "hikari", 4000)) == []


def common(
    *statements: GatheredStatement, what: str, parties: Mapping[str, Values] | None = None
) -> list[tuple[object, ...]]:
    rest: dict[str, Any] = {"parties": {**PARTIES, **parties}} if parties else {}
    case = case_with(*known("hikari", "kita"), *statements, participants=PAIR, **rest)
    found = [each for each in facts(case, "in_common") if each.what == what]
    return values(found, "first", "second", "holder", "lower_bp")


def test_a_common_owner_has_the_smaller_of_two_effective_shares() -> None:
    assert common(owns("fund", "hikari", 3000), owns("fund", "oya", 5000), owns("oya", "kita", 5000), what="owner") == [
        ("hikari", "kita", "fund", 2500)
    ]


def test_a_bidder_that_owns_the_other_is_a_common_owner() -> None:
    assert common(owns("hikari", "kita", 2000), what="owner") == [("hikari", "kita", "hikari", 2000)]


def test_an_unknown_share_is_unknown_beside_what_is_known() -> None:
    statements = (
        owns("fund", "hikari", 3000),
        owns("fund", "kita", 2000),
        owns("fund", "oya", None),
        owns("oya", "kita", 10),
    )
    both = [("hikari", "kita", "fund", 2000), ("hikari", "kita", "fund", None)]
    assert common(*statements, what="owner") == both


def test_an_owner_of_one_bidder_is_not_common() -> None:
    assert common(owns("fund", "hikari", 9000), what="owner") == []


def test_control_is_common_at_each_hop_though_the_effective_share_is_small() -> None:
    chain = owns("fund", "oya", 5100), owns("oya", "hikari", 5100), owns("fund", "kita", 5100)
    assert common(*chain, what="control") == [("hikari", "kita", "fund", None)]
    assert common(owns("hikari", "kita", 5100), what="control") == [("hikari", "kita", "hikari", None)]


def test_unknown_owners_are_asked_for_once_a_bidder() -> None:
    case = case_with(participants=(*PAIR, {"company": "minami", "role": "partner"}))
    assert [fact.id for fact in facts(case, "in_common")] == [
        "ownership_known(company=hikari)/hikari/kita",
        "ownership_known(company=kita)/hikari/kita",
        "ownership_known(company=minami)/hikari/minami",
    ]


def test_two_members_of_one_offer_and_an_invalid_bid_are_not_compared() -> None:
    consortium = said("bid", company="hikari", members=("kita",), status="valid")
    assert common(consortium, owns("hikari", "kita", 2000), what="owner") == []
    out = said("bid", company="kita", status="disqualified")
    assert common(out, owns("hikari", "kita", 2000), what="owner") == []


def test_an_officer_of_both_is_common_while_both_seats_last() -> None:
    one, two = (
        said("directorship", person="mori", company="hikari"),
        said("directorship", person="mori", company="kita"),
    )
    ended = said("directorship", person="mori", company="kita", until="2026-06-19")
    assert len(common(one, two, what="officer")) == 1
    assert common(one, ended, what="officer") == []


def test_addresses_are_compared_without_the_differences_in_writing() -> None:
    one = said("contact_details", company="hikari", address="東京都港区１－２－３", serviced_office=True)
    two = {"kita": {**PARTIES["kita"], "address": "東京都 港区1-2-3"}}
    assert len(common(one, what="address", parties=two)) == 1
    case = case_with(one, participants=PAIR, parties={**PARTIES, **two})
    (fact,) = [each for each in facts(case, "in_common") if each.what == "address"]
    assert (fact.serviced_office, fact.address) == (True, "東京都港区１－２－３")


def test_a_city_in_common_is_no_address_in_common() -> None:
    there = {key: {**PARTIES[key], "address": "東京都港区"} for key in ("hikari", "kita")}
    assert common(what="address", parties=there) == []


def test_an_agent_is_a_patent_agent_where_both_say_so() -> None:
    details = [said("contact_details", company=each, agent="Aoki", agent_type="patent") for each in ("hikari", "kita")]
    case = case_with(*details, participants=PAIR)
    (fact,) = [each for each in facts(case, "in_common") if each.what == "agent"]
    assert fact.agent_type == "patent"
