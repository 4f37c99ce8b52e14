"""Posts in government bodies and trades in securities: as stated, and what silence about them says."""

import pytest

from rules.facts.kinds.base import OPEN_END, OPEN_START
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def test_posts_are_read_with_grade_and_service_ended_ones_too() -> None:
    case = case_with(
        said("appointment", person="sato", body="METI", grade="minister", service="special", since="2024-10-01"),
        said("appointment", person="mori", body="MOF", until="2023-03-31"),
        said("appointment", person="tanaka", body="ANRE", since="2026-06-21"),
    )
    assert values(facts(case, "appointment"), "person", "body", "grade", "service", "from_on", "until_on") == [
        ("mori", "MOF", None, None, OPEN_START, "2023-03-31"),
        ("sato", "METI", "minister", "special", "2024-10-01", OPEN_END),
    ]


def test_that_no_post_is_stated_of_a_person_with_a_role_is_no_answer() -> None:
    (fact,) = facts(case_with(), "appointment")
    assert fact.id == "appointment(person=sato)"
    assert (fact.body, fact.grade, fact.service) == (None, None, None)
    assert (fact.from_on, fact.until_on) == (OPEN_START, OPEN_END)


def test_nobody_asks_an_appointed_person_without_a_role_to_declare() -> None:
    case = case_with(said("appointment", person="mori", body="MOF"), said("appointment", person="sato", body="METI"))
    assert values(facts(case, "declaration"), "person", "on", "basis") == [("mori", "2026-06-20", "not_required")]


def test_trades_are_read_up_to_the_day_of_the_case_and_without_a_day() -> None:
    case = case_with(
        said("securities_trade", person="sato", company="hikari", on="2026-06-20", side="buy"),
        said("securities_trade", person="sato", company="hikari", on="2026-06-21", side="sell"),
        said("securities_trade", person="mori", company="kita"),
    )
    assert values(facts(case, "securities_trade"), "person", "company", "on", "side") == [
        ("mori", "kita", None, None),
        ("sato", "hikari", "2026-06-20", "buy"),
    ]


def test_whether_a_post_was_notified_is_read() -> None:
    case = case_with(
        said("directorship", person="sato", company="hikari", notified=True),
        said("directorship", person="sato", company="kita"),
    )
    assert values(facts(case, "company_post"), "company", "notified") == [("hikari", True), ("kita", None)]
