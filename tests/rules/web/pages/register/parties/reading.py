"""What the tests of this package read of a page, and how they state something."""

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
    """A page that answers; with another status where what was asked for cannot be."""
    answer = client.get(path, headers={"Accept-Language": language}, follow=True)
    assert answer.status_code == status, path
    return answer.content.decode()


def words(client: Client, path: str, language: str = "en", status: int = 200) -> str:
    """What a reader reads in the main part of a page."""
    return plain(html(client, path, language, status).partition("<main")[2].partition("</main>")[0].partition(">")[2])


def plain(text: str) -> str:
    """Without tags and line breaks."""
    return " ".join(TAGS.sub(" ", text).split())


def part(text: str, first: str, then: str) -> str:
    """What stands between two headings."""
    return text.partition(first)[2].partition(then)[0]


def registered(**changes: Any) -> dict[str, UUID]:
    """A registered document of METI; its parties by key."""
    return register_partnership(check_document(small(**changes)), account=None, way="file").parties


def account(role: str, body: GovernmentBody | None = None) -> Client:
    """Somebody in a role, signed in."""
    return signed_in(Account.objects.create_user(f"{role} {body}", role=Role(role), body=body))


def queries(client: Client, path: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        html(client, path)
    return len(captured)
