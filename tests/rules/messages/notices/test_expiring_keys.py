"""Administrators are notified once, thirty days before a key without a successor expires."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from institutions.access.key_making import make_key, revoke_key, rotate_key
from institutions.models import Account, ApiKey, AuditEvent, GovernmentBody, Role
from rules.messages.notices.expiring_keys import sweep_keys
from rules.messages.notices.wording import notice_address
from rules.models import Notice, NoticeKind


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
