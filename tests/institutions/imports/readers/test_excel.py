"""Tables in Excel files say what they say as CSV; what is none, or would unpack to too much, is refused."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from institutions.drafts.documents import FileUnreadableError
from institutions.imports.readers import excel
from institutions.imports.readers.tables import rows_of
from institutions.imports.readers.template_rows import reader_of
from institutions.imports.readers.templates import TEMPLATES
from institutions.imports.register_document import Refused, RegisterDocument

pytestmark = pytest.mark.bare

HEADINGS = ("holder", "company", "share_bp", "from")


def workbook(*rows: tuple[Any, ...], **formats: str) -> bytes:
    """An Excel file with these rows; `formats` by the coordinate of a cell."""
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
    return list(reader_of(TEMPLATES["shareholding"])(io.BytesIO(content)))


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
    assert isinstance(first, Refused)
    assert (first.line, first.errors[0].field) == (2, "C2")
    assert isinstance(second, RegisterDocument)


def bomb(size: int) -> bytes:
    """A workbook whose sheet unpacks to many bytes of nothing."""
    content = io.BytesIO(workbook(HEADINGS))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/nothing.bin", b"\0" * size)
    return content.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = bomb(70 * 1024 * 1024)
    assert len(content) < 200_000
    monkeypatch.setattr(excel, "load_workbook", lambda *_args, **_kwargs: pytest.fail("it was opened"))
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


@settings(deadline=None)
@given(st.integers(0, 6_000), st.binary(max_size=40))
def test_no_damage_does_anything_but_be_read_or_refused(at: int, damage: bytes) -> None:
    content = bytearray(workbook(HEADINGS, ("K1", "H1", 620, date(2021, 4, 1))))
    content[at : at + len(damage)] = damage
    try:
        for row in rows_of(io.BytesIO(bytes(content[: max(at, 10) + 4_000]))):
            assert row.line > 1
    except FileUnreadableError:
        pass


def test_a_zip_of_other_things_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("letter.txt", "Dear Sato")
    with pytest.raises(FileUnreadableError):
        read(content.getvalue())
