"""The summary of the records in the preview of an import, in the reader's language."""

import html
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from institutions.models import Import, ImportOutcome, table_of
from tests.rules.web.pages.register.importing import upload, work, work_through

pytestmark = pytest.mark.django_db
HOLDINGS = "holder,holder.name,holder.type,company,company.name,持分割合,from\n"
HOLDINGS += "K,北（架空）,company,H,ヒカリ（架空）,50,R3.4.1\n"
HIKARI_OFTEN = "".join(f"K{n},北{n}（架空）,company,H,,0.5%,R3.4.1\n" for n in range(40))


def test_errors_are_said_in_japanese_to_a_japanese_reader(client: Client) -> None:
    answer = upload(client)
    page = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    assert "「2026-01-32」" in page or "2026-01-32は日付ではありません" in page
    assert "does not exist in the calendar" not in page
    unread = upload(client, b'person,on\n"')
    assert (
        "引用符を修正してください" in client.get(unread["Location"], headers={"Accept-Language": "ja"}).content.decode()
    )


@pytest.mark.django_db(transaction=True)
def test_what_changes_is_shown_with_what_it_supersedes_and_a_collection_is_its_own(client: Client) -> None:
    table = "record,person,person.name,body,post\n1,{},{},METI,{}\n"
    first = {"format": "appointment"}
    upload(client, table.format("S1", "佐藤 遥", "課長"), **first)
    work_through(client, Import.objects.get())
    answer = upload(client, table.format("S1", "佐藤 遥", "局長"), **first)
    page = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    assert "の内容を置き換えます。post: 課長 → 局長" in page
    answer = upload(client, table.format("A1", "阿部 湊", "課長"), **first)
    page = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    assert "佐藤 遥に関するものです" in page
    answer = upload(client, table.format("A1", "阿部 湊", "課長"), collection="審議会", **first)
    page = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    assert "審議会" in page
    assert "に関するものです" not in page
    job = Import.objects.get(pk=answer["Location"].split("/")[2])
    work_through(client, job)
    assert table_of("appointment").objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_misspelt_collection_is_asked_about_in_the_preview_and_afterwards(client: Client) -> None:
    upload(client, collection="産業構造審議会")
    work_through(client, Import.objects.get())
    assert '<option value="産業構造審議会">' in client.get("/imports/").content.decode()
    answer = upload(client, collection="産業構造審義会")
    english = html.unescape(client.get(answer["Location"]).content.decode())
    assert "New collection '産業構造審義会'. You already have '産業構造審議会': did you mean it?" in english
    preview = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    work_through(client, Import.objects.order_by("-created_at")[0])
    outcome = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    for page in (preview, outcome):
        assert "「産業構造審義会」は新しい台帳です。" in page
        assert "「産業構造審議会」のことでしょうか。" in page
    first = Import.objects.order_by("created_at")[0]
    assert (
        "このファイルから台帳「産業構造審議会」を始めます。"
        in client.get(f"/imports/{first.pk}/", headers={"Accept-Language": "ja"}).content.decode()
    )


@pytest.mark.parametrize(
    ("language", "said", "noted"),
    [
        ("en", "北（架空） holds 0.5% of ヒカリ（架空）; from 1 April 2021", "If they are percent, write 50%."),
        ("ja", "北（架空）がヒカリ（架空）の0.5%を保有、開始日：令和3年4月1日", "50%のように記入"),
    ],
)
def test_a_preview_says_how_each_record_is_read(client: Client, language: str, said: str, noted: str) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    page = client.get(upload(client, HOLDINGS, format="shareholding")["Location"]).content.decode()
    assert said in page
    assert noted in page
    client.post(f"/imports/{Import.objects.get().pk}/confirm/")
    assert not ImportOutcome.objects.exists()


def test_how_many_records_a_preview_says_costs_no_query(client: Client, django_assert_max_num_queries: Any) -> None:
    counted = []
    for content in (HOLDINGS, HOLDINGS + HIKARI_OFTEN):
        location = upload(client, content, format="shareholding", collection=str(len(content)))["Location"]
        with django_assert_max_num_queries(50) as queries:
            assert client.get(location).content.decode().count("holds 0.5%") == content.count("R3.4.1")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_share_without_its_sign_is_refused_with_what_to_write(client: Client) -> None:
    for language, said in (("en", "Write 6.2% or 620 (hundredths of a percent)"), ("ja", "6.2%又は620")):
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        page = client.get(upload(client, HOLDINGS.replace(",50,", ",6.2,"), format="shareholding")["Location"])
        assert said in page.content.decode()


@pytest.mark.parametrize(
    ("language", "suggests", "empty"),
    [
        ("en", "Did you mean Germany? Write DE.", "only the first sheet is read"),
        ("ja", "Germanyのことであれば、DEと記入", "読み取るのは最初のシートだけです"),
    ],
)
def test_a_country_that_is_none_and_an_empty_first_sheet_are_told(
    client: Client, language: str, suggests: str, empty: str
) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    table = "key,name,country\nK,北（架空）,日本\nL,South (fictional),Germny\n"
    page = client.get(upload(client, table, format="companies")["Location"]).content.decode()
    assert suggests in page
    assert ("Country: Japan" if language == "en" else "：日本") in page
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet("Table").append(["key", "name"])
    book.save(file)
    page = client.get(upload(client, file.getvalue(), format="companies")["Location"]).content.decode()
    assert empty in page


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_lists_its_first_records_once_with_how_they_were_read(client: Client) -> None:
    upload(client, HOLDINGS + HIKARI_OFTEN, format="shareholding")
    job = Import.objects.get()
    client.post(f"/imports/{job.pk}/confirm/")
    Import.objects.filter(pk=job.pk).update(dry_run=True)
    work(job)
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert "The first records, then others" in page
    assert page.count("holds 0.5%") == 41
