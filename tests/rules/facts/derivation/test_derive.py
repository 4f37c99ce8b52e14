"""All facts together: sorted, unique, the same whatever the order of the statements."""

from dataclasses import fields, replace

import pytest

from rules.facts.gathering.statements import CaseInput, Values
from tests.rules.facts.gathering.building import CASE, case_with, facts, facts_of, said

pytestmark = pytest.mark.bare


def rich_case() -> CaseInput:
    return case_with(
        said("appointment", person="sato", body="METI", reports_to="tanaka"),
        said("shareholding", holder="sato", company="oya", share_bp=5000),
        said("shareholding", holder="oya", company="hikari", share_bp=7000),
        said("shareholding", holder="hikari", company="oya", share_bp=1000),
        said("measure", body="METI", company="hikari", type="subsidy", on="2025-09-01"),
        said("competitor", company="hikari", of="kita"),
        said("kinship", person="sato", relative="mori", by="blood", degree=1),
    )


def test_facts_are_sorted_and_each_id_is_there_once() -> None:
    ids = [fact.id for fact in facts_of(rich_case())]
    assert ids == sorted(set(ids))


def test_the_order_of_the_statements_changes_nothing() -> None:
    case = rich_case()
    turned = replace(case, statements=case.statements[::-1])
    assert facts_of(turned) == facts_of(case)


def test_only_int_bool_text_and_unknown_reach_the_engine() -> None:
    for fact in facts_of(rich_case()):
        for field in fields(fact):
            if field.name not in ("origins", "further", "not_recorded", "tax_not_stated", "tax_added_on"):
                assert isinstance(getattr(fact, field.name), int | bool | str | None)


def test_every_origin_is_a_fact_or_a_statement() -> None:
    case = rich_case()
    facts = facts_of(case)
    known = {fact.id for fact in facts} | {stated.ref for stated in case.statements}
    assert {origin for fact in facts for origin in fact.origins} <= known


def test_two_different_facts_with_one_id_are_numbered() -> None:
    twice: tuple[Values, ...] = (
        {"company": "hikari", "role": "partner", "major": True},
        {"company": "hikari", "role": "partner"},
    )
    ids = [fact.id for fact in facts_of(replace(CASE, participants=twice)) if fact.type == "participates"]
    assert ids == ["participates:hikari:partner", "participates:hikari:partner#2"]


def test_what_lies_after_the_day_of_the_case_is_not_used() -> None:
    late = case_with(said("measure", body="METI", company="hikari", type="subsidy", on="2026-06-21"))
    assert facts_of(late) == facts_of(CASE)


def test_a_companys_holding_is_a_fact_where_something_follows_from_it() -> None:
    minor = said("shareholding", holder="fund", company="hikari", share_bp=100)
    major = said("shareholding", holder="oya", company="hikari", share_bp=6000)
    stakes = [fact.id for fact in facts_of(case_with(minor, major)) if fact.type == "holds_stake"]
    assert stakes == [f"holds_stake:{major.lineage}"]


def test_what_is_stated_as_a_claim_is_claimed_and_what_follows_points_to_it() -> None:
    claim = replace(said("shareholding", holder="oya", company="hikari", share_bp=7000), confidence="claim")
    found = facts_of(case_with(said("shareholding", holder="sato", company="oya", share_bp=5000), claim))
    claimed = {fact.id for fact in found if fact.claimed}
    assert claimed == {"holds_stake:shareholding-oya-hikari-7000"}
    through = [fact for fact in found if fact.type == "holds_stake" and claimed & set(fact.origins)]
    assert len(through) == 1


def test_what_one_states_as_a_claim_and_another_as_a_fact_is_a_fact() -> None:
    fact = said("shareholding", holder="sato", company="hikari", share_bp=620)
    claim = replace(fact, ref=f"{fact.ref}-2", lineage=f"{fact.lineage}-2", confidence="claim")
    alone, both = (facts_of(case_with(*statements)) for statements in ((claim,), (fact, claim)))
    assert [each.claimed for each in alone if each.type == "holds_stake"] == [True]
    assert [each.claimed for each in both if each.type == "holds_stake"] == [False]


def test_a_claim_that_no_fact_of_its_own_is_made_from_marks_what_is_derived_from_it() -> None:
    bids = [said("bid", company=each, status="valid", on="2026-06-01") for each in ("hikari", "kita")]
    details = [said("contact_details", company=each, phone="03-1234") for each in ("hikari", "kita")]
    found = facts(case_with(*bids, details[0], replace(details[1], confidence="claim")), "in_common")
    assert [each.claimed for each in found if each.what == "phone"] == [True]
