"""Empty tables: what is filled in under their headings is read, in either language, and the notes say how."""

import io
from datetime import date

import openpyxl
import pytest

from institutions.imports.readers.template_file import WRITTEN, template_csv, template_xlsx
from institutions.imports.readers.template_rows import reader_of
from institutions.imports.readers.templates import TEMPLATES
from institutions.imports.register_document import RegisterDocument
from institutions.kinds import Sort

pytestmark = pytest.mark.bare


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_excel_table_has_the_headings_of_the_csv_table_and_notes_on_each(name: str, language: str) -> None:
    template = TEMPLATES[name]
    book = openpyxl.load_workbook(io.BytesIO(b"".join(template_xlsx(template, language))))
    table, notes = book.worksheets
    [headings] = table.iter_rows(values_only=True)
    plain = b"".join(template_csv(template, language)).decode("utf-8-sig")
    assert list(headings) == template.headings(language) == plain.strip().split(",")
    explained = list(notes.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in explained] == list(headings)
    assert all(row[4] for row in explained)


def test_a_filled_excel_table_is_read_and_its_notes_are_not() -> None:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(template_xlsx(TEMPLATES["declaration"], "ja"))))
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for heading, value in {"人": "S1", "人の名称": "佐藤 遥", "日付": date(2026, 1, 15)}.items():
        sheet.cell(row=2, column=headings.index(heading) + 1, value=value)
    content = io.BytesIO()
    book.save(content)
    [record] = reader_of(TEMPLATES["declaration"])(content)
    assert isinstance(record, RegisterDocument)
    assert record.content["statements"] == [{"kind": "declaration", "person": "S1", "on": "2026-01-15"}]


def test_the_notes_say_words_and_what_must_be_filled_in() -> None:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(template_xlsx(TEMPLATES["shareholding"], "en"))))
    explained = {row[0]: row for row in book.worksheets[1].iter_rows(values_only=True)}
    assert explained["vehicle"][4] == "direct, fund, blind_trust"
    assert (explained["holder"][3], explained["holder.name"][3], explained["from"][3]) == ("yes", None, None)
    assert "6.2%" in str(explained["share_bp"][4])


def test_every_sort_of_a_template_that_is_no_text_is_explained() -> None:
    sorts = {column.field.sort for template in TEMPLATES.values() for column in template.columns}
    assert sorts - WRITTEN.keys() == {Sort.TEXT, Sort.WORD, Sort.KEY, Sort.PARTY_ID}
