"""Whole numbers as addresses and forms write them."""

import pytest

from institutions.values.written_number import LARGEST_NUMBER, written_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), (str(LARGEST_NUMBER), LARGEST_NUMBER)])
def test_a_number_is_read(text: str, number: int) -> None:
    assert written_number(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "1_000", "٣", "²", str(LARGEST_NUMBER + 1), "9" * 5_000])
def test_anything_else_is_none(text: str) -> None:
    assert written_number(text) is None


def test_both_bounds_belong_to_it() -> None:
    assert [written_number(text, least=1, most=500) for text in ("0", "1", "500", "501")] == [None, 1, 500, None]
