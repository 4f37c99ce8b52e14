"""The list of imports comes in pages, and is narrowed by state and by what the files are."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.models import GovernmentBody, Import, ImportState
from rules.web.pages.register.import_list import PER_PAGE

pytestmark = pytest.mark.django_db


def imports(body: GovernmentBody, count: int, **columns: Any) -> None:
    """Store imports that were requested one after another, the oldest first."""
    given = {"format": "declaration", "sha256": "0" * 64, "size": 1, "state": ImportState.DONE, **columns}
    began = timezone.now() - timedelta(days=1)
    Import.objects.bulk_create(
        Import(body=body, file_name=f"file-{n:03}.csv", created_at=began + timedelta(minutes=n), **given)
        for n in range(count)
    )


def page_of(client: Client, **asked: str) -> str:
    """Return the list as it is shown."""
    answer = client.get("/imports/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_newest_stand_first_and_the_others_on_the_pages_after(client: Client, meti: GovernmentBody) -> None:
    imports(meti, PER_PAGE + 5)
    first, second = page_of(client), page_of(client, page="2")
    assert f"file-{PER_PAGE + 4:03}.csv" in first
    assert "file-004.csv" not in first
    assert [f"file-{n:03}.csv" in second for n in (0, 4, 5)] == [True, True, False]
    assert "Page 1 of 2" in first
    assert 'href="?page=2"' in first
    assert f"{PER_PAGE + 5} imports</caption>" in first


def test_a_page_that_is_none_is_refused(client: Client) -> None:
    assert client.get("/imports/", {"page": "x"}).status_code == 400


def test_it_is_narrowed_by_state_and_by_what_the_files_are(client: Client, meti: GovernmentBody) -> None:
    imports(meti, 2)
    imports(meti, PER_PAGE + 1, format="people", state=ImportState.FAILED, error="x")
    assert "2 imports</caption>" in page_of(client, state="done")
    failed = page_of(client, state="failed", of="people")
    assert f"{PER_PAGE + 1} imports" in failed
    assert "state=failed&amp;of=people&amp;page=2" in failed
    nothing = page_of(client, state="done", of="people")
    assert "No import matches" in nothing
    assert 'id="state"' in nothing


@pytest.mark.parametrize("asked", [{"state": "lost"}, {"of": "csv"}])
def test_a_word_that_is_none_is_refused(client: Client, asked: dict[str, str]) -> None:
    answer = client.get("/imports/", asked)
    assert answer.status_code == 400


def test_the_number_of_queries_does_not_grow_with_the_list(
    client: Client, meti: GovernmentBody, django_assert_num_queries: Any
) -> None:
    imports(meti, 1)
    with django_assert_num_queries(8):
        page_of(client)
    imports(meti, PER_PAGE + 5)
    with django_assert_num_queries(8):
        page_of(client, page="1")
