"""Posts in companies, and secondments from them, as stated."""

import pytest

from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def test_a_secondment_is_read_as_stated_and_an_ended_one_too() -> None:
    case = case_with(
        said("secondment", person="sato", company="hikari", body="METI", approved_exchange=True, duties_separate=False),
        said("secondment", person="mori", company="kita", body="MOF", since="2020-04-01", until="2022-03-31"),
        said("secondment", person="tanaka", company="kita", body="MOF", since="2026-06-21"),
    )
    fields = ("person", "company", "body", "from_on", "until_on", "approved_exchange", "duties_separate")
    assert values(facts(case, "secondment"), *fields) == [
        ("mori", "kita", "MOF", "2020-04-01", "2022-03-31", None, None),
        ("sato", "hikari", "METI", "0001-01-01", "9999-12-31", True, False),
    ]
