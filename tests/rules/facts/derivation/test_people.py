"""Seats, lines of command, earlier service and duties."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import OPEN_END, OPEN_START
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def test_seats_are_posts_and_panels_in_the_sponsor_or_under_it_and_roles_in_the_case() -> None:
    case = case_with(
        said("appointment", person="tanaka", body="ANRE", since="2024-04-01"),
        said("appointment", person="mori", body="MOF"),
        said("advisory_role", person="mori", body="PANEL", plenary_only=True),
        said("advisory_role", person="mori", company="hikari"),
    )
    assert values(facts(case, "body_seat"), "person", "body", "kind", "plenary_only") == [
        ("mori", "PANEL", "panel", True),
        ("sato", "METI", "role", None),
        ("tanaka", "ANRE", "appointment", None),
    ]


def test_who_has_recused_themselves_acts_in_no_seat() -> None:
    case = case_with(said("appointment", person="sato", body="METI"), said("recusal", person="sato", on="2026-06-01"))
    assert values(facts(case, "body_seat"), "kind", "acting") == [("appointment", False), ("role", False)]


def test_who_has_recused_themselves_without_a_role_is_known_to_act_in_none() -> None:
    case = case_with(said("recusal", person="mori", on="2026-06-01"))
    assert values(facts(case, "body_seat"), "person", "kind", "acting") == [
        ("mori", "role", False),
        ("sato", "role", True),
    ]


def test_superiors_are_found_at_any_distance_and_a_circle_ends() -> None:
    case = case_with(
        said("appointment", person="sato", body="METI", reports_to="tanaka"),
        said("appointment", person="tanaka", body="METI", reports_to="mori"),
        said("appointment", person="mori", body="METI", reports_to="sato"),
    )
    assert values(facts(case, "answers_to"), "person", "superior", "steps") == [
        ("sato", "mori", 2),
        ("sato", "sato", 0),
        ("sato", "tanaka", 1),
    ]


def left(*appointments: GatheredStatement) -> list[tuple[str, str | None]]:
    return [(fact.left_on, fact.service) for fact in facts(case_with(*appointments), "left_service")]


def test_who_holds_no_post_any_more_left_the_service_with_the_last_regular_one() -> None:
    assert left(
        said("appointment", person="mori", body="METI", service="regular", until="2024-11-20"),
        said("appointment", person="mori", body="MOF", service="regular", until="2022-03-31"),
        said("appointment", person="mori", body="CABINET", service="special", until="2025-01-31"),
    ) == [("2024-11-20", "regular")]


def test_who_is_in_office_has_not_left() -> None:
    ended = said("appointment", person="mori", body="METI", service="regular", until="2024-11-20")
    assert left(ended, said("appointment", person="mori", body="MOF", service="special")) == []
    assert left(said("appointment", person="mori", body="METI", service="regular", until="2026-06-20")) == []


def test_ministers_and_defence_personnel_are_bound_by_other_rules() -> None:
    assert left(said("appointment", person="mori", body="METI", service="special", until="2024-11-20")) == []
    assert left(said("appointment", person="mori", body="METI", service="defence", until="2024-11-20")) == []


def test_a_service_that_is_not_stated_is_unknown() -> None:
    assert left(said("appointment", person="mori", body="METI", until="2024-11-20")) == [("2024-11-20", None)]


def test_earlier_posts_reach_bodies_under_their_own_and_the_rest_of_the_ministry() -> None:
    case = case_with(
        said("appointment", person="mori", body="ANRE", service="regular", grade="section_chief", until="2024-11-20"),
        said("contact", person="mori", body="METI", on="2026-05-01"),
        said("contact", person="mori", body="MOF", on="2026-05-01"),
    )
    assert values(facts(case, "served_in"), "body", "scope", "of_sponsor", "grade") == [
        ("ANRE", "ministry", True, "section_chief"),
        ("ANRE", "own", True, "section_chief"),
        ("METI", "ministry", True, "section_chief"),
    ]


def test_two_ministries_under_the_cabinet_are_not_one() -> None:
    case = case_with(said("appointment", person="mori", body="MOF", service="regular", until="2024-11-20"))
    assert values(facts(case, "served_in"), "body", "of_sponsor") == [("MOF", False), ("MOF", False)]


def duties(*statements: GatheredStatement, **rest: Any) -> list[tuple[object, ...]]:
    return values(facts(case_with(*statements, **rest), "duty"), "person", "company", "held", "from_on")


def test_that_nothing_is_stated_is_no_answer_about_duties() -> None:
    assert duties() == [("sato", "hikari", None, OPEN_START)]
    (fact,) = facts(case_with(), "duty")
    assert fact.id == "duty(person=sato, company=hikari)"


def test_a_decider_appointed_under_the_sponsor_has_duties_from_the_opening_of_the_call() -> None:
    appointed = said("appointment", person="sato", body="ANRE")
    assert ("sato", "hikari", True, "2026-06-15") in duties(appointed)
    assert ("sato", "hikari", True, "2026-05-01") in duties(appointed, selection={"opened_on": "2026-05-01"})
    assert duties(said("appointment", person="sato", body="MOF")) == [("sato", "hikari", None, OPEN_START)]


def test_a_contact_person_has_no_duties_through_the_role() -> None:
    role = ({"person": "sato", "role": "contact"},)
    assert duties(said("appointment", person="sato", body="METI"), officials=role) == [
        ("sato", "hikari", None, OPEN_START)
    ]


def test_stated_duties_cover_their_company_or_the_domain_of_the_case() -> None:
    assert ("sato", "hikari", True, "2025-04-01") in duties(
        said("duty", person="sato", company="hikari", since="2025-04-01")
    )
    assert ("sato", "hikari", True, OPEN_START) in duties(said("duty", person="sato", domain="magnets"))
    unknown = [("sato", "hikari", None, OPEN_START)]
    assert duties(said("duty", person="sato", domain="cloud")) == unknown
    assert duties(said("duty", person="sato", company="kita", domain="magnets")) == unknown


def test_former_officials_have_duties_too() -> None:
    case = case_with(
        said("appointment", person="mori", body="METI", service="regular", until="2024-11-20"),
        said("duty", person="mori", company="hikari", until="2024-11-20"),
    )
    assert ("mori", True, "2024-11-20") in values(facts(case, "duty"), "person", "held", "until_on")
    assert ("mori", None, OPEN_END) in values(facts(case, "duty"), "person", "held", "until_on")
