"""Importing on the web: a preview that stores nothing, the confirmation, a page of the job, the error file."""

from typing import Any

import pytest
from django.test import Client

from institutions.imports.sweep import KEPT_UNCONFIRMED, sweep_import_jobs
from institutions.models import Account, GovernmentBody, Import, ImportOutcome, ImportPart, Role, table_of
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.pages.register.importing import upload, work, work_through

pytestmark = pytest.mark.django_db


def test_a_preview_shows_the_first_records_and_stores_nothing(client: Client) -> None:
    answer = upload(client)
    job = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/imports/{job.pk}/")
    page = client.get(answer["Location"]).content.decode()
    assert "申告.csv" in page
    assert "does not exist in the calendar" in page
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
    sweep_import_jobs()
    job.refresh_from_db()
    assert (job.state, ImportPart.objects.exists()) == ("cancelled", False)
    assert not ImportOutcome.objects.exclude(read=[]).exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_noted_of_added_records_is_shown_afterwards_too(client: Client) -> None:
    table = "edinetCode,issuerEdinetCode,filerName,first\nE90002,E90001,北マテリアル株式会社,2021-04-01\n"
    answer = upload(client, table.encode(), format="edinet")
    work_through(client, Import.objects.get())
    page = client.get(answer["Location"]).content.decode()
    assert "The list does not name the issuer" in page


def test_a_body_with_too_many_open_imports_is_told_so_on_the_page(client: Client, settings: Any) -> None:
    settings.OPEN_IMPORTS_OF_BODY = 0
    page = upload(client)
    assert page.status_code == 429
    assert "0 imports of your body wait or run; at most 0 may." in page.content.decode()
