"""A published list on the page of imports: its options, the preview of its rows in words, and errors by column."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from institutions.models import Import, table_of
from tests.institutions.formats.published.lists import HEADINGS, ROWS, list_csv, notices_workbook
from tests.rules.web.pages.register.importing import upload, work_through

pytestmark = pytest.mark.django_db(transaction=True)


def words_of(client: Client, address: str) -> str:
    """Return the text of a page in Japanese, without its tags."""
    page = client.get(address, headers={"Accept-Language": "ja"}).content.decode()
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def test_a_list_of_contracts_is_shown_before_it_is_imported(client: Client) -> None:
    form = {"format": "contract_list", "contract_list-domain": "cloud", "contract_list-object": "services"}
    answer = upload(client, list_csv().getvalue(), **form)
    page = words_of(client, answer["Location"])
    assert "ヒカリ磁性株式会社" in page
    assert "他の契約の予定価格を類推されるおそれ" in page
    work_through(client, Import.objects.get())
    stated: Any = table_of("award")  # its columns come from the declaration of its kind
    assert set(stated.objects.values_list("domain", "object", "body__code")) == {("cloud", "services", "METI")}


def test_wrong_cells_are_named_by_their_columns_in_japanese(client: Client) -> None:
    wrong = list(ROWS[0])
    wrong[HEADINGS.index("法人番号")] = "1234567890123"
    answer = upload(client, list_csv([tuple(wrong), ROWS[1]]).getvalue(), format="contract_list")
    page = words_of(client, answer["Location"])
    assert "このファイルの内容は一切保存していません。その他の1行に誤りはありません。" in page
    assert "法人番号" in page


def test_notices_say_on_whom_the_rule_is_silent(client: Client) -> None:
    upload(client, notices_workbook().getvalue(), format="re_employment_notices")
    job = Import.objects.get()
    work_through(client, job)
    page = words_of(client, f"/imports/{job.pk}/")
    assert "規則COI-19はこの者について何も示しません。" in page
    assert page.count("1行を取り込みませんでした。") == 2
