"""Exporting on the web: what is offered, what each reader gets, and what cannot be made is said on the form."""

import csv
import io
import json
import re
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.exports.selection import KIND_OF_LIST, LISTS, PARTY_LISTS
from institutions.formats.tables import spreadsheets
from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.web.exporting.formats import FORMATS
from rules.web.pages.register.downloads import FORMAT_WORDS
from tests.documents import example, small
from tests.rules.web.pages.cases.test_partnerships import registered, words
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def download(client: Client, **given: str) -> Any:  # Any: Django declares no streamed answer
    """Return the answer of the download."""
    return client.get("/exports/file/", given)


def content(answer: Any) -> str:
    """Return the text of a file."""
    assert answer.status_code == 200, answer.content
    assert answer["Cache-Control"] == "private, no-cache"
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def rows(answer: Any) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(content(answer), newline="")))


def of(role: Role, body: GovernmentBody | None = None) -> Client:
    """Return a signed-in account of a role."""
    return signed_in(Account.objects.create_user(f"another {role}", "x", role=role, body=body))


def test_every_list_and_every_format_is_offered(client: Client) -> None:
    page = client.get("/exports/").content.decode()
    offered = {*re.findall(r'<option value="([a-z_]+)"', page)}
    assert {*LISTS, *PARTY_LISTS, *KIND_OF_LIST, "findings"} <= offered
    assert {*re.findall(r'name="format" id="format-([a-z]+)"', page)} == {*FORMATS} == {*FORMAT_WORDS}


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_a_file(client: Client, form: str) -> None:
    registered(example("hikari_magnetics"), finish=False)
    what = {"csv": "companies", "xlsx": "companies"}.get(form, "")
    answer = download(client, format=form, what=what, on="", encoding="utf-8-sig")
    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMATS[form].media_type
    assert answer["Content-Disposition"].endswith(f'.{FORMATS[form].suffix}"')
    assert b"".join(answer.streaming_content)


def test_findings_have_their_partnership_their_rule_and_both_languages(client: Client) -> None:
    partnership = registered(example("hikari_magnetics"))
    waiting = registered(small(), finish=False)
    found = rows(download(client, format="csv", what="findings"))
    own = [each for each in found if each["reference"] == partnership.reference]
    assert len(own) == partnership.assessments.get().matches.count() > 1
    first = own[0]
    assert (first["partnership"], first["state"], first["submitted_by"]) == (str(partnership.pk), "done", "METI")
    assert first["code"]
    assert first["severity"] in ("info", "low", "medium", "high", "critical")
    assert all(first[name] for name in ("rule", "rule_en", "statement", "statement_en", "as_of", "rulebook"))
    [other] = [each for each in found if each["reference"] == waiting.reference]
    assert (other["state"], other["code"], other["not_assessable"], other["assessment"]) == ("queued", "", "", "")


def test_a_partnership_without_a_finding_says_how_much_could_not_be_assessed(client: Client) -> None:
    registered(example("open_call"))
    [row] = rows(download(client, format="csv", what="findings"))
    assert (row["code"], row["state"]) == ("", "done")
    assert int(row["not_assessable"]) > 0


def test_findings_as_json_and_excel_say_the_same(client: Client) -> None:
    registered(example("hikari_magnetics"))
    [line] = content(download(client, format="json", what="findings")).splitlines()
    table = rows(download(client, format="csv", what="findings"))
    assert [each["code"] for each in json.loads(line)["findings"]] == [each["code"] for each in table]
    packed = b"".join(download(client, format="xlsx", what="findings").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(packed)).active
    assert sheet is not None
    assert sheet.max_row == len(table) + 1


