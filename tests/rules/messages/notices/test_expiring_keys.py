"""Administrators are notified once, thirty days before a key without a successor expires."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from institutions.access.key_making import make_key, revoke_key, rotate_key
from institutions.models import Account, ApiKey, AuditEvent, GovernmentBody, Role
from rules.messages.notices import expiring_keys
from rules.messages.notices.expiring_keys import sweep_keys
from rules.messages.notices.wording import notice_address
from rules.models import Mail, MailChoice, MailedNotice, Notice, NoticeKind


@pytest.fixture
def administrator(db: None) -> Account:
    return Account.objects.create_user("administrator", role=Role.ADMINISTRATOR)


def test_of_a_key_that_expires_within_thirty_days_administrators_hear_once(
    meti: GovernmentBody, administrator: Account
) -> None:
    Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    key, _text = make_key(meti, scopes=["read"])
    now = timezone.now()
    assert sweep_keys(now) == 0
    assert sweep_keys(key.expires_at - timedelta(days=29)) == 1
    assert sweep_keys(key.expires_at - timedelta(days=28)) == 0
    notice = Notice.objects.get(kind=NoticeKind.KEY_EXPIRING)
    assert (notice.account, notice.kind, notice.partnership) == (administrator, NoticeKind.KEY_EXPIRING, None)
    client = Client()
    client.force_login(administrator)
    page = client.get("/notices/").content.decode()
    assert f"The key {key.prefix} of METI expires on" in page
    assert "and has no successor yet." in page
    assert notice_address(notice) == "/keys/"
    assert AuditEvent.objects.count() == 1  # that the key was made


def test_rotated_revoked_and_expired_keys_need_nobody(meti: GovernmentBody, administrator: Account) -> None:
    soon = timedelta(days=10)
    rotated, revoked = (make_key(meti, scopes=["read"], lifetime=soon)[0] for _ in range(2))
    made = timezone.now() + soon - timedelta(days=365)
    ApiKey.objects.filter(pk=rotated.pk).update(created_at=made)  # its successor lives for a year as it did
    rotate_key(rotated)
    revoke_key(revoked)
    make_key(meti, scopes=["read"], lifetime=timedelta(days=-1))
    assert sweep_keys(timezone.now()) == 0
    assert not Notice.objects.exists()


def keys_to_expire(body: GovernmentBody, number: int, soon: timedelta = timedelta(days=10)) -> None:
    expires = timezone.now() + soon
    ApiKey.objects.bulk_create(
        [ApiKey(body=body, prefix=uuid4().hex[:16], digest=uuid4().hex * 2, scopes=["read"], expires_at=expires)
         for _ in range(number)]
    )  # fmt: skip


@pytest.mark.parametrize("with_mail", [False, True])
def test_any_number_of_keys_is_noticed_with_the_same_queries(
    meti: GovernmentBody, administrator: Account, settings: Settings, no_broker: None, with_mail: bool
) -> None:
    """Each key had queries and a transaction of its own."""
    settings.MAIL_CONFIGURED = with_mail
    MailChoice.objects.create(account=administrator, address="a@example.jp", confirmed="a@example.jp", every="at_once")
    taken = []
    for number in (10, 20):
        keys_to_expire(meti, number)
        with CaptureQueriesContext(connection) as queries:
            assert sweep_keys(timezone.now()) == number
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert Notice.objects.filter(kind=NoticeKind.KEY_EXPIRING, account=administrator).count() == 30
    assert MailedNotice.objects.count() == (30 if with_mail else 0)
    assert Mail.objects.filter(told_at__isnull=False).count() == int(with_mail)  # the others are bundled after it


def test_the_keys_that_one_sweep_leaves_are_for_the_next(
    meti: GovernmentBody, administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiring_keys, "LOOKED_AT", 3)
    keys_to_expire(meti, 5)
    now = timezone.now()
    assert [sweep_keys(now) for _ in range(3)] == [3, 2, 0]
    assert Notice.objects.count() == 5
