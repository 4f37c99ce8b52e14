"""The form of an import: its fields and options, and empty tables to fill in."""

import html
import io
from pathlib import Path

import openpyxl
import pytest
from django.test import Client

from institutions.formats.tables.templates import TEMPLATES
from institutions.models import Import
from tests.rules.web.pages.register.importing import upload

pytestmark = pytest.mark.django_db
OCDS = {"format": "ocds", "ocds-sponsor": "METI", "ocds-domain": "infrastructure", "ocds-proposed_on": "2026-06-15"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"format": ""}, "Choose what the file is"),
        ({"format": "x"}, "not a format"),
        ({"format": "ocds"}, "This is missing in the OCDS data"),
        ({"complete_on": "2999-01-01"}, "in the future"),
        ({"format": "people", "complete_on": "2025-10-01"}, "not an option of this format"),
    ],
)
def test_what_is_missing_is_named_on_the_form(client: Client, fields: dict[str, str], says: str) -> None:
    answer = upload(client, **fields)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Import.objects.exists()


def test_the_form_takes_rates_of_currencies_as_the_command_does(client: Client) -> None:
    assert 'name="ocds-yen_per_unit"' in client.get("/imports/").content.decode()
    release = b'{"ocid": "ocds-1", "tag": ["compiled"], "tender": {"id": "1", "title": "Works"}}'
    answer = upload(client, release, **OCDS, **{"ocds-yen_per_unit": "USD=150.25, EUR=162"})
    assert answer.status_code == 302
    assert Import.objects.get().options["yen_per_unit"] == "USD=150.25, EUR=162"


def test_what_is_no_rate_is_named_beside_its_field(client: Client) -> None:
    fields = {**OCDS, "ocds-yen_per_unit": "USD"}
    for language, said in (("en", "'USD' is not a rate"), ("ja", "「USD」は換算率ではありません")):
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        answer = upload(client, **fields)
        assert answer.status_code == 422
        page = html.unescape(answer.content.decode())
        assert said in page
        assert '<a href="#ocds-yen_per_unit">' in page
        assert 'value="USD"' in page
    assert not Import.objects.exists()


def test_no_format_is_chosen_before_somebody_chooses_one(client: Client) -> None:
    page = client.get("/imports/").content.decode()
    select = page[page.index('<select id="format"') :]
    assert select.index('<option value="">') < select.index('value="bods"')
    assert "selected" not in select[: select.index("</select>")]


def test_without_a_file_the_form_asks_for_one(client: Client) -> None:
    assert client.post("/imports/", {"format": "declaration"}).status_code == 422


def test_empty_tables_have_the_headings_of_the_readers_language(client: Client, tmp_path: Path) -> None:
    english = client.get("/imports/templates/shareholding.csv").content.decode("utf-8-sig")
    japanese = client.get("/imports/templates/shareholding.csv", headers={"Accept-Language": "ja"})
    assert english.strip().split(",") == TEMPLATES["shareholding"].headings("en")
    assert japanese.content.decode("utf-8-sig").strip().split(",") == TEMPLATES["shareholding"].headings("ja")
    packed = client.get("/imports/templates/shareholding.xlsx", headers={"Accept-Language": "ja"})
    assert packed["Content-Disposition"] == 'attachment; filename="shareholding.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(packed.content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == TEMPLATES["shareholding"].headings("ja")
    for missing in ("nothing.csv", "shareholding.pdf", "nothing.xlsx"):
        assert client.get(f"/imports/templates/{missing}").status_code == 404
