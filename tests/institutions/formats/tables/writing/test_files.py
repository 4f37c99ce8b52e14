"""Tables: what is exported is imported again and changes nothing; no cell is a formula; cp932 always works."""

import csv
import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.access.callers import Reader
from institutions.exports.selection import ExportSelection
from institutions.formats.documents.writing import register_documents
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from institutions.formats.tables.spreadsheets import encode_text
from institutions.formats.tables.template_rows import template_reader
from institutions.formats.tables.templates import TEMPLATES
from institutions.formats.tables.writing.cells import TABLES, template_of
from institutions.formats.tables.writing.files import csv_bytes, xlsx_bytes
from institutions.models import GovernmentBody, Party, RecordOutcome, table_of
from tests.institutions.exports.imported import bring_in, refusals
from tests.institutions.exports.registered import CORPORATE_NUMBER, LEI, fill, selection_of

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def rows(content: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """Return the rows of a CSV file by their headings, without empty cells."""
    found = csv.DictReader(io.StringIO(content.decode(encoding), newline=""))
    return [{heading: cell for heading, cell in row.items() if cell} for row in found]


def table(code: str | None, name: str, **more: Any) -> list[dict[str, str]]:
    """Return the rows of a list."""
    given = selection_of(code, name, **more)
    return rows(b"".join(csv_bytes(given)), given.encoding)


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
    assert encode_text("磁石", "utf-8") == "磁石".encode()


def of_one(record: Record) -> bool:
    """Return whether a row belongs to one partnership alone: an import complains of nothing but its partnership."""
    if isinstance(record, RefusedRecord):
        assert [each.field for each in record.errors] == ["partnership", "partnership.id"]
    return isinstance(record, RefusedRecord)


def said(selection: ExportSelection) -> set[str]:
    """Return everything that a body may read, without the ids of the statements."""
    return {
        str({name: value for name, value in each.items() if name != "record"}) for each in register_documents(selection)
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_what_is_exported_is_imported_and_says_the_same_of_the_same_parties(encoding: str) -> None:
    fill()
    parties, before = Party.objects.count(), said(selection_of("METI"))
    for name in (name for name, template in TABLES.items() if template.name in TEMPLATES):
        content = b"".join(csv_bytes(selection_of("METI", name, encoding=encoding)))
        records = [each for each in template_reader(template_of(name))(io.BytesIO(content)) if not of_one(each)]
        if records:
            outcomes = bring_in(records, form=template_of(name).name)
            assert not refusals(outcomes), name
            assert {each.outcome for each in outcomes} == {RecordOutcome.UNCHANGED}, name
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


def test_what_belongs_to_one_partnership_stands_in_its_list_with_the_partnership() -> None:
    registered = fill()
    hikari, kita = (str(registered.parties[key]) for key in ("hikari", "kita"))
    of_case = {"partnership": "T-1", "partnership.id": str(registered.partnership.pk)}
    [bid] = table("METI", "bids")
    bid.pop("record")
    assert bid == {
        **of_case,
        "company": hikari,
        "company.id": hikari,
        "company.name": "ヒカリ磁性株式会社",
        "company.name_en": "Hikari Magnetics Co., Ltd.",
        "company.name_kana": "ヒカリジセイ",
        "company.corporate_number": CORPORATE_NUMBER,
        "members": kita,
        "members.id": kita,
        "members.name": "北マテリアル株式会社",
        "members.name_en": "Kita Materials Inc.",
        "amount_yen": "900000",
        "on": "2026-06-10",
        "status": "valid",
    }
    [recusal], [clause] = table("METI", "recusals"), table("METI", "clauses")
    assert (recusal["person.name"], recusal["on"], recusal["partnership"]) == ("佐藤 遥", "2026-06-01", "T-1")
    assert (clause["risk"], clause["partnership"]) == ("force_majeure", "T-1")


def test_another_body_and_who_may_not_read_of_people_read_nothing_of_one_partnership() -> None:
    fill()
    keeper = ExportSelection(reader=Reader(bodies=None), lists=("recusals",))
    for name in ("bids", "recusals", "clauses"):
        assert table("DA", name) == []
        assert rows(b"".join(csv_bytes(replace(keeper, lists=(name,))))) == []
        assert len(table(None, name)) == 1


def test_bids_on_a_call_with_their_members_are_exported_and_imported(meti: GovernmentBody) -> None:
    fill()
    call = {"kind": "call", "key": "c", "body": "METI", "method": "open", "opened_on": "2025-04-01"}
    companies = [{"key": key, "name": {"en": f"{key} Works"}} for key in ("a", "b", "c1")]
    bid = {"kind": "bid", "call": "c", "company": "a", "members": ["b", "c1"], "amount_yen": 5}
    document = RegisterDocument(line=1, record="R", content={"companies": companies, "statements": [call, bid]})
    assert not refusals(bring_in([document]))
    [row] = [each for each in table("METI", "bids") if "partnership" not in each]
    assert sorted(row["members.name"].split("; ")) == ["b Works", "c1 Works"]
    content = b"".join(csv_bytes(selection_of("METI", "bids")))
    taken = [each for each in template_reader(TEMPLATES["bid"])(io.BytesIO(content)) if not of_one(each)]
    before = Party.objects.count()
    [outcome] = bring_in(taken, form="bid")
    assert (outcome.outcome, outcome.errors, Party.objects.count()) == (RecordOutcome.UNCHANGED, (), before)
    bids: Any = table_of("bid")  # its columns come from the declaration of its kind
    [stored] = bids.objects.current().filter(call__isnull=False)
    assert {each.name_en for each in stored.members.all()} == {"b Works", "c1 Works"}


def test_the_number_of_queries_for_a_table_does_not_grow_with_its_rows() -> None:
    fill()
    for name in ("bids", "shareholdings"):
        with CaptureQueriesContext(connection) as asked:
            assert table(None, name)
        assert len(asked) <= 6
