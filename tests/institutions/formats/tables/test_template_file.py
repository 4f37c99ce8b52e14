"""Empty tables: what is filled in under their headings is read, in either language, and the notes say how."""

import io
import re
from datetime import date

import openpyxl
import pytest

from institutions.formats.register_document import RegisterDocument
from institutions.formats.tables.template_file import WRITTEN, column_notes, template_csv, template_xlsx
from institutions.formats.tables.template_rows import template_reader
from institutions.formats.tables.templates import TEMPLATES
from institutions.kinds import FieldSort
from tests.every import every

pytestmark = pytest.mark.bare


@every("language", ["en", "ja"])
@every("name", TEMPLATES)
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
    [record] = template_reader(TEMPLATES["declaration"])(content)
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
    assert sorts - WRITTEN.keys() == {FieldSort.TEXT, FieldSort.WORD}


def explained(name: str, language: str) -> dict[str, tuple[str, ...]]:
    """Return the notes on the columns of a table, by headings."""
    return {row[0]: row for row in column_notes(TEMPLATES[name], language)}


def test_the_notes_say_which_columns_are_needed_together_and_what_is_left_open() -> None:
    people, ties = explained("people", "en"), explained("shareholding", "en")
    assert people["name"][5] == people["id"][5] == "One of these is needed: name, id."
    assert explained("people", "ja")["名称"][5] == "次のいずれかは必須：名称、登録簿のID"
    assert explained("companies", "en")["country"][5].startswith("Left empty, it is unknown")
    assert people["country"][5] == ""
    assert "Left empty, the row is known by its parties" in ties["record"][5]
    assert explained("bid", "en")["call"][3] == "yes"


def test_the_notes_name_a_country_where_one_may_stand() -> None:
    assert explained("control", "en")["controller"][4].endswith("or a country: JP")
    assert explained("control", "ja")["支配者"][4].endswith("又は国コード：JP")
    assert "country" not in explained("shareholding", "en")["holder"][4]


@every("name", TEMPLATES)
def test_the_notes_are_in_the_readers_language(name: str) -> None:
    for row in list(column_notes(TEMPLATES[name], "ja"))[1:]:
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", row[4]), row
        assert not row[5] or re.search(r"[ぁ-んァ-ヶ一-龠]", row[5]), row
    for row in list(column_notes(TEMPLATES[name], "en"))[1:]:
        assert not re.search(r"[ぁ-ん]", row[4] + row[5]), row
