"""Importing on the web: a preview that stores nothing, the confirmation, a page of the job, the error file."""

import html
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.formats.tables.templates import TEMPLATES
from institutions.imports.claim import claim_import
from institutions.imports.run import work_on
from institutions.imports.sweep import KEPT_UNCONFIRMED, sweep_imports
from institutions.models import Account, GovernmentBody, Import, ImportOutcome, ImportPart, Role, table_of
from tests.rules.web.pages.conftest import signed_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

TABLE = "person,person.name,on\nS1,佐藤 遥,令和8年1月15日\n=1+1,鈴木,2026-01-32\n"


@pytest.fixture(autouse=True)
def no_broker_of_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("institutions.jobs.dispatch.send", lambda *_args, **_kwargs: True)


def upload(client: Client, content: str | bytes = TABLE, **fields: str) -> "Answer":
    raw = content.encode("cp932") if isinstance(content, str) else content
    form: dict[str, Any] = {"file": SimpleUploadedFile("申告.csv", raw), "format": "declaration", **fields}
    return client.post("/imports/", form)


def work(job: Import) -> None:
    taken = claim_import(job.pk)
    assert taken is not None
    work_on(taken)


def test_a_preview_shows_the_first_records_and_stores_nothing(client: Client) -> None:
    answer = upload(client)
    job = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/imports/{job.pk}/")
    page = client.get(answer["Location"]).content.decode()
    assert "申告.csv" in page
    assert "no day of the calendar" in page
    assert (job.state, job.place, table_of("declaration").objects.exists()) == ("unconfirmed", 0, False)


@pytest.mark.django_db(transaction=True)
def test_confirmed_it_is_brought_in_and_the_page_updates_itself(client: Client) -> None:
    upload(client)
    job = Import.objects.get()
    client.post(f"/imports/{job.pk}/confirm/")
    waiting = client.get(f"/imports/{job.pk}/").content.decode()
    assert f'hx-get="/imports/{job.pk}/state/"' in waiting
    assert not ImportOutcome.objects.exists()
    work(job)
    part = client.get(f"/imports/{job.pk}/state/").content.decode()
    assert "hx-get" not in part
    assert table_of("declaration").objects.count() == 1
    errors = client.get(f"/imports/{job.pk}/errors.csv").getvalue().decode("utf-8-sig")
    assert errors.splitlines()[1].startswith("3,person='=1+1") or "'=1+1" in errors or "3," in errors
    assert client.get("/imports/").content.decode().count("申告.csv") == 1


def test_a_file_that_cannot_be_read_says_so_at_once(client: Client) -> None:
    answer = upload(client, b"\xff\xfe\x00")
    page = client.get(answer["Location"]).content.decode()
    assert "UTF-16" in page
    assert not ImportPart.objects.exists()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"format": ""}, "Choose what the file is"),
        ({"format": "x"}, "not a format"),
        ({"format": "ocds"}, "OCDS data does not say it"),
        ({"complete_on": "2999-01-01"}, "still to come"),
        ({"format": "people", "complete_on": "2025-10-01"}, "not an option of this format"),
    ],
)
def test_what_is_missing_is_named_on_the_form(client: Client, fields: dict[str, str], says: str) -> None:
    answer = upload(client, **fields)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Import.objects.exists()


OCDS = {"format": "ocds", "ocds-sponsor": "METI", "ocds-domain": "infrastructure", "ocds-proposed_on": "2026-06-15"}


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


@pytest.mark.django_db(transaction=True)
def test_a_complete_file_shows_what_would_end_before_it_ends(client: Client) -> None:
    upload(client, "person,person.name,on\nS1,佐藤 遥,2026-01-15\nS2,鈴木 海,2026-01-15\n")
    work_through(client, Import.objects.get())
    answer = upload(client, "person,person.name,on\nS1,佐藤 遥,2026-01-15\n", complete_on="2026-02-01")
    page = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    assert "令和8年1月31日に終了した記録とします" in page
    rows: Any = table_of("declaration")  # its columns come from the declaration of its kind
    assert not rows.objects.filter(until_on__isnull=False).exists()
    work_through(client, Import.objects.order_by("-created_at")[0])
    [ended] = rows.objects.current().filter(until_on__isnull=False)
    assert (ended.person.name_ja, str(ended.until_on)) == ("鈴木 海", "2026-01-31")
    page = client.get(f"/imports/{Import.objects.order_by('-created_at')[0].pk}/").content.decode()
    assert "person: 鈴木 海" in page, "what ended is seen afterwards too"


