"""The seed states officials from elsewhere and budget lines, as statements that serve the whole register."""

from datetime import date
from typing import Any

import pytest

from institutions.models import table_of
from institutions.parties.organisation.state import read_organisation
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed

pytestmark = pytest.mark.django_db


def rows(kind: str, **where: Any) -> list[Any]:  # Any: tables are made at run time
    return list(table_of(kind).objects.filter(**where).order_by("pk"))


def test_officials_from_elsewhere_and_budget_lines_are_stated_with_their_days_and_sources() -> None:
    store_seed(read_folder())
    division = rows("posting", body__code="NSS-ECON")
    assert [each.origin.code for each in division] == ["METI", "MIC", "MOFA", "MOF", "NPA"]
    (staff,) = rows("posting", body__code="DA")
    assert (staff.people, staff.from_sector, staff.origin) == (223, "private_sector", None)
    lines = rows("budget_line", body__code="JST")
    assert [(each.amount_yen, each.from_on, each.shared_with.code) for each in lines] == [
        (250_000_000_000, date(2021, 4, 1), "NEDO"),
        (250_000_000_000, date(2022, 4, 1), "NEDO"),
    ]
    for each in (*division, staff, *lines):
        assert (each.reach, each.confidence) == ("register", "fact")
        assert each.source.url
        assert each.until_on


def test_what_was_read_of_one_day_says_nothing_of_the_next() -> None:
    store_seed(read_folder())
    assert [each.body for each in read_organisation(date(2021, 9, 1)).secondments] == ["DA"]
    assert read_organisation(date(2021, 9, 2)).secondments == ()


def test_councils_have_the_posts_that_a_source_states() -> None:
    store_seed(read_folder())
    posts = read_organisation(date(2026, 6, 20)).posts
    assert {each.en for each in posts if each.body in ("ESPC", "CHANS")} == {
        "Chair (the Prime Minister)", "Members", "Technical members",
        "Vice-chairs (the Chief Cabinet Secretary and the Minister in charge of Economic Security)",
    }  # fmt: skip