def test_of_one_partnership_there_are_links_on_its_page_and_each_is_a_file(client: Client) -> None:
    partnership = registered(example("hikari_magnetics"))
    registered(small(), finish=False)
    page = client.get(f"/partnerships/{partnership.pk}/").content.decode()
    links = [each.replace("&amp;", "&") for each in re.findall(r'href="(/exports/file/[^"]+)"', page)]
    assert len(links) == 7
    for link in links:
        answer: Any = client.get(link)
        assert answer.status_code == 200, link
        assert b"".join(answer.streaming_content)
    found = rows(download(client, format="csv", what="findings", partnership=str(partnership.pk)))
    assert {each["reference"] for each in found} == {partnership.reference}


def test_a_partnership_of_another_body_is_as_if_it_were_not_there(
    client: Client, digital_agency: GovernmentBody
) -> None:
    partnership = registered(example("hikari_magnetics"))
    other = of(Role.OFFICER, digital_agency)
    assert rows(download(other, format="csv", what="findings")) == []
    assert rows(download(other, format="csv", what="bids")) == []
    for what, form in (("findings", "csv"), ("partnerships", "json"), ("partnerships", "ftm")):
        assert download(other, format=form, what=what, partnership=str(partnership.pk)).status_code == 404
    assert Partnership.objects.count() == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RULEBOOK_EDITOR])
def test_who_keeps_rules_or_accounts_reads_findings_and_nothing_sensitive(client: Client, role: Role) -> None:
    partnership = registered(example("hikari_magnetics"))
    keeper = of(role)
    assert {each["code"] for each in rows(download(keeper, format="csv", what="findings"))} == {
        each["code"] for each in rows(download(client, format="csv", what="findings"))
    }
    assert rows(download(keeper, format="csv", what="kinships")) == []
    refused = download(keeper, format="json", what="partnerships")
    assert (refused.status_code, "may not see" in refused.content.decode()) == (403, True)
    page = keeper.get(f"/partnerships/{partnership.pk}/").content.decode()
    assert "what=partnerships&amp;format=json" not in page
    assert "Data that names people is left out" in words(keeper, "/exports/")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"format": "csv"}, "holds one list"),
        ({"format": "bods", "what": "kinships"}, "BODS 0.4 cannot hold this list. Choose one of: Excel (.xlsx), CSV"),
        ({"format": "json", "on": "yesterday"}, "not a date"),
        ({"what": "companies"}, "Choose a format"),
        ({"format": "json", "what": "shares"}, "is not a list that can be exported"),
        ({"format": "json", "partnership": "x"}, "is not an id"),
        ({"format": "csv", "what": "companies", "encoding": "utf-16"}, "Write one of: utf-8-sig"),
    ],
)
def test_what_cannot_be_made_is_said_on_the_form_with_what_was_chosen(
    client: Client, given: dict[str, str], says: str
) -> None:
    answer = download(client, **given)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert says in page
    if what := given.get("what"):
        assert what == "shares" or f'<option value="{what}" selected' in page


def test_a_list_that_no_excel_sheet_holds_is_said_before_anything_is_sent(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(example("hikari_magnetics"), finish=False)
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 1)
    answer = download(client, format="xlsx", what="companies")
    assert (answer.status_code, "Choose CSV" in answer.content.decode()) == (400, True)


def test_nobody_exports_without_signing_in() -> None:
    answer = download(Client(), format="json")
    assert (answer.status_code, answer["Location"].startswith("/sign-in/")) == (302, True)


def test_the_number_of_queries_is_the_same_for_one_partnership_and_for_many(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            content(download(client, format="csv", what="findings"))
        return len(queries)

    registered(example("hikari_magnetics"))
    asked()  # the first one also notes who reads
    one = asked()
    for number in range(4):
        registered(small(reference=f"N-{number}"), finish=False)
    assert asked() == one
    with CaptureQueriesContext(connection) as queries:
        client.get("/exports/")
    assert len(queries) <= 4


def test_a_japanese_reader_reads_japanese(client: Client) -> None:
    page = words(client, "/exports/", "ja")
    for said in ("出力", "形式", "株式保有", "ダウンロード"):
        assert said in page
    assert "Everything that" not in page
