"""A small Excel file takes little work: no part is read twice, and a number format has the length of one."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.tables.excel.archive import MAX_FORMAT
from institutions.formats.tables.excel.rows import excel_lines, excel_sheets
from tests.institutions.formats.tables.excel.test_rows import (
    HEADINGS,
    NAMESPACE,
    OFFICE,
    RELATED,
    STYLES,
    TEXTS,
    with_parts,
)

pytestmark = pytest.mark.bare

WORKBOOK = "xl/workbook.xml"
LINKED = f'xmlns:r="{OFFICE}"'


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count how often each part of a workbook is read."""
    times: Counter[str] = Counter()
    read = zipfile.ZipFile.open

    def counting(packed: zipfile.ZipFile, name: Any, *given: Any, **more: Any) -> Any:  # Any: as zipfile has them
        times[str(name)] += 1
        return read(packed, name, *given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(zipfile.ZipFile, "open", counting)
        yield times


def related(*parts: str) -> str:
    """Return the references of a workbook to parts of some types."""
    rows = (
        f'<Relationship Type="{OFFICE}/{part.partition(" ")[0]}" Target="{part.partition(" ")[2]}" Id="r{number}"/>'
        for number, part in enumerate(parts)
    )
    return f"<Relationships>{''.join(rows)}</Relationships>"


def test_a_part_that_is_referred_to_very_often_is_read_once(opened: Counter[str]) -> None:
    """A file of some kB had its texts read for each of 100,000 references to them."""
    sheet = "worksheet worksheets/sheet1.xml"
    again = ["sharedStrings sharedStrings.xml", "styles styles.xml"] * 200
    texts = f"<sst {NAMESPACE}><si><t>a</t></si></sst>"
    content = with_parts({RELATED: related(sheet, *again), TEXTS: texts, WORKBOOK: listing(1)})
    opened.clear()
    assert len(list(excel_lines(io.BytesIO(content)))) == 2
    assert opened[TEXTS] == opened[STYLES] == 1


def listing(times: int) -> str:
    """Return a workbook that lists its sheet so many times."""
    sheets = "".join(f'<sheet name="S{number}" sheetId="{number + 1}" r:id="r0"/>' for number in range(times))
    return f"<workbook {NAMESPACE} {LINKED}><sheets>{sheets}</sheets></workbook>"


def test_a_sheet_that_is_listed_very_often_is_one_sheet(opened: Counter[str]) -> None:
    content = with_parts({RELATED: related("worksheet worksheets/sheet1.xml"), WORKBOOK: listing(200)})
    opened.clear()
    lines = list(excel_sheets(io.BytesIO(content)))
    assert [name for name, _line in lines] == ["S0", "S0"]
    assert [cell for cell in lines[0][1].cells if cell] == list(HEADINGS)
    assert opened["xl/worksheets/sheet1.xml"] == 1


def test_texts_and_formats_are_read_once_for_all_sheets(opened: Counter[str]) -> None:
    parts = [f"worksheet worksheets/sheet{number}.xml" for number in range(1, 41)]
    listed = "".join(f'<sheet name="S{number}" sheetId="{number + 1}" r:id="r{number}"/>' for number in range(40))
    cells = f"<worksheet {NAMESPACE}><sheetData><row><c t='s'><v>0</v></c></row></sheetData></worksheet>"
    content = with_parts(
        {
            RELATED: related(*parts, "sharedStrings sharedStrings.xml", "styles styles.xml"),
            WORKBOOK: f"<workbook {NAMESPACE} {LINKED}><sheets>{listed}</sheets></workbook>",
            TEXTS: f"<sst {NAMESPACE}><si><t>a</t></si></sst>",
            **{f"xl/worksheets/sheet{number}.xml": cells for number in range(1, 41)},
        }
    )
    opened.clear()
    assert [line.cells for _name, line in excel_sheets(io.BytesIO(content))] == [["a"]] * 40
    assert opened[TEXTS] == opened[STYLES] == 1


def test_a_number_format_that_excel_would_not_take_is_refused() -> None:
    """One of 2 MB that opens brackets took half an hour to be told from a day's, and each cell looked through it."""
    for length, fits in ((MAX_FORMAT, True), (MAX_FORMAT + 1, False)):
        formats = f"<numFmts><numFmt numFmtId='200' formatCode='{'0' * length}'/></numFmts>"
        styles = f"<styleSheet {NAMESPACE}>{formats}<cellXfs><xf numFmtId='200'/></cellXfs></styleSheet>"
        content = with_parts({STYLES: styles})
        if fits:
            assert list(excel_lines(io.BytesIO(content)))
        else:
            with pytest.raises(FileUnreadableError, match="number format of the Excel file has more than 255"):
                list(excel_lines(io.BytesIO(content)))
