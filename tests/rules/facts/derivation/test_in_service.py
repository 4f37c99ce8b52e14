"""People in office on the day of the case, and people for whom that is not known."""

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def in_service(*appointments: GatheredStatement) -> list[tuple[object, ...]]:
    return values(facts(case_with(*appointments), "in_service"), "person", "body", "service", "grade", "service_known")


def test_every_appointment_of_the_day_is_a_post_in_office() -> None:
    assert in_service(
        said("appointment", person="sato", body="METI", service="regular", grade="division_director"),
        said("appointment", person="sato", body="PANEL", service="part_time", until="2026-06-20"),
        said("appointment", person="mori", body="MOF"),
    ) == [
        ("mori", "MOF", None, None, False),
        ("sato", "METI", "regular", "division_director", True),
        ("sato", "PANEL", "part_time", None, True),
    ]


def test_who_left_is_not_in_office_and_nobody_asks() -> None:
    assert in_service(said("appointment", person="sato", body="METI", service="regular", until="2026-06-19")) == []


def test_of_a_person_with_a_role_and_no_appointment_the_service_is_unknown() -> None:
    assert in_service(said("appointment", person="mori", body="METI", service="regular")) == [
        ("mori", "METI", "regular", None, True),
        ("sato", None, None, None, False),
    ]
    assert [fact.id for fact in facts(case_with(), "in_service")] == ["appointment(person=sato)/in_service"]


def test_nobody_asks_an_official_without_a_role_to_declare() -> None:
    case = case_with(
        said("appointment", person="mori", body="MOF", service="regular"),
        said("appointment", person="sato", body="METI", service="regular"),
        said("appointment", person="tanaka", body="MOF", until="2024-11-20"),
    )
    not_asked = ("2026-06-20", "not_required")
    assert values(facts(case, "declaration"), "person", "on", "basis") == [("mori", *not_asked), ("tanaka", *not_asked)]


def test_the_approval_of_a_directorship_is_read_as_stated() -> None:
    case = case_with(
        said("directorship", person="sato", company="hikari", approved=False),
        said("directorship", person="sato", company="kita", approved=True),
        said("advisory_role", person="sato", company="oya"),
    )
    assert values(facts(case, "company_post"), "company", "approved") == [
        ("hikari", False),
        ("kita", True),
        ("oya", None),
    ]
