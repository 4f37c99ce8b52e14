"""A row of CSV that goes on over many lines is bounded like a line: its cells take far more memory than the file."""

import re
from io import BytesIO

import pytest

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.tables.cell_text import MAX_LINE
from institutions.formats.tables.rows import table_rows

pytestmark = pytest.mark.bare


def test_a_row_that_never_ends_is_refused_with_the_line_where_it_begins() -> None:
    endless = b"key,name\na,A\n" + b'"\n",' * (MAX_LINE // 2)
    rows = table_rows(BytesIO(endless))
    assert next(rows).cells == {"key": "a", "name": "A"}
    said = re.escape(f"Line 3 is longer than {MAX_LINE}")
    with pytest.raises(FileUnreadableError, match=said.replace(str(MAX_LINE), "1,?048,?576")):
        next(rows)


def test_many_rows_with_line_ends_in_their_cells_are_read_whatever_they_are_together() -> None:
    cell = "x\n" * 4_000
    text = "key,name\n" + "".join(f'{number},"{cell}"\n' for number in range(200))
    assert len(text) > MAX_LINE
    assert sum(1 for row in table_rows(BytesIO(text.encode())) if not row.errors) == 200
