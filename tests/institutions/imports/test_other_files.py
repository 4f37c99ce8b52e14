"""A file that is no table, whatever it is called, is told for what it is, with how to make a table of it."""

import io
import zipfile

import pytest

from institutions.codes.wording import code_words
from institutions.imports.failures import error_of
from institutions.models import GovernmentBody, Import
from tests.institutions.imports.good_files import TABLE, bring_in, csv_of, excel_of

pytestmark = pytest.mark.django_db
TABS = csv_of(TABLE).replace(b",", b"\t")
SEMICOLONS = csv_of(TABLE).replace(b",", b";")


def zip_with(*names: str) -> bytes:
    """Return a zip of files of these names."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name in names:
            packed.writestr(name, b"x")
    return content.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256))
OTHERS = {
    "nothing": (b"", "The file is empty.", "ファイルが空です"),
    "the old Excel, or a password": (OLD, "old form (.xls), or one with a password", "パスワードを外して"),
    "a PDF": (PDF, "This is a PDF file.", "PDFファイルです"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "This is a picture.", "画像ファイルです"),
    "a web page": (b"\xef\xbb\xbf\n<html><table><tr><td>1", "web page or XML", "ウェブページ又はXML"),
    "Numbers": (zip_with("Index/Document.iwa", "preview.jpg"), "file of Numbers", "Numbersのファイル"),
    "OpenDocument": (zip_with("mimetype", "content.xml"), "OpenDocument", "OpenDocument形式"),
    "a zip": (zip_with("list.csv"), "zip archive, and no Excel workbook", "ZIP形式"),
    "Word": (zip_with("[Content_Types].xml", "word/document.xml"), "zip archive, and no Excel workbook", "ZIP形式"),
    "tabs": (TABS, "Line 1 has tabs between its cells.", "タブで区切られて"),
    "semicolons": (SEMICOLONS, "Line 1 has semicolons between its cells.", "セミコロンで区切られて"),
    "UTF-16 of Excel": (TABS.decode().encode("utf-16"), "The file is UTF-16.", "UTF-16"),
}


def in_japanese(job: Import) -> str:
    """Return the reason why an import failed."""
    job.refresh_from_db()
    said = error_of(job)
    assert said
    return code_words(said, "ja")


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_table_is_told_in_both_languages(meti: GovernmentBody, name: str) -> None:
    content, english, japanese = OTHERS[name]
    job = bring_in(meti, "shareholding", content)
    assert job.state == "failed"
    assert english in job.error
    assert japanese in in_japanese(job)


@pytest.mark.parametrize("format_name", ["json", "bods", "ocds"])
@pytest.mark.parametrize(
    ("content", "english", "japanese"),
    [
        (excel_of(TABLE), "this format is JSON", "この形式はJSONです"),
        (OLD, "old form (.xls)", "パスワードを外して"),
        (PDF, "This is a PDF file.", "PDFファイルです"),
        (b"<html><body>", "a web page or XML, and this format is JSON", "この形式はJSONです"),
    ],
)
def test_a_workbook_that_is_brought_as_json_is_told(
    meti: GovernmentBody, format_name: str, content: bytes, english: str, japanese: str
) -> None:
    job = bring_in(meti, format_name, content)
    assert job.state == "failed"
    assert english in job.error
    assert japanese in in_japanese(job)


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_tabs_and_semicolons_within_cells_are_read(meti: GovernmentBody, encoding: str) -> None:
    table = 'record,person,person.name,body,post\n1,S1,佐藤 遥,METI,"課長;\t補佐"\n'
    assert bring_in(meti, "appointment", table.encode(encoding)).added == 1


@pytest.mark.parametrize("format_name", ["edinet", "people", "json", "bods", "ocds"])
def test_an_empty_file_is_told_in_every_format(meti: GovernmentBody, format_name: str) -> None:
    job = bring_in(meti, format_name, b"")
    assert job.state == "failed"
    assert "is empty." in job.error or "holds nothing" in job.error
    assert "空です" in in_japanese(job)


def test_a_table_that_is_another_is_told_by_the_headings_that_it_lacks(meti: GovernmentBody) -> None:
    job = bring_in(meti, "edinet", b"record,holder\n1,K1\n")
    assert "「ＥＤＩＮＥＴコード」又は「edinetCode」" in in_japanese(job)


def test_a_table_of_one_column_is_read_as_one(meti: GovernmentBody) -> None:
    assert bring_in(meti, "people", b"key\nS1\n").error == ""
