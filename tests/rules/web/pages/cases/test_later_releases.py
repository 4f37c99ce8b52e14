"""The page of an imported partnership says of which stages only later releases are known."""

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import GovernmentBody, Partnership
from tests.institutions.imports.test_partnerships import bring_in, release
from tests.rules.web.pages.cases.test_partnerships import words

pytestmark = pytest.mark.django_db(transaction=True)
LACKS = "Only later releases are known of this process (call)"


def page(client: Client, language: str = "en") -> str:
    return words(client, f"/partnerships/{Partnership.objects.get().pk}/", language)


def test_it_is_said_until_the_earlier_release_is_imported(client: Client, meti: GovernmentBody) -> None:
    began = {**release(1), "tag": ["tender"], "date": "2026-04-01T00:00:00Z"}
    bring_in(meti, {**release(1), "tag": ["tenderUpdate"], "date": "2026-05-01T00:00:00Z"})
    assert LACKS in page(client)
    assert "後から公表されたリリースしかありません（公告）" in page(client, "ja")
    bring_in(meti, began)
    assert "Only later releases" not in page(client)


def test_it_is_not_said_of_others(client: Client, meti: GovernmentBody) -> None:
    bring_in(meti, {**release(1), "tag": ["tenderUpdate"]})
    held = Partnership.objects.get().submissions.get().document
    register_partnership(check_document({**held, "revision": 2}), account=None, way="rest")
    assert "Only later releases" not in page(client), "somebody has gone through it since"
