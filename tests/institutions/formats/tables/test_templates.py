"""Our tables: made from the kinds, read by field names or labels, each row one record."""

import io
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.drafts.documents import FileUnreadableError
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from institutions.formats.tables.template_rows import template_reader
from institutions.formats.tables.templates import TEMPLATES

pytestmark = pytest.mark.bare


def read(template: str, written: str) -> list[Record]:
    """Return the records of a table."""
    return list(template_reader(TEMPLATES[template])(io.BytesIO(written.encode())))


def content(template: str, written: str) -> dict[str, Any]:
    """Return the document of a table with one row."""
    (record,) = read(template, written)
    assert isinstance(record, RegisterDocument), record
    return record.content


def test_each_table_that_the_project_promises_is_there() -> None:
    assert {"people", "companies", "appointment", "shareholding", "directorship", "declaration", "listing"} <= set(
        TEMPLATES
    )


def test_no_heading_of_a_table_means_two_columns() -> None:
    for template in TEMPLATES.values():
        for language in ("en", "ja"):
            headings = template.headings(language)
            assert len(set(headings)) == len(headings), template.name
        assert [template.by_heading[each] for each in template.headings("ja")] == list(template.columns)


def test_a_row_describes_its_parties_and_states_something_of_them() -> None:
    headings = "holder,holder.name,holder.type,company,company.name,share_bp,from"
    assert content("shareholding", f"{headings}\nK1,北マテリアル,company,H1,Hikari,620,R3.4.1\n") == {
        "companies": [
            {"key": "K1", "name": {"ja": "北マテリアル"}, "country": None},
            {"key": "H1", "name": {"en": "Hikari"}, "country": None},
        ],
        "statements": [
            {"kind": "shareholding", "holder": "K1", "company": "H1", "share_bp": 620, "from": "2021-04-01"}
        ],
    }


def test_a_company_without_a_country_is_no_japanese_one_but_a_corporate_number_shows_japan() -> None:
    headings = "holder,holder.name,holder.type,holder.country,company,company.name,company.corporate_number,from"
    row = "K1,Fictional Overseas Ltd,company,{},H1,Hikari,7000012050002,2021-04-01"
    said, silent = (content("shareholding", f"{headings}\n{row.format(country)}\n") for country in ("CN", ""))
    assert [each.get("country", "left to the contract") for each in said["companies"]] == ["CN", "left to the contract"]
    assert silent["companies"][0]["country"] is None
    (company,) = content("companies", "key,name\nK1,Fictional Overseas Ltd\n")["companies"]
    assert company["country"] is None


def test_labels_in_japanese_are_headings_too() -> None:
    english = "person,person.name,body,grade,from\nS1,佐藤 遥,METI,minister,2025-10-01\n"
    japanese = "人,人の名称,政府機関,職位,開始日\nS1,佐藤 遥,METI,大臣,令和7年10月1日\n"
    assert content("appointment", japanese) == content("appointment", english)


def test_a_record_is_known_by_its_own_number_or_by_what_it_is_about() -> None:
    by_number = "record,person,on\n7,S1,2026-01-15\n"
    by_content = "person,on\nS1,2026-01-15\n"
    assert [each.record for each in read("declaration", by_number)] == ["7"]
    assert [each.record for each in read("declaration", by_content)] == ["person=S1 on=2026-01-15"]


def test_a_source_is_a_source_of_the_row() -> None:
    table = "company,list,source,source.url\nH1,other,官報,https://example.jp/1\n"
    said = content("listing", table)
    assert said["sources"] == [{"key": "source", "title": "官報", "url": "https://example.jp/1"}]
    assert said["statements"][0]["source"] == "source"


def test_an_empty_cell_is_unknown_and_null_says_none() -> None:
    said = content("directorship", "person,company,post,paid\nS1,H1,,null\n")
    assert said["statements"] == [{"kind": "directorship", "person": "S1", "company": "H1", "paid": None}]


def test_a_name_alone_does_not_say_who_somebody_is() -> None:
    (record,) = read("declaration", "person.name,on\n佐藤 遥,2026-01-15\n")
    assert isinstance(record, RefusedRecord)
    assert [each.field for each in record.errors] == ["person"]


@pytest.mark.parametrize("said", ["", "0", "ship"])
def test_a_holder_that_may_be_several_things_says_which(said: str) -> None:
    (record,) = read("shareholding", f"holder,holder.name,holder.type,company\nK1,北,{said},H1\n")
    assert isinstance(record, RefusedRecord)
    assert [each.field for each in record.errors] == ["holder.type"]


def test_an_unknown_column_is_refused_with_the_nearest_one() -> None:
    (record,) = read("declaration", "persn,on\nS1,2026-01-15\n")
    assert isinstance(record, RefusedRecord)
    assert (record.errors[0].field, "person" in record.errors[0].message) == ("persn", True)


@pytest.mark.parametrize(
    "broken", ["", "\n\n", 'person,on\n"S1,2026-01-15\n', "person,person\nS1,S2\n", "," * 300 + "x\n", "a" * 2_000_000]
)
def test_what_is_no_table_is_refused_as_a_whole(broken: str) -> None:
    with pytest.raises(FileUnreadableError):
        read("declaration", broken)


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=6), st.sampled_from(sorted(TEMPLATES)))
def test_no_table_does_anything_but_be_read_or_refused(rows: list[list[str]], template: str) -> None:
    headings = TEMPLATES[template].headings("en")[:6]
    written = "\n".join([",".join(headings), *(",".join(row) for row in rows)])
    with suppress(FileUnreadableError):
        for each in template_reader(TEMPLATES[template])(io.BytesIO(written.encode("utf-8", "surrogatepass"))):
            assert each.line > 1
