"""Tables in Excel files say what they say as CSV; what is none, or would unpack to too much, is refused."""

import io
import tracemalloc
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.register_document import RefusedRecord, RegisterDocument
from institutions.formats.tables.excel import archive as excel_archive
from institutions.formats.tables.excel import rows as excel
from institutions.formats.tables.excel.sheet import SheetCell
from institutions.formats.tables.rows import table_rows
from institutions.formats.tables.template_rows import template_reader
from institutions.formats.tables.templates import TEMPLATES

pytestmark = pytest.mark.bare

HEADINGS = ("holder", "company", "share_bp", "from")


def workbook(*rows: tuple[Any, ...], **formats: str) -> bytes:
    """Return an Excel file with these rows; `formats` by the coordinate of a cell."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for at, number_format in formats.items():
        cell = sheet[at]
        assert isinstance(cell, Cell)
        cell.number_format = number_format
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes) -> list[Any]:
    return list(template_reader(TEMPLATES["shareholding"])(io.BytesIO(content)))


def test_an_excel_table_says_the_same_as_a_csv_table() -> None:
    packed = read(
        workbook(HEADINGS, ("K1", "H1", 620, date(2021, 4, 1)), ("S1", "H1", 0.105, "令和4年4月1日"), C3="0.0%")
    )
    plain = read(b"holder,company,share_bp,from\nK1,H1,620,2021-04-01\nS1,H1,10.5%,2022-04-01\n")
    assert packed == plain
    assert isinstance(packed[0], RegisterDocument)


def test_a_number_that_names_somebody_keeps_its_digits() -> None:
    (record,) = read(workbook(("holder", "company"), (7000012050002, "H1")))
    assert record.content["statements"][0]["holder"] == "7000012050002"


def test_a_formula_is_refused_with_its_cell_and_the_other_rows_go_on() -> None:
    first, second = read(workbook(HEADINGS, ("K1", "H1", "=1+1", None), ("K1", "H1", 3, None)))
    assert isinstance(first, RefusedRecord)
    assert (first.line, first.errors[0].field) == (2, "C2")
    assert isinstance(second, RegisterDocument)


def bomb(size: int) -> bytes:
    """Return a workbook whose sheet unpacks to many bytes of nothing."""
    content = io.BytesIO(workbook(HEADINGS))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/nothing.bin", b"\0" * size)
    return content.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bomb(70 * 1024 * 1024)
    assert len(content) < 200_000
    monkeypatch.setattr(excel, "sheet_rows", lambda _archive: pytest.fail("it was opened"))
    with pytest.raises(FileUnreadableError, match="unpacks to"):
        read(content)


def test_a_zip_that_lies_about_what_it_unpacks_to_is_refused() -> None:
    """Python reads no more of a member than it says, and then finds that its checksum differs."""
    content = workbook(HEADINGS, *[("K1", "H1", n, None) for n in range(500)])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        (sheet,) = (each for each in packed.infolist() if each.filename.startswith("xl/worksheets/"))
    lying = content.replace(sheet.file_size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(FileUnreadableError, match="damaged"):
        read(lying)


def test_rows_far_below_are_refused_instead_of_being_counted_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MAX_EMPTY", 50)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet["A1000"] = "K1"
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(FileUnreadableError, match="empty rows"):
        read(content.getvalue())


def with_part(name: str, content: str) -> bytes:
    """Return a workbook one of whose parts is another."""
    return with_parts({name: content})


def with_parts(parts: dict[str, str]) -> bytes:
    """Return a workbook with some other parts. Excel keeps texts in a part of their own, openpyxl in the sheet."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(HEADINGS, ("K1", "H1", 620, date(2021, 4, 1))))) as whole,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        texts = f'<Relationship Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml" Id="texts"/></Relationships>'
        related = whole.read(RELATED).decode().replace("</Relationships>", texts)
        kept = {name: whole.read(name) for name in whole.namelist()}
        for name, content in (kept | {RELATED: related} | parts).items():
            changed.writestr(name, content)
    return packed.getvalue()


