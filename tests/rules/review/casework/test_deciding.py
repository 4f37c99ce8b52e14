"""A decision is checked before it is stored."""

from datetime import date
from typing import Any

import pytest

from rules.review.casework.deciding import check_decision
from rules.review.casework.entry_errors import reason_of
from rules.review.casework.errors import InvalidError

TODAY = date(2028, 2, 29)
MEASURE = {"text": "Bar the official from the evaluation", "owner": "General affairs division"}
# By the field that holds the day, a decision with that day.
WITH_DAY: dict[str, Any] = {
    "ends_on": lambda day: {"decided": "dismissed", "ends_on": day},
    "answer_by": lambda day: {"decided": "more_information", "asked_of": "The sponsor", "answer_by": day},
    "measures/0/due_on": lambda day: {"decided": "mitigated", "measures": [{**MEASURE, "due_on": day}]},
}


def days_of(field: str, day: str) -> list[date | None]:
    """Return the days of a checked decision that has this day in a field."""
    found = check_decision({"reason": "The shares were sold.", **WITH_DAY[field](day)}, TODAY)
    return [found.ends_on, found.answer_by, *(each.due_on for each in found.measures)]


@pytest.mark.parametrize("field", WITH_DAY)
@pytest.mark.parametrize("day", ["2028-02-29", "2038-02-28"])
def test_what_waits_ends_within_ten_years(field: str, day: str) -> None:
    assert date.fromisoformat(day) in days_of(field, day)


@pytest.mark.parametrize("field", WITH_DAY)
@pytest.mark.parametrize("day", ["2038-03-01", "2999-01-01"])
def test_a_later_day_is_refused_as_a_slip(field: str, day: str) -> None:
    with pytest.raises(InvalidError) as refused:
        days_of(field, day)
    assert list(refused.value.errors) == [field]
    assert "too far ahead" in refused.value.errors[field]
    assert "28 February 2038" in refused.value.errors[field]


@pytest.mark.parametrize("reason", ["x", "Sold.", "該当なし"])
def test_a_word_is_no_reason_for_an_act(reason: str) -> None:
    with pytest.raises(InvalidError) as refused:
        check_decision({"decided": "confirmed", "reason": reason}, TODAY)
    assert list(refused.value.errors) == ["reason"]
    assert "at least 10 letters" in refused.value.errors["reason"]
    with pytest.raises(InvalidError, match="at least 10 letters"):
        reason_of(reason)
    assert reason_of(" 持分を売却した。 ") == "持分を売却した。"
