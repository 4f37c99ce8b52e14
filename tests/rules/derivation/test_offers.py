"""Talks about later employment: which are read, and whether the person was in office then."""

import pytest

from rules.gathering.stated import Stated
from tests.rules.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare

OFFICE = said("appointment", person="sato", body="METI", service="regular", since="2024-04-01", until="2026-03-31")


def in_office(*statements: Stated) -> list[tuple[object, ...]]:
    return values(facts(case_with(*statements), "job_offer"), "on", "in_office")


def test_an_offer_is_read_as_stated() -> None:
    offer = said(
        "job_offer", person="sato", company="hikari", stage="promised", on="2026-05-01", exempt="center_introduction"
    )
    fields = ("person", "company", "stage", "on", "notified", "exempt")
    assert values(facts(case_with(offer), "job_offer"), *fields) == [
        ("sato", "hikari", "promised", "2026-05-01", None, "center_introduction")
    ]


def test_notice_counts_from_its_day() -> None:
    given = {"2026-06-20": True, "2026-06-21": False}
    for day, known in given.items():
        offer = said("job_offer", person="sato", company="hikari", notified_on=day)
        assert values(facts(case_with(offer), "job_offer"), "notified") == [(known,)]


def test_talks_that_have_ended_or_lie_ahead_are_not_read() -> None:
    assert in_office(said("job_offer", person="sato", company="hikari", until="2026-06-19")) == []
    assert in_office(said("job_offer", person="sato", company="hikari", on="2026-06-21")) == []


def test_the_day_of_the_talks_says_whether_the_person_was_in_office() -> None:
    for day, answer in {"2024-03-31": False, "2024-04-01": True, "2026-03-31": True, "2026-04-01": False}.items():
        assert in_office(OFFICE, said("job_offer", person="sato", company="hikari", on=day)) == [(day, answer)]


def test_without_a_day_the_day_of_the_case_counts() -> None:
    offer = said("job_offer", person="sato", company="hikari")
    assert in_office(OFFICE, offer) == [(None, False)]
    assert in_office(said("appointment", person="sato", body="METI"), offer) == [(None, True)]


def test_where_no_appointment_is_stated_it_is_unknown() -> None:
    offer = said("job_offer", person="sato", company="hikari", on="2026-05-01")
    other = said("appointment", person="mori", body="METI")
    assert in_office(other, offer) == [("2026-05-01", None)]