RELATED = "xl/_rels/workbook.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MANY = 3 * 1024 * 1024
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BOMBS = {
    "a row without an end": (SHEET, f"<worksheet {NAMESPACE}><sheetData><row>{'<c/>' * (MANY // 4)}"),
    "a cell without an end": (SHEET, f"<worksheet {NAMESPACE}><sheetData><row><c t='str'><v>{'x' * MANY}"),
    "rows within a row": (SHEET, f"<worksheet {NAMESPACE}><sheetData><row><c>{'<row/>' * (MANY // 6)}"),
    "rows beside the rows": (SHEET, f"<worksheet {NAMESPACE}>{'<row/>' * (MANY // 6)}"),
    "a tag without an end": (SHEET, f"<worksheet {NAMESPACE} a='{'x' * MANY}"),
    "elements in each other": (SHEET, f"<worksheet {NAMESPACE}>{'<a>' * 10_000}"),
    "a text without an end": (TEXTS, f"<sst {NAMESPACE}><si><t>{'x' * MANY}"),
    "runs of a text without an end": (TEXTS, f"<sst {NAMESPACE}><si>{'<r/>' * (MANY // 4)}"),
    "a format without an end": (STYLES, f"<styleSheet {NAMESPACE}><numFmts><numFmt formatCode='{'x' * MANY}"),
    "entities in each other": (TEXTS, f'<!DOCTYPE sst [<!ENTITY a0 "ha">{LAUGHS}]><sst><si><t>&a9;</t></si></sst>'),
    "an entity that is a file": (SHEET, '<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/passwd">]><w>&f;</w>'),
}


@pytest.mark.parametrize("name", BOMBS)
def test_xml_that_would_fill_the_memory_is_refused_in_little_of_it(name: str) -> None:
    content = with_part(*BOMBS[name])
    assert len(content) < 100_000
    tracemalloc.start()
    with pytest.raises(FileUnreadableError, match=r"file declares|of the Excel file has more|nested too deep"):
        read(content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 * 1024 * 1024


def test_rows_without_a_value_come_to_an_end_whatever_they_say_that_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MAX_EMPTY", 50)
    empty = "<row r='1'/>" * 60
    content = with_part(SHEET, f"<worksheet {NAMESPACE}><sheetData>{empty}</sheetData></worksheet>")
    with pytest.raises(FileUnreadableError, match="empty rows"):
        read(content)


def test_more_texts_than_a_file_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel_archive, "MAX_TEXTS", 50)
    with pytest.raises(FileUnreadableError, match="more than 50 texts"):
        read(with_part(TEXTS, f"<sst {NAMESPACE}>{'<si/>' * 60}</sst>"))


