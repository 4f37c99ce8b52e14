"""Published lists as PDF: ruled tables over pages are read as CSV is; anything else is refused with a remedy."""

import io
import subprocess
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import IndirectObject, NameObject, StreamObject

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.published import pdf_rows
from institutions.formats.published.contracts import PublishedContract, read_contract_list
from institutions.values.signs_of_life import hearing_signs
from tests.every import every
from tests.institutions.formats.published.lists import HEADINGS, ROWS, TITLE, list_csv
from tests.institutions.formats.published.pdf_lists import SCAN, STYLE, pdf_of, pdf_table

CIRCLE = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>"  # its pages are itself
PLAIN_TABLE = STYLE.replace("0.5pt solid black", "none")


def read(file: io.BytesIO) -> list[PublishedContract]:
    return list(read_contract_list(file))


def refused(file: io.BytesIO) -> Any:
    with pytest.raises(FileUnreadableError) as trouble:
        read(file)
    return trouble.value.said


def said_by(contracts: list[PublishedContract]) -> list[tuple[object, ...]]:
    """Return what contracts say, apart from their lines."""
    names = ("title", "signed_on", "amount", "tax", "supplier", "address", "corporate_number", "method", "bidders")
    return [tuple(getattr(each, name) for name in (*names, "reserve")) for each in contracts]


def many(number: int) -> Iterator[tuple[str, ...]]:
    """Yield rows with a title of their own each."""
    for each in range(number):
        yield (f"架空業務その{each}", *ROWS[0][1:])


def test_a_pdf_reads_as_the_csv_of_the_same_table() -> None:
    found = read(pdf_of(pdf_table(HEADINGS, ROWS, TITLE, "※架空の公表である。")))
    assert [each.errors for each in found] == [(), (), ()]
    assert said_by(found) == said_by(read(list_csv()))


@every("headings", ["again", "once"])
def test_a_table_over_several_pages_has_all_its_rows(headings: str) -> None:
    style = STYLE if headings == "again" else STYLE.replace("table-header-group", "table-row-group")
    file = pdf_of(pdf_table(HEADINGS, many(40)), style=style)
    assert len(PdfReader(file).pages) > 1
    assert [each.title for each in read(file)] == [f"架空業務その{each}" for each in range(40)]


def test_words_of_latin_letters_stay_apart_where_a_cell_breaks_them() -> None:
    assert pdf_rows.join_lines("Kita\nMaterials") == "Kita Materials"
    assert pdf_rows.join_lines("経済産業\n省架空局") == "経済産業省架空局"
    assert pdf_rows.join_lines("ヒカリ磁性\n東京都港区架空") == "ヒカリ磁性\n東京都港区架空"


def test_a_scanned_pdf_is_refused_with_a_remedy() -> None:
    said = refused(pdf_of(SCAN))
    assert said.code == "pdf.page_scanned"
    assert "Ask the publisher for the Excel file" in said.words


def test_a_page_without_text_or_picture_is_refused() -> None:
    assert refused(pdf_of("<p></p>")).code == "pdf.scanned"


def test_a_scanned_page_behind_a_table_is_refused() -> None:
    said = refused(pdf_of(f"{pdf_table(HEADINGS, ROWS)}<div style='page-break-before: always'>{SCAN}</div>"))
    assert (said.code, int(said.page)) == ("pdf.page_scanned", 2)


def test_a_table_without_lines_is_refused() -> None:
    assert refused(pdf_of(pdf_table(HEADINGS, ROWS), style=PLAIN_TABLE)).code == "pdf.no_table"


def test_a_page_of_text_behind_the_table_is_not_lost_unless_it_is_remarks() -> None:
    behind = "<p style='page-break-before: always'>{}</p>"
    said = refused(pdf_of(pdf_table(HEADINGS, ROWS) + behind.format("架空庁舎の警備 令和6年4月1日")))
    assert (said.code, int(said.page), said.text.literal[:4]) == ("pdf.page_unread", 2, "架空庁舎")
    assert len(read(pdf_of(pdf_table(HEADINGS, ROWS) + behind.format("※架空の公表である。")))) == 3


def test_a_page_with_other_columns_and_no_headings_is_refused() -> None:
    other = "<table style='page-break-before: always'><tr><td>架空</td><td>1</td><td>2</td></tr></table>"
    said = refused(pdf_of(pdf_table(HEADINGS, ROWS) + other))
    assert (said.code, int(said.page), said.columns, said.before) == ("pdf.columns_differ", 2, 3, len(HEADINGS))


def test_a_pdf_with_a_password_is_refused() -> None:
    writer = PdfWriter(clone_from=pdf_of(pdf_table(HEADINGS, ROWS)))
    writer.encrypt("fictional")
    assert refused(written(writer)).code == "pdf.locked"


@every(
    "content",
    [b"%PDF-1.7\nnothing", b"%PDF-", CIRCLE],
)
def test_a_damaged_pdf_is_refused(content: bytes) -> None:
    assert refused(io.BytesIO(content)).code in {"pdf.damaged", "pdf.scanned"}


