"""Errors of a table name its column in the language of its headings, beside each error: no JSON pointer."""

import pytest

from institutions.formats.tables.templates import TEMPLATES
from institutions.models import GovernmentBody
from tests.every import every, undone
from tests.institutions.imports.good_files import bring_in, csv_of

pytestmark = pytest.mark.django_db


def fields(meti: GovernmentBody, name: str, *rows: tuple[str, ...]) -> list[str]:
    """Return the fields of the errors of a table."""
    job = bring_in(meti, name, csv_of(rows))
    assert job.state == "done", job.error
    return [error["field"] for each in job.outcomes.all() for error in each.errors]


@every("language", ["en", "ja"])
@every("name", TEMPLATES, within=undone)
def test_a_row_that_lacks_everything_names_the_columns_that_it_lacks(
    meti: GovernmentBody, name: str, language: str
) -> None:
    headings = tuple(TEMPLATES[name].headings(language))
    found = fields(meti, name, headings, ("R1", *("" for _ in headings[1:])))
    assert found or name == "market_known", "of all others something is needed"
    assert {each for each in found if each} <= {*headings}


@every("name", TEMPLATES, within=undone)
def test_a_table_with_one_column_names_those_that_are_not_there(meti: GovernmentBody, name: str) -> None:
    template = TEMPLATES[name]
    found = fields(meti, name, (template.headings("ja")[0],), ("R1",))
    assert {each for each in found if each} <= {*template.headings("ja"), *(each.name for each in template.columns)}


def test_every_wrong_cell_is_named_by_its_column(meti: GovernmentBody) -> None:
    headings = (
        "保有者",
        "保有者の名称",
        "保有者の種別",
        "保有者の法人番号",
        "企業",
        "持分割合",
        "開始日",
        "出典",
        "出典のURL",
    )
    row = ("K1", "北マテリアル", "企業", "123", "nobody", "20000", "2025-13-01", "報告書", "nowhere")
    assert {*fields(meti, "shareholding", headings, row)} == {
        "保有者の法人番号", "企業", "持分割合", "開始日", "出典のURL",
    }  # fmt: skip


def test_a_name_is_told_under_the_column_in_which_it_stands(meti: GovernmentBody) -> None:
    long = "x" * 2_000
    assert fields(meti, "people", ("key", "name"), ("S1", long)) == ["name"]
    assert fields(meti, "people", ("key", "name_en"), ("S1", long)) == ["name_en"]


def test_a_record_that_stands_twice_is_told_under_its_column(meti: GovernmentBody) -> None:
    row = ("1", "S1", "佐藤 遥", "METI")
    assert fields(meti, "appointment", ("記録番号", "人", "人の名称", "政府機関"), row, row) == ["記録番号"]


def test_a_message_names_the_other_column_and_not_its_pointer(meti: GovernmentBody) -> None:
    headings = ("holder", "holder.name", "holder.type", "company", "company.name")
    job = bring_in(meti, "shareholding", csv_of((headings, ("K1", "佐藤", "person", "K1", "北マテリアル"))))
    said = " ".join(error["message"] for each in job.outcomes.all() for error in each.errors)
    assert job.refused == 1
    assert "/companies" not in said
    assert "/people" not in said
