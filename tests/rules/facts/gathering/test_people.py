"""Roles, recusals, declarations, kin, contacts: what each says and from when it counts."""

from dataclasses import replace

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import CASE, case_with, facts, said, values

pytestmark = pytest.mark.bare


def acting(*statements: GatheredStatement) -> list[bool]:
    return [fact.acting for fact in facts(case_with(*statements), "official")]


def test_a_person_with_a_role_acts_until_they_recuse_themselves() -> None:
    assert acting() == [True]
    assert acting(said("recusal", person="sato", on="2026-06-20")) == [False]
    assert acting(said("recusal", person="sato")) == [False]
    assert acting(said("recusal", person="sato", on="2026-06-21")) == [True]


def test_another_persons_recusal_changes_nothing() -> None:
    assert acting(said("recusal", person="mori", on="2026-06-01")) == [True]


def test_a_recusal_in_another_case_clears_nobody_here() -> None:
    assert acting(said("recusal", person="sato", on="2026-06-01", own=False)) == [True]


def test_only_dated_declarations_by_the_day_of_the_case_are_on_file() -> None:
    case = case_with(
        said("declaration", person="sato", on="2026-04-01"),
        said("declaration", person="sato"),
        said("declaration", person="sato", on="2026-06-21"),
        said("declaration", person="mori", on="2026-04-01"),
    )
    assert values(facts(case, "declaration"), "person", "on", "basis") == [("sato", "2026-04-01", "on_file")]


def test_nobody_asks_a_panel_member_without_a_role_to_declare() -> None:
    case = case_with(said("advisory_role", person="mori", body="PANEL"))
    assert values(facts(case, "declaration"), "person", "on", "basis") == [("mori", "2026-06-20", "not_required")]


def test_kin_are_read_both_ways_and_a_spouse_is_closer_than_any_degree() -> None:
    case = case_with(
        said("kinship", person="sato", relative="mori", by="blood", degree=2),
        said("kinship", person="tanaka", relative="sato", by="spouse"),
        said("kinship", person="mori", relative="tanaka", by="blood", degree=1),
    )
    assert values(facts(case, "close_person"), "person", "relative", "by", "degree") == [
        ("sato", "mori", "blood", 2),
        ("sato", "sato", "self", 0),
        ("sato", "tanaka", "spouse", 0),
    ]


def test_kinship_that_has_ended_is_not_read() -> None:
    case = case_with(said("kinship", person="sato", relative="mori", by="spouse", until="2026-06-19"))
    assert values(facts(case, "close_person"), "relative") == [("sato",)]


def test_a_contact_after_the_day_of_the_case_is_not_used_and_one_without_a_date_is() -> None:
    case = case_with(
        said("contact", person="mori", body="METI", on="2026-06-21"),
        said("contact", person="mori", body="METI", asking=True, about=True),
    )
    assert values(facts(case, "contact"), "on", "asking", "about_case") == [(None, True, True)]


def test_a_claim_and_a_fact_of_equal_content_are_one_fact_with_both_origins() -> None:
    first = said("declaration", person="sato", on="2026-04-01")
    second = replace(first, ref="declaration/other", lineage="other", confidence="claim")
    (fact,) = facts(replace(CASE, statements=(first, second)), "declaration")
    assert fact.origins == tuple(sorted((first.ref, second.ref)))
