"""The refused records as a file: the headings and messages are in the language of who downloads it."""

import csv
import io
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import translation

from institutions.models import Account, GovernmentBody, Import
from tests.institutions.imports.good_files import bring_in
from tests.rules.web.pages.conftest import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponseBase

pytestmark = pytest.mark.django_db

TABLE = "person,person.name,on\nS1,佐藤 遥,2026-01-32\n=1+1,鈴木,\nS3,高橋 湊,x\n"


def rows_of(answer: "HttpResponseBase") -> list[list[str]]:
    """Return the cells of the downloaded file."""
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(answer)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def client(meti: GovernmentBody) -> Client:
    """Return METI's officer, signed in."""
    return signed_in(Account.objects.create_user("officer", "x", role="officer", body=meti))


@pytest.fixture
def job(meti: GovernmentBody) -> Import:
    """Return an import with refused records."""
    return bring_in(meti, "declaration", TABLE.encode())


@pytest.mark.parametrize(
    ("language", "headings", "said"),
    [
        ("en", ["line", "record", "field", "message"], "does not exist in the calendar. Correct it."),
        ("ja", ["行", "記録番号", "項目", "内容及び対処方法"], "日付"),
    ],
)
def test_a_page_gives_the_file_in_the_readers_language(
    client: Client, job: Import, language: str, headings: list[str], said: str
) -> None:
    rows = rows_of(client.get(f"/imports/{job.pk}/errors.csv", headers={"Accept-Language": language}))
    assert rows[0] == headings
    assert (rows[1][0], rows[1][2]) == ("2", "on")
    assert said in rows[1][3]
    assert not any(" is not a date" in row[3] for row in rows) or language == "en"


def test_the_language_of_the_process_is_as_it_was(client: Client, job: Import) -> None:
    answer = client.get(f"/imports/{job.pk}/errors.csv", headers={"Accept-Language": "ja"})
    with translation.override("en"):
        rows = rows_of(answer)
        assert translation.get_language() == "en"
    assert rows[0][0] == "行"
    assert "日付" in rows[1][3]


def test_what_cells_hold_stays_safe_to_open(client: Client, job: Import) -> None:
    rows = rows_of(client.get(f"/imports/{job.pk}/errors.csv", headers={"Accept-Language": "ja"}))
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_file_of_another_body_is_as_if_it_was_not_there(digital_agency: GovernmentBody, job: Import) -> None:
    other = signed_in(Account.objects.create_user("other", "x", role="officer", body=digital_agency))
    assert other.get(f"/imports/{job.pk}/errors.csv").status_code == 404
