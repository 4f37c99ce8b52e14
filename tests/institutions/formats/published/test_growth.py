"""A published list takes work in proportion to its size, whatever stands in its cells."""

import pytest

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.published.contracts import REQUIRED, read_contract_list
from institutions.formats.published.party_cells import ADDRESS, name_and_address
from institutions.formats.published.table import TableReading
from institutions.formats.published.troubles import ColumnTwice
from institutions.formats.published.words import (
    IN_BRACKETS,
    LONGEST_HEADING,
    HeadingTable,
    bare_heading,
    heading_table,
    without_brackets,
)
from institutions.formats.tables.lines import TableLine
from institutions.formats.tables.rows import MAX_CELL
from tests.backtracking import Steps, assert_few_steps
from tests.compared import Compared
from tests.institutions.formats.published.lists import HEADINGS, ROWS, list_csv
from tests.proportion import assert_linear

pytestmark = pytest.mark.django_db  # queries are counted too


def test_the_matcher_of_tests_sees_work_that_grows_with_the_square() -> None:
    with pytest.raises(AssertionError, match="steps"):
        assert_few_steps(IN_BRACKETS, "(")
    assert Steps(IN_BRACKETS).search_all("(a)") < 10


@pytest.mark.parametrize("unit", ["、", ",", " ", "、1", "、-", "-", "、 〒", "県"])
def test_a_supplier_is_told_from_its_address_in_proportion_to_the_cell(unit: str) -> None:
    """8,000 commas took two seconds, twice as many four times as long, and a cell of CSV may have a megabyte."""
    assert_few_steps(ADDRESS, unit, before="a")
    assert name_and_address("架空商事、、 東京都港区1-1") == ("架空商事", "東京都港区1-1")


def test_brackets_that_nothing_closes_are_not_followed_to_the_end_of_a_heading_each() -> None:
    """8,000 took a quarter of a second, twice as many four times as long."""
    for closed in ("", ")", "(a)"):
        line = closed + "(" * 500
        looked_at = line[: 1 + max(map(line.rfind, ")]】〕"))]
        assert without_brackets(line) == ("" if closed == "(a)" else closed) + "(" * 500
        assert Steps(IN_BRACKETS).search_all(looked_at) < 50
    assert bare_heading("契約金額（円・税込） (x\ny)") == bare_heading("契約金額 xy")
    assert bare_heading("契約金額" + "(" * LONGEST_HEADING) == "契約金額" + "(" * LONGEST_HEADING


def test_a_cell_that_is_too_long_for_any_field_is_an_error_of_its_row() -> None:
    """Cells of an Excel file may share a text: a small file had one of two megabytes folded for each of its cells."""
    title, *rest = ROWS[0]
    for length in (MAX_CELL, MAX_CELL + 1):
        [found] = read_contract_list(list_csv([(title.ljust(length, "x"), *rest)]))
        said = [(each.field, each.said.code) for each in found.errors]
        assert said == ([] if length == MAX_CELL else [(HEADINGS[0], "cell.too_long")])


def test_headings_that_come_very_often_are_counted_and_not_compared_each_with_all_others() -> None:
    """A line of a megabyte may have 250,000."""
    known = heading_table("contracts")
    names = {name: Compared(name) for name in known.fields.values()}
    watched = HeadingTable({heading: names[name] for heading, name in known.fields.items()}, known.first)

    def headed(number: int) -> None:
        reading = TableReading(watched, REQUIRED)
        assert not list(reading.line(TableLine(1, [*HEADINGS, *["契約金額", "落札率"] * number])))
        with pytest.raises(FileUnreadableError) as refusal:
            list(reading.line(TableLine(2, ["a"] * len(HEADINGS))))
        assert isinstance(refusal.value.said, ColumnTwice)

    assert_linear(headed)
