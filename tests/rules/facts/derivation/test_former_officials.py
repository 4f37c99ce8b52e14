"""Former officials of the sponsor's side at a participant, and what the sponsor paid it since."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare

LEFT = said("appointment", person="mori", body="METI", service="special", grade="director_general", until="2024-11-20")
JOINED = said("re_employment", person="mori", company="hikari", on="2025-01-15")


def former(*statements: GatheredStatement) -> list[tuple[object, ...]]:
    found = facts(case_with(*statements), "former_official")
    return values(found, "person", "company", "body", "left_on", "joined_on", "days_between")


def paid(*statements: GatheredStatement) -> list[tuple[object, ...]]:
    return values(facts(case_with(LEFT, JOINED, *statements), "former_official"), "awards", "paid_yen")


def test_a_former_official_of_any_service_who_works_at_a_participant_is_found() -> None:
    assert former(LEFT, JOINED) == [("mori", "hikari", "METI", "2024-11-20", "2025-01-15", 56)]


@pytest.mark.parametrize("kind", ["directorship", "employment", "advisory_role"])
def test_a_post_of_any_kind_counts_and_its_first_day_may_be_unknown(kind: str) -> None:
    assert former(LEFT, said(kind, person="mori", company="hikari")) == [
        ("mori", "hikari", "METI", "2024-11-20", None, None)
    ]


def test_the_latest_post_on_the_side_of_the_sponsor_decides() -> None:
    before = said("appointment", person="mori", body="METI", until="2020-03-31", grade="staff")
    elsewhere = said("appointment", person="mori", body="DA", until="2024-12-31")
    assert former(before, LEFT, elsewhere, JOINED) == [("mori", "hikari", "METI", "2024-11-20", "2025-01-15", 56)]
    (found,) = facts(case_with(before, LEFT, JOINED), "former_official")
    assert found.grade == "director_general"


def test_nobody_is_named_who_is_still_there_or_was_never_there() -> None:
    assert former(LEFT, said("appointment", person="mori", body="METI", since="2025-04-01"), JOINED) == []
    assert former(said("appointment", person="mori", body="DA", until="2024-11-20"), JOINED) == []
    assert former(JOINED) == []


def test_a_secondee_who_returned_has_not_joined() -> None:
    assert former(LEFT, said("employment", person="mori", company="hikari", since="2010-04-01")) == []
    assert former(LEFT, said("employment", person="mori", company="hikari", since="2024-11-20")) == []
    assert len(former(LEFT, said("employment", person="mori", company="hikari", since="2024-11-21"))) == 1


def test_a_post_that_has_ended_or_a_seat_by_office_says_nothing() -> None:
    assert (
        former(LEFT, said("employment", person="mori", company="hikari", since="2025-01-01", until="2025-12-31")) == []
    )
    assert former(LEFT, said("ex_officio_seat", person="mori", company="hikari", since="2025-01-01")) == []


def test_an_employer_that_takes_no_part_is_not_named() -> None:
    assert former(LEFT, said("re_employment", person="mori", company="oya", on="2025-01-15")) == []


def test_awards_of_the_sponsor_since_are_counted() -> None:
    assert paid() == [(0, 0)]
    award: dict[str, Any] = {"company": "hikari", "body": "METI", "domain": "magnets"}
    at_once = said("award", on="2024-11-20", amount_yen=5, **award)
    later = said("award", on="2024-11-21", amount_yen=10, **award)
    other = said("award", on="2025-06-01", amount_yen=20, **(award | {"domain": "cloud"}))
    of_another = said("award", on="2025-06-01", amount_yen=40, **(award | {"body": "DA"}))
    assert paid(at_once, later, other, of_another) == [(2, 30)]


def test_an_award_without_an_amount_or_a_day_leaves_the_sum_unknown() -> None:
    award: dict[str, Any] = {"company": "hikari", "body": "METI", "domain": "magnets"}
    assert paid(said("award", on="2025-06-01", **award)) == [(1, None)]
    assert paid(said("award", amount_yen=10, **award)) == [(None, None)]
