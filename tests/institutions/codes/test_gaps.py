"""A value that is absent leaves no gap in a sentence."""

import pytest

from institutions.codes.wording import code_words
from institutions.formats.published.troubles import ColumnMissing, ColumnTwice

pytestmark = pytest.mark.bare


def test_a_list_without_a_sheet_has_one_blank_before_its_verb() -> None:
    said = code_words(ColumnMissing(sheet="", headings=("Price",)), "en")
    assert said.startswith("The list has no column for: Price. ")
    twice = code_words(ColumnTwice(sheet="", headings=("Price",)), "en")
    assert twice == "Two columns of the list say the same: Price. Leave one out."


def test_a_sheet_is_named() -> None:
    assert code_words(ColumnMissing(sheet="April", headings=("Price",)), "en").startswith("The list April has no ")
