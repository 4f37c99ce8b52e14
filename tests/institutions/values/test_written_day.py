"""A day has one written form."""

from datetime import date

import pytest

from institutions.values.written_day import written_day


def test_a_day_is_year_month_and_day() -> None:
    assert written_day("2020-04-01") == date(2020, 4, 1)


@pytest.mark.parametrize(
    "text",
    ["", "20200401", "2020-W14-3", "2020-4-1", "2020-02-30", "0000-01-01", "２０２０-04-01", "2020-04-01\n"],
)
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="is not a day"):
        written_day(text)
