"""Tables: what is exported is imported again and changes nothing; no cell is a formula; cp932 always works."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from institutions.exports.documents import documents
from institutions.exports.selection import Selection
from institutions.exports.tables.cells import TABULAR, template_of
from institutions.exports.tables.files import csv_lines, encoded, xlsx_bytes
from institutions.imports.readers.template_rows import reader_of
from institutions.models import Outcome, Party
from tests.institutions.exports.imported import bring_in, refusals
from tests.institutions.exports.registered import CORPORATE_NUMBER, LEI, fill, selection_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def rows(content: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """The rows of a CSV file by their headings, without empty cells."""
    found = csv.DictReader(io.StringIO(content.decode(encoding), newline=""))
    return [{heading: cell for heading, cell in row.items() if cell} for row in found]


def table(code: str | None, name: str, **more: Any) -> list[dict[str, str]]:
    """The rows of a list."""
    given = selection_of(code, name, **more)
    return rows(b"".join(csv_lines(given)), given.encoding)


def test_a_statement_stands_under_the_headings_of_the_template() -> None:
    registered = fill()
    hikari, sato = (str(registered.parties[key]) for key in ("hikari", "sato"))
    first, second, third = table("METI", "shareholdings")
    record = first.pop("record")
    assert len(record) == 36
    assert first == {
        "holder": sato,
        "holder.id": sato,
        "holder.name": "佐藤 遥",
        "holder.name_en": "Sato Haruka",
        "holder.type": "person",
        "company": hikari,
        "company.id": hikari,
        "company.name": "ヒカリ磁性株式会社",
        "company.name_en": "Hikari Magnetics Co., Ltd.",
        "company.name_kana": "ヒカリジセイ",
        "company.corporate_number": CORPORATE_NUMBER,
        "share_bp": "620",
        "voting_bp": "700",
        "vehicle": "direct",
        "from": "2021-04-01",
        "until": "2030-03-31",
        "source": "Securities report",
        "source.url": "https://registry.example/1",
        "source.publisher": "Registry of Tests",
        "source.retrieved_on": "2026-01-15",
    }
    assert second["share_bp"] == "2500"
    assert {name for name in third if name.startswith("holder")} == {"holder"}
    assert third["holder"] == "METI"


def test_companies_have_their_numbers_and_a_guarded_address() -> None:
    fill()
    hikari = next(row for row in table("METI", "companies") if "lei" in row)
    assert (hikari["lei"], hikari["address"], hikari["listed"], hikari["country"]) == (LEI, "'=1+1", "true", "JP")
    assert next(row for row in table("METI", "companies") if "lei" not in row)["country"] in ("JP", "null")


def test_partnerships_are_a_table_to_look_at() -> None:
    registered = fill()
    [row] = table("METI", "partnerships")
    assert row == {
        "id": str(registered.partnership.pk),
        "reference": "T-1",
        "revision": "1",
        "submitted_by": "METI",
        "title": "磁石",
        "title_en": "Magnets",
        "sponsor": "METI",
        "domain": "magnets",
        "value_yen": "1000000",
        "proposed_on": "2026-06-15",
        "from": "2026-07-01",
        "until": "2029-06-30",
        "method": "open",
        "object": "goods",
        "opened_on": "2026-06-01",
        "awarded_on": "2026-06-12",
    }


def test_cp932_has_a_mark_for_what_it_lacks() -> None:
    registered = fill()
    Party.objects.filter(pk=registered.parties["hikari"]).update(name_en="Café Magnetics", name_ja="髙磁株式会社")
    row = next(each for each in table("METI", "companies", encoding="cp932") if "lei" in each)
    assert (row["name"], row["name_en"]) == ("髙磁株式会社", "Caf〓 Magnetics")
    assert encoded("磁石", "utf-8") == "磁石".encode()


def said(selection: Selection) -> set[str]:
    """What a body may read, without which statement says it."""
    return {str({name: value for name, value in each.items() if name != "record"}) for each in documents(selection)}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_what_is_exported_is_imported_and_says_the_same_of_the_same_parties(encoding: str) -> None:
    fill()
    parties, before = Party.objects.count(), said(selection_of("METI"))
    for name in TABULAR:
        content = b"".join(csv_lines(selection_of("METI", name, encoding=encoding)))
        records = list(reader_of(template_of(name))(io.BytesIO(content)))
        if records:
            outcomes = bring_in(records, form=template_of(name).name)
            assert not refusals(outcomes), name
            assert {each.outcome for each in outcomes} == {Outcome.ADDED}
            assert {each.outcome for each in bring_in(records, form=template_of(name).name)} == {Outcome.UNCHANGED}
    assert Party.objects.count() == parties
    assert said(selection_of("METI")) == before


def test_excel_holds_the_same_as_texts_and_no_formula() -> None:
    fill()
    for name in ("companies", "shareholdings", "partnerships"):
        content = b"".join(xlsx_bytes(selection_of("METI", name)))
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        cells = [[*row] for row in sheet.iter_rows()]
        assert all(cell.data_type == "s" for row in cells for cell in row if cell.value is not None)
        headings = [cell.value for cell in cells[0]]
        found = [
            {str(h): str(cell.value) for h, cell in zip(headings, row, strict=True) if cell.value} for row in cells[1:]
        ]
        plain = [{h: cell.removeprefix("'") for h, cell in row.items()} for row in table("METI", name)]
        assert found == plain
