"""Companies that former officials joined, the days, and the known notices."""

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare

LEFT = said("appointment", person="mori", body="METI", service="regular", until="2024-11-20")


def joined(*statements: GatheredStatement) -> list[tuple[object, ...]]:
    found = facts(case_with(LEFT, *statements), "joined_company")
    return values(found, "company", "on", "notified", "capacity")


def test_a_re_employment_is_read_as_stated() -> None:
    assert joined(
        said("re_employment", person="mori", company="hikari", on="2025-01-01", notified=False, capacity="officer"),
        said("re_employment", person="mori", company="kita", since="2025-02-01"),
        said("re_employment", person="mori", company="oya"),
    ) == [("hikari", "2025-01-01", False, "officer"), ("kita", "2025-02-01", None, None), ("oya", None, None, None)]


def test_notice_counts_from_its_day() -> None:
    def notified(on: str) -> list[tuple[object, ...]]:
        return joined(said("re_employment", person="mori", company="hikari", on="2025-01-01", notified_on=on))

    assert notified("2026-06-20") == [("hikari", "2025-01-01", True, None)]
    assert notified("2026-06-21") == [("hikari", "2025-01-01", False, None)]


def test_a_post_alone_says_that_the_person_joined_and_asks_for_the_rest() -> None:
    posts = (
        said("employment", person="mori", company="hikari", since="2025-03-01"),
        said("directorship", person="mori", company="hikari", since="2025-01-01"),
        said("advisory_role", person="mori", company="kita"),
    )
    assert joined(*posts) == [("hikari", "2025-01-01", None, None), ("kita", None, None, None)]
    ids = [fact.id for fact in facts(case_with(LEFT, *posts), "joined_company")]
    assert ids == ["re_employment(person=mori, company=hikari)", "re_employment(person=mori, company=kita)"]


def test_a_post_beside_a_stated_re_employment_in_that_company_asks_nothing_more() -> None:
    assert joined(
        said("re_employment", person="mori", company="hikari", on="2025-01-01", notified=True),
        said("employment", person="mori", company="hikari", since="2025-01-01"),
    ) == [("hikari", "2025-01-01", True, None)]


def test_who_returns_to_the_company_that_they_came_from_joins_nobody() -> None:
    assert joined(said("employment", person="mori", company="hikari", since="2010-04-01")) == []
    assert joined(said("employment", person="mori", company="hikari", since="2024-11-20")) == []
    assert joined(said("employment", person="mori", company="hikari", since="2024-11-21")) == [
        ("hikari", "2024-11-21", None, None)
    ]


def test_a_post_that_ended_before_leaving_says_nothing() -> None:
    assert joined(said("employment", person="mori", company="hikari", until="2024-11-20")) == []


def test_a_seat_by_office_and_the_home_of_a_secondee_are_no_jobs() -> None:
    assert joined(said("ex_officio_seat", person="mori", company="hikari", since="2025-01-01")) == []
    assert joined(said("secondment", person="mori", company="hikari", body="METI", since="2025-01-01")) == []


def test_nobody_else_is_asked() -> None:
    post = said("employment", person="tanaka", company="hikari", since="2025-01-01")
    assert joined(post, said("re_employment", person="sato", company="hikari", on="2025-01-01")) == []
