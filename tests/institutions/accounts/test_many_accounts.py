"""The page of accounts does not grow with them: one is searched for, and of many without a person some are named."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.accounts.pages import MOST_UNLINKED
from institutions.models import Account, Role
from tests.institutions.accounts.test_accounts import administrator, client

__all__ = ["administrator", "client"]


def reviewers(first: int, number: int) -> None:
    """Store reviewers without a person."""
    Account.objects.bulk_create(
        Account(username=f"reviewer-{place:04}", role=Role.REVIEWER) for place in range(first, first + number)
    )


def shown(client: Client, query: str = "") -> tuple[str, int]:
    """Return the page and its number of queries."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/accounts/{query}")
    assert answer.status_code == 200
    return answer.content.decode(), len(queries)


def test_the_page_names_the_first_reviewers_without_a_person_and_the_number_of_the_others(client: Client) -> None:
    """Ten thousand of them made a page of more than a hundred kilobytes."""
    reviewers(0, 100)
    few, queries = shown(client)
    reviewers(100, 200)
    many, more = shown(client)
    notice = re.search(r'<div class="notice">(.*?)</div>', many, re.DOTALL)
    assert notice
    assert notice[1].count("<a ") == MOST_UNLINKED
    assert f"and {300 - MOST_UNLINKED} more" in notice[1]
    assert (more, abs(len(many) - len(few)) < 100) == (queries, True)


def test_an_account_is_found_by_a_part_of_its_name_and_the_pages_keep_the_search(client: Client) -> None:
    reviewers(0, 120)
    found, _queries = shown(client, "?q=-0077")
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]*)', found) == ["reviewer-0077"]
    assert 'value="-0077"' in found
    assert "?q=reviewer&amp;page=2" in shown(client, "?q=reviewer")[0]
    nothing, _queries = shown(client, "?q=nobody")
    assert "No user name has this text." in nothing
    assert client.get("/accounts/?q=%00").status_code == 400
