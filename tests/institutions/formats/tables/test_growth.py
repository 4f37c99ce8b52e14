"""A table takes work in proportion to its size: headings are read once, and a row lists the first of its errors."""

import io

import pytest

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import MAX_ERRORS
from institutions.drafts.near_words import nearest_word
from institutions.formats.register_document import RefusedRecord
from institutions.formats.tables import templates
from institutions.formats.tables.rows import MAX_HEADING, table_rows
from institutions.formats.tables.template_rows import template_reader
from institutions.formats.tables.templates import MOST_KEPT, TEMPLATES, Template
from institutions.lists.cells import read_cells

pytestmark = pytest.mark.bare


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return the headings for which the nearest word is looked for; those of earlier tables are forgotten."""
    found: list[object] = []

    def noted(written: object, words: object) -> object:
        found.append(written)
        return nearest_word(written, words)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(templates, "nearest_word", noted)
    monkeypatch.setattr(Template, "_looked_for", {})
    return found


def test_the_nearest_heading_is_looked_for_once_and_not_for_each_row(looked_for: list[object]) -> None:
    """A row of 400 bytes may have 200 cells under unknown headings."""
    table = b"key,nmae\n" + b"k,x\n" * 50
    rows = list(template_reader(TEMPLATES["companies"])(io.BytesIO(table)))
    assert [row.errors[0].said.code for row in rows if isinstance(row, RefusedRecord)] == ["table.unknown_column"] * 50
    read = [read_cells(TEMPLATES["companies"], row)[1] for row in table_rows(io.BytesIO(table))]
    assert all(troubles[0][1].code == "table.unknown_column" for troubles in read)
    assert looked_for == ["nmae"]


def test_headings_of_very_many_tables_are_not_kept(looked_for: list[object]) -> None:
    for number in range(2 * MOST_KEPT):
        TEMPLATES["companies"].column_under(f"x{number}")
    assert len(looked_for) == 2 * MOST_KEPT
    assert len(TEMPLATES["companies"]._looked_for) <= MOST_KEPT


def test_a_heading_that_is_too_long_is_refused() -> None:
    """Each row folded it again: a megabyte for each line of two bytes."""
    for length in (MAX_HEADING, MAX_HEADING + 1):
        rows = table_rows(io.BytesIO(b"key," + b"x" * length + b"\na,b\n"))
        if length == MAX_HEADING:
            assert len(list(rows)) == 1
        else:
            with pytest.raises(FileUnreadableError, match="201 characters; at most 200"):
                list(rows)


def test_a_row_of_very_many_cells_lists_the_first_errors_with_their_number() -> None:
    """A line of a megabyte had 500,000 errors."""
    [row] = table_rows(io.BytesIO(b"key\n" + b"a," * 5_000 + b"a\n"))
    assert len(row.errors) == MAX_ERRORS + 1
    assert "5,000 errors" in row.errors[-1].message or "5000 errors" in row.errors[-1].message
