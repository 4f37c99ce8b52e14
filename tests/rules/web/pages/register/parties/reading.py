"""The reading of pages in the tests of this package, and short ways to register and sign in."""

import re
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Role
from tests.documents import small
from tests.rules.web.pages.conftest import signed_in

TAGS = re.compile(r"<[^>]*>")


def html(client: Client, path: str, language: str = "en", status: int = 200) -> str:
    """Return the HTML of a page with the expected status."""
    answer = client.get(path, headers={"Accept-Language": language}, follow=True)
    assert answer.status_code == status, path
    return answer.content.decode()


def words(client: Client, path: str, language: str = "en", status: int = 200) -> str:
    """Return the text in the main part of a page."""
    return plain(html(client, path, language, status).partition("<main")[2].partition("</main>")[0].partition(">")[2])


def plain(text: str) -> str:
    """Return a text without tags and line breaks."""
    return " ".join(TAGS.sub(" ", text).split())


def part(text: str, first: str, then: str) -> str:
    """Return the text between two headings."""
    return text.partition(first)[2].partition(then)[0]


def registered(**changes: Any) -> dict[str, UUID]:
    """Register a document of METI; return its parties by key."""
    return register_partnership(check_document(small(**changes)), account=None, way="file").parties


def account(role: str, body: GovernmentBody | None = None) -> Client:
    """Return a client signed in with a new account in a role."""
    return signed_in(Account.objects.create_user(f"{role} {body}", role=Role(role), body=body))


def queries(client: Client, path: str) -> int:
    """Return the number of queries that a page takes."""
    with CaptureQueriesContext(connection) as captured:
        html(client, path)
    return len(captured)
