"""Days as people type them into the form: in either calendar."""

import pytest

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.document import DOCUMENT
from rules.templatetags.dates import in_era
from rules.web.pages.form.posted_values import read_fields, typed_value

DAY = next(each for kind in KINDS.values() for each in kind.fields if each.sort is FieldSort.DATE)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-06-20", "2026-06-20"),
        ("2026/6/20", "2026-06-20"),
        ("令和8年6月20日", "2026-06-20"),
        ("R8.6.20", "2026-06-20"),
        ("令和元年５月１日", "2019-05-01"),
        ("平成31年5月1日", "平成31年5月1日"),  # the era had ended the day before
        ("2026-02-30", "2026-02-30"),
        ("30 September 2029", "2029-09-30"),  # as the pages show it
        ("30 Sep 2029", "2029-09-30"),
        ("１ Oct. 2026", "2026-10-01"),
        ("October 1st, 2026", "2026-10-01"),
        ("31 Sep 2029", "31 Sep 2029"),
        ("3 Ma 2026", "3 Ma 2026"),  # March or May
        ("3 Marsh 2026", "3 Marsh 2026"),
        ("next week", "next week"),
    ],
)
def test_a_day_is_typed_in_either_calendar_or_in_english_and_anything_else_stays_for_the_check(
    typed: str, stored: str
) -> None:
    assert typed_value(DAY, typed) == stored


def test_the_ends_of_a_period_are_typed_alike() -> None:
    posted = {"/period/from": "R8.4.1", "/period/until": "2027-03-31"}
    assert read_fields((DOCUMENT.by_name["period"],), "", posted) == {
        "period": {"from": "2026-04-01", "until": "2027-03-31"}
    }


@pytest.mark.parametrize(("typed", "shown"), [("2026-06-20", "令和8年6月20日"), ("2026-02-30", ""), ("", "")])
def test_a_day_that_was_typed_is_shown_in_the_japanese_calendar(typed: str, shown: str) -> None:
    assert in_era(typed) == shown
