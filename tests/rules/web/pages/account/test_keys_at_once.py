"""The rotation of a key over HTTP: the old one ends on its day, and two rotations at once make one successor."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from institutions.access import key_making
from institutions.access.key_making import OVERLAP, make_key, rotate_key
from institutions.models import Account, ApiKey, AuditEvent, GovernmentBody, Role

TEXT = re.compile(r"pe_[0-9a-f]{12}_[\w-]{43}")
CLOCK = "django.utils.timezone.now"


@pytest.fixture
def administrator(db: None) -> Account:
    """Return the account that makes keys."""
    return Account.objects.create_user("keeper", "x", role=Role.ADMINISTRATOR)


def browser(account: Account) -> Client:
    """Return a signed-in browser."""
    client = Client()
    client.force_login(account)
    return client


def status_with(key: str) -> int:
    """Return the status of a request with a key."""
    return Client().get("/api/v1/companies/", headers={"Authorization": f"Bearer {key}"}).status_code


def test_the_old_key_works_for_two_weeks_beside_its_successor_and_ends_then(
    administrator: Account, meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, old = make_key(meti, scopes=["read"], by=administrator)
    page = browser(administrator).post(f"/keys/{row.pk}/rotate/").content.decode()
    (new,) = set(TEXT.findall(page))
    row.refresh_from_db()
    assert row.expires_at - timezone.now() < OVERLAP
    for away, statuses in (
        (timedelta(0), (200, 200)),
        (OVERLAP - timedelta(minutes=1), (200, 200)),
        (OVERLAP, (401, 200)),
        (key_making.LIFETIME + timedelta(minutes=1), (401, 401)),
    ):
        moment = timezone.now() + away
        with monkeypatch.context() as later:
            later.setattr(CLOCK, lambda moment=moment: moment)
            assert (status_with(old), status_with(new)) == statuses, away


@pytest.fixture
def rotations(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadPoolExecutor]:
    """Return threads whose rotations look at the key at one moment, or one after the other where they wait."""
    barrier, looked = Barrier(2), key_making.works_at

    def meet_and_look(key: ApiKey, moment: datetime) -> bool:
        found = looked(key, moment)
        with suppress(BrokenBarrierError):
            barrier.wait(1)  # a second is enough for those that come
        return found

    monkeypatch.setattr(key_making, "works_at", meet_and_look)
    with ThreadPoolExecutor(2) as threads:
        yield threads


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time")
def test_two_rotations_at_once_make_one_successor(
    administrator: Account, meti: GovernmentBody, rotations: ThreadPoolExecutor
) -> None:
    row, old = make_key(meti, scopes=["read"], by=administrator)

    def rotate(client: Client) -> Any:  # Any: an answer
        try:
            return client.post(f"/keys/{row.pk}/rotate/")
        finally:
            connection.close()

    answers = list(rotations.map(rotate, [browser(administrator), browser(administrator)]))
    assert sorted(each.status_code for each in answers) == [200, 302]
    made = [text for each in answers for text in set(TEXT.findall(each.content.decode()))]
    assert len(made) == 1
    assert ApiKey.objects.filter(replaces=row).count() == 1
    assert AuditEvent.objects.filter(verb="key_rotated").count() == 1
    assert (status_with(old), status_with(made[0])) == (200, 200)


def test_a_successor_is_rotated_in_its_turn(administrator: Account, meti: GovernmentBody) -> None:
    row, old = make_key(meti, scopes=["read"], by=administrator)
    second, text = rotate_key(row, by=administrator)
    (third,) = set(TEXT.findall(browser(administrator).post(f"/keys/{second.pk}/rotate/").content.decode()))
    assert [status_with(each) for each in (old, text, third)] == [200, 200, 200]
