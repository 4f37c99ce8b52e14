"""What a decision takes, before it is stored."""

from datetime import date

import pytest

from rules.casework.deciding import check_decision
from rules.casework.errors import InvalidError

TODAY = date(2028, 2, 29)


def dismissed_to(day: str) -> date | None:
    return check_decision({"decided": "dismissed", "reason": "Sold.", "ends_on": day}, TODAY).ends_on


@pytest.mark.parametrize("day", ["2028-02-29", "2038-02-28"])
def test_a_dismissal_ends_within_ten_years(day: str) -> None:
    assert dismissed_to(day) == date.fromisoformat(day)


@pytest.mark.parametrize("day", ["2038-03-01", "2999-01-01"])
def test_a_dismissal_that_ends_later_is_refused_as_a_slip(day: str) -> None:
    with pytest.raises(InvalidError) as refused:
        dismissed_to(day)
    assert list(refused.value.errors) == ["ends_on"]
    assert "too far ahead" in refused.value.errors["ends_on"]
    assert "28 February 2038" in refused.value.errors["ends_on"]