def test_a_pdf_that_takes_too_much_ends_its_own_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    file = pdf_of(pdf_table(HEADINGS, many(40)))
    monkeypatch.setattr(pdf_rows, "MOST_PAGES", 1)
    said = refused(file)
    assert (said.code, said.most) == ("pdf.pages", 1)
    monkeypatch.setattr(pdf_rows, "MOST_PAGES", 300)
    monkeypatch.setattr(pdf_rows, "PROCESSOR_SECONDS", 1)
    assert refused(pdf_of(pdf_table(HEADINGS, many(200)))).code == "pdf.too_much"


def test_a_stream_that_unpacks_to_very_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_rows, "MEMORY_BYTES", 400 * 1024**2)
    writer = PdfWriter(clone_from=pdf_of(pdf_table(HEADINGS, ROWS)))
    assert len(read(written(writer))) == 3, "the limit is wide enough for the file itself"
    bomb = StreamObject()
    bomb[NameObject("/Filter")] = NameObject("/FlateDecode")
    bomb._data = zlib.compress(bytes(500 * 1024**2), 1)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(bomb)
    file = written(writer)
    assert len(file.getvalue()) < 10_000_000
    assert refused(file).code == "pdf.too_much"


@lru_cache(maxsize=1)
def long_list() -> bytes:
    """Return a list over several pages, which takes seconds to set."""
    return pdf_of(pdf_table(HEADINGS, many(40))).getvalue()


def with_contents(change: Callable[[bytes], bytes], page: int = 1) -> io.BytesIO:
    """Return a list over several pages; what one page shows is changed in its packed form."""
    writer = PdfWriter(clone_from=io.BytesIO(long_list()))
    contents = writer.pages[page].get_contents()
    assert contents is not None
    stream = StreamObject()
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    stream._data = change(zlib.compress(contents.get_data()))
    writer.pages[page][NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


@every(
    "change",
    [
        lambda packed: packed[: len(packed) // 2],
        lambda packed: packed[: len(packed) // 2] + b"\xff" * 50 + packed[len(packed) // 2 + 50 :],
        lambda packed: b"nothing",
    ],
)
def test_a_page_that_cannot_be_unpacked_whole_loses_no_rows_silently(change: Callable[[bytes], bytes]) -> None:
    said = refused(with_contents(change))
    assert (said.code, int(said.page)) == ("pdf.page_damaged", 2)
    assert "Fetch the file again" in said.words


def test_a_checksum_that_is_cut_off_behind_a_whole_page_changes_nothing() -> None:
    assert len(read(with_contents(lambda packed: packed[:-3]))) == 40
    assert refused(with_contents(lambda packed: packed[:-4] + b"abcd")).code == "pdf.page_damaged"


def test_a_page_that_the_file_states_and_does_not_have_is_missed() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(long_list()))
    writer.pages[1][NameObject("/Type")] = NameObject("/Nothing")
    assert refused(written(writer)).code == "pdf.damaged"
    writer = PdfWriter(clone_from=io.BytesIO(long_list()))
    writer.pages[1][NameObject("/Contents")] = IndirectObject(99_999, 0, writer)
    said = refused(written(writer))
    assert (said.code, int(said.page)) == ("pdf.page_damaged", 2)


def test_a_page_whose_letters_are_outlines_is_refused_as_a_picture_is() -> None:
    drawn = "<svg width='100' height='100'><path d='M 1 1 C 20 20, 40 20, 50 10 Z' fill='black'/></svg>"
    said = refused(pdf_of(f"{pdf_table(HEADINGS, ROWS)}<div style='page-break-before: always'>{drawn}</div>"))
    assert (said.code, int(said.page)) == ("pdf.page_scanned", 2)


def test_a_second_table_of_a_page_is_compared_with_the_first() -> None:
    other = "<p>契約外</p><table><tr><td>架空</td><td>1</td><td>2</td></tr></table>"
    said = refused(pdf_of(pdf_table(HEADINGS, ROWS) + other))
    assert (said.code, int(said.page), said.columns, said.before) == ("pdf.columns_differ", 1, 3, len(HEADINGS))


def test_the_process_has_ended_before_the_first_row_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long storing of rows is not ended in the middle, and no row is taken of a file with a bad page."""
    begun: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            begun.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    rows = read_contract_list(io.BytesIO(long_list()))
    next(rows)
    [process] = begun
    assert process.returncode == 0


def test_a_process_that_does_not_work_is_no_fault_of_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("import no_such_module")
    monkeypatch.setattr(pdf_rows, "SCRIPT", script)
    with pytest.raises(pdf_rows.PdfProcessError, match=r"status 1.*no_such_module"):
        read(pdf_of(pdf_table(HEADINGS, ROWS)))


def test_a_long_reading_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr(pdf_rows, "LOOK_SECONDS", 0.01)
    with hearing_signs(lambda: given.append("sign"), every=0):
        read(pdf_of(pdf_table(HEADINGS, ROWS)))
    assert given


def test_more_output_than_the_bound_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_rows, "LARGEST_OUTPUT", 1_000)
    assert refused(io.BytesIO(long_list())).code == "pdf.too_much"


def written(writer: PdfWriter) -> io.BytesIO:
    """Return the file of a writer."""
    file = io.BytesIO()
    writer.write(file)
    return file
