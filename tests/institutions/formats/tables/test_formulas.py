"""No cell that leaves the register is run by a spreadsheet, and each is read as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.formats.tables.formulas import BEGINNINGS, guard_formula, unguard_formula

pytestmark = pytest.mark.bare


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert guard_formula(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "1", "ヒカリ磁性株式会社", "a=b", "'quoted'"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert guard_formula(cell) == unguard_formula(cell) == cell


@given(st.text(alphabet=["'", *BEGINNINGS, "a", "1"]) | st.text())
def test_each_cell_is_read_as_it_was_and_never_begins_like_a_formula(cell: str) -> None:
    assert unguard_formula(guard_formula(cell)) == cell
    assert not guard_formula(cell).startswith(BEGINNINGS)