@pytest.mark.django_db(transaction=True)
def test_a_complete_file_that_would_end_most_is_refused_at_once(client: Client) -> None:
    upload(client, "person,person.name,on\n" + "".join(f"S{n},佐藤 {n},2026-01-15\n" for n in range(5)))
    work_through(client, Import.objects.get())
    answer = upload(client, "person,person.name,on\nS1,佐藤 1,2026-01-15\n", complete_on="2026-02-01")
    page = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    assert "既存の記録5件のうち4件がファイルになく" in page


def work_through(client: Client, job: Import) -> None:
    """Confirm an import and do it."""
    client.post(f"/imports/{job.pk}/confirm/")
    work(job)


def test_without_a_file_the_form_asks_for_one(client: Client) -> None:
    assert client.post("/imports/", {"format": "declaration"}).status_code == 422


def test_imports_of_another_body_are_as_if_they_were_not_there(client: Client, digital_agency: GovernmentBody) -> None:
    upload(client)
    job = Import.objects.get()
    other = signed_in(Account.objects.create_user("other", "x", role=Role.OFFICER, body=digital_agency))
    for address in ("", "state/", "errors.csv"):
        assert other.get(f"/imports/{job.pk}/{address}").status_code == 404
    for address in ("confirm/", "cancel/"):
        assert other.post(f"/imports/{job.pk}/{address}").status_code == 404
    assert "申告" not in other.get("/imports/").content.decode()


def test_an_auditor_reads_and_imports_nothing(client: Client, meti: GovernmentBody) -> None:
    upload(client)
    job = Import.objects.get()
    auditor = signed_in(Account.objects.create_user("auditor", "x", role=Role.AUDITOR))
    page = auditor.get(f"/imports/{job.pk}/").content.decode()
    assert "/confirm/" not in page
    assert upload(auditor).status_code == 403
    assert auditor.post(f"/imports/{job.pk}/cancel/").status_code == 403


def test_stopped_it_is_over(client: Client) -> None:
    upload(client)
    job = Import.objects.get()
    assert ImportOutcome.objects.exclude(read=[]).exists()
    client.post(f"/imports/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert not ImportOutcome.objects.exclude(read=[]).exists()
    assert client.post(f"/imports/{job.pk}/confirm/", follow=True).status_code == 200
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_what_nobody_confirms_is_forgotten(client: Client) -> None:
    upload(client)
    job = Import.objects.get()
    Import.objects.update(created_at=job.created_at - KEPT_UNCONFIRMED)
    sweep_imports()
    job.refresh_from_db()
    assert (job.state, ImportPart.objects.exists()) == ("cancelled", False)
    assert not ImportOutcome.objects.exclude(read=[]).exists()


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


def test_errors_are_said_in_japanese_to_a_japanese_reader(client: Client) -> None:
    answer = upload(client)
    page = client.get(answer["Location"], headers={"Accept-Language": "ja"}).content.decode()
    assert "「2026-01-32」" in page or "2026-01-32は日付ではありません" in page
    assert "no day of the calendar" not in page
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


@pytest.mark.django_db(transaction=True)
def test_what_is_noted_of_added_records_is_shown_afterwards_too(client: Client) -> None:
    table = "edinetCode,issuerEdinetCode,filerName,first\nE90002,E90001,北マテリアル株式会社,2021-04-01\n"
    answer = upload(client, table.encode(), format="edinet")
    work_through(client, Import.objects.get())
    page = client.get(answer["Location"]).content.decode()
    assert "The list does not name the issuer" in page


HOLDINGS = "holder,holder.name,holder.type,company,company.name,持分割合,from\n"
HOLDINGS += "K,北（架空）,company,H,ヒカリ（架空）,50,R3.4.1\n"
HIKARI_OFTEN = "".join(f"K{n},北{n}（架空）,company,H,,0.5%,R3.4.1\n" for n in range(40))


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