def test_what_follows_the_rows_may_be_long() -> None:
    rows = '<row><c t="inlineStr"><is><t>holder</t></is></c></row><row><c><v>7</v></c></row>'
    sheet = f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData>{'<mergeCell/>' * (MANY // 12)}</worksheet>"
    assert [row.cells for row in table_rows(io.BytesIO(with_part(SHEET, sheet)))] == [{"holder": "7"}]


def test_cells_say_what_excel_shows() -> None:
    """As other programs write it: texts with their reading, lengths of time, truth, errors, days counted from 1904."""
    styles = (
        f'<styleSheet {NAMESPACE}><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/>'
        '<numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>'
    )
    texts = (
        f"<x:sst xmlns:x={NAMESPACE.removeprefix('xmlns=')}><x:si><x:r><x:t>北</x:t></x:r><x:r><x:t>マテリ</x:t></x:r>"
        "<x:r><x:t>アル</x:t></x:r>"
        '<x:rPh sb="0" eb="1"><x:t>キタ</x:t></x:rPh></x:si></x:sst>'
    )
    cells = (
        '<c r="A2" t="s"><v>0</v></c><c r="C2" t="b"><v>1</v></c><c s="2"><v>44287</v></c><c s="1"><v>0.5</v></c>'
        '<c s="3"><v>0.062</v></c><c t="str"><v>as it is</v></c><c t="d"><v>2026-06-15T00:00:00</v></c>'
        '<c><v>1.2300000000000001E2</v></c><c r="L2" t="inlineStr"><is><t>=1+1</t></is></c>'
    )
    headings = "".join(f'<c t="inlineStr"><is><t>{letter}</t></is></c>' for letter in "abcdefghijkl")
    sheet = f"<worksheet {NAMESPACE}><sheetData><row>{headings}</row><row r='2'>{cells}</row></sheetData></worksheet>"
    content = with_parts({SHEET: sheet, TEXTS: texts, STYLES: styles})
    [row] = table_rows(io.BytesIO(content))
    assert row.cells == {
        "a": "北マテリアル", "c": "true", "d": "2021-04-01", "e": "12:00:00", "f": "6.2%", "g": "as it is",
        "h": "2026-06-15", "i": "123", "l": "=1+1",
    }  # fmt: skip


def test_an_error_of_excel_and_a_number_that_is_no_day_are_refused_with_their_cell() -> None:
    content = workbook(HEADINGS, ("K1", "H1", "#N/A", None), ("K1", "H1", 1, 10**9), D3="yyyy/mm/dd")
    first, second = read(content)
    assert [(each.field, each.message[:28]) for each in (*first.errors, *second.errors)] == [
        ("C2", "The cell holds the error #N/"),
        ("D3", "The cell holds the error #VA"),
    ]


def test_the_first_sheet_is_read_and_no_other() -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.append(("holder",))
    first.append(("K1",))
    book.create_sheet("notes", 1).append(("nothing",))
    content = io.BytesIO()
    book.save(content)
    assert [row.cells for row in table_rows(content)] == [{"holder": "K1"}]


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.none(), st.integers(-(10**14), 10**14), st.booleans(), st.dates(date(1900, 3, 1), date(2999, 1, 1))
        )
        | st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), min_size=1, max_size=9),
        min_size=1,
        max_size=6,
    )
)
def test_every_cell_is_read_as_openpyxl_reads_it(values: list[Any]) -> None:
    """The peer is openpyxl's value of a cell, except texts that it takes for formulas."""
    given_cells = [None if isinstance(each, str) and each.startswith(("=", "#")) else each for each in values]
    content = workbook(tuple("abcdef"), tuple(given_cells))
    sheet = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    cells = list(sheet.iter_rows(min_row=2, max_row=2))
    wanted = {
        heading: excel.excel_cell_text(SheetCell(2, 1, cell.value))
        for heading, cell in zip("abcdef", cells[0] if cells else (), strict=False)
        if cell.value is not None and str(cell.value).strip()
    }
    assert {h: cell for row in table_rows(io.BytesIO(content)) for h, cell in row.cells.items()} == wanted


@settings(deadline=None)
@given(st.integers(0, 6_000), st.binary(max_size=40))
def test_no_damage_does_anything_but_be_read_or_refused(at: int, damage: bytes) -> None:
    content = bytearray(workbook(HEADINGS, ("K1", "H1", 620, date(2021, 4, 1))))
    content[at : at + len(damage)] = damage
    try:
        for row in table_rows(io.BytesIO(bytes(content[: max(at, 10) + 4_000]))):
            assert row.line > 1
    except FileUnreadableError:
        pass


def test_a_zip_of_other_things_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("letter.txt", "Dear Sato")
    with pytest.raises(FileUnreadableError):
        read(content.getvalue())


def test_a_percentage_is_read_by_the_format_of_its_cell() -> None:
    content = workbook(
        ("a", "b", "c", "d", "e"), (0.062, 0.5, 6.2, 6.2, 50),
        A2="0.0%", B2='0%;[Red]-0%', C2='0.0"%"', D2="0.0\\%", E2="0",
    )  # fmt: skip
    _, line = excel.excel_lines(io.BytesIO(content))
    assert line.cells == ["6.2%", "50%", "6.2%", "6.2%", "50"]


def test_an_empty_first_sheet_is_said_to_be_the_only_one_that_is_read() -> None:
    book, file = Workbook(), io.BytesIO()
    book.create_sheet("Table").append(["record", "holder"])
    book.save(file)
    with pytest.raises(FileUnreadableError, match="only the first sheet is read"):
        list(table_rows(file))
