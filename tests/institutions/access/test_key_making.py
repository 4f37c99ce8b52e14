"""Keys are made with scopes and an end, rotated with an overlap and revoked; each act is on record."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from institutions.access.key_making import OVERLAP, KeyRefusedError, make_key, revoke_key, rotate_key
from institutions.access.keys import find_key
from institutions.models import Account, ApiKey, AuditEvent, GovernmentBody, Role

BODIES = "/api/v1/bodies/"


@pytest.fixture
def administrator(db: None) -> Account:
    return Account.objects.create_user("administrator", role=Role.ADMINISTRATOR)


def verbs() -> list[tuple[str, str]]:
    """Return who did what."""
    return list(AuditEvent.objects.order_by("pk").values_list("actor", "verb"))


@pytest.mark.parametrize(
    ("scopes", "code"), [((), "key.no_scope"), (("secret",), "key.no_scope"), (("write",), "key.unknown_scope")]
)
def test_a_key_that_allows_nothing_is_not_made(meti: GovernmentBody, scopes: tuple[str, ...], code: str) -> None:
    with pytest.raises(KeyRefusedError) as refused:
        make_key(meti, scopes=scopes)
    assert refused.value.said.code == code
    assert not ApiKey.objects.exists()
    assert verbs() == []


def test_one_administrator_makes_no_key_to_restricted_partnerships(
    meti: GovernmentBody, administrator: Account
) -> None:
    with pytest.raises(KeyRefusedError) as refused:
        make_key(meti, scopes=["read", "secret"], by=administrator)
    assert refused.value.said.code == "key.only_on_server"
    on_server, _text = make_key(meti, scopes=["read", "secret"])
    with pytest.raises(KeyRefusedError) as refused:
        rotate_key(on_server, by=administrator)
    assert refused.value.said.code == "key.only_on_server"
    assert ApiKey.objects.count() == 1


def test_a_key_works_for_a_year_and_no_longer(client: Client, meti: GovernmentBody) -> None:
    key, text = make_key(meti, scopes=["read"])
    headers = {"Authorization": f"Bearer {text}"}
    assert timedelta(days=364) < key.expires_at - timezone.now() <= timedelta(days=365)
    assert client.get(BODIES, headers=headers).status_code == 200
    ApiKey.objects.update(expires_at=timezone.now())
    refused = client.get(BODIES, headers=headers)
    assert refused.status_code == 401
    assert "has expired" in refused.json()["detail"]


def test_the_old_key_works_until_the_overlap_is_over(meti: GovernmentBody, administrator: Account) -> None:
    old, old_text = make_key(meti, scopes=["read", "precheck"], name="case system")
    new, new_text = rotate_key(old, by=administrator)
    assert (new.scopes, new.name, new.body, new.replaces) == (old.scopes, old.name, old.body, old)
    assert find_key(old_text) == old
    assert find_key(new_text) == new
    old.refresh_from_db()
    assert timedelta(0) < old.expires_at - timezone.now() <= OVERLAP
    who = f"account:{administrator.pk}"
    assert verbs() == [("command", "key_made"), (who, "key_made"), (who, "key_rotated")]
    assert old_text.split("_", 2)[2] not in str(list(AuditEvent.objects.values()))


def test_a_key_that_ends_before_the_overlap_does_not_live_longer_by_being_rotated(meti: GovernmentBody) -> None:
    key, _text = make_key(meti, scopes=["read"], lifetime=timedelta(days=3))
    successor, _new = rotate_key(key)
    key.refresh_from_db()
    assert key.expires_at - timezone.now() <= timedelta(days=3)
    assert timedelta(days=2) < successor.expires_at - timezone.now() <= timedelta(days=3)


def test_what_is_over_or_has_a_successor_is_not_rotated(meti: GovernmentBody) -> None:
    key, _text = make_key(meti, scopes=["read"])
    rotate_key(key)
    with pytest.raises(KeyRefusedError) as refused:
        rotate_key(key)
    assert refused.value.said.code == "key.rotated_before"
    successor = ApiKey.objects.get(replaces=key)
    revoke_key(successor)
    with pytest.raises(KeyRefusedError) as refused:
        rotate_key(successor)
    assert refused.value.said.code == "key.over"
    assert ApiKey.objects.count() == 2


def test_a_key_of_before_scopes_gets_a_successor_that_names_them(meti: GovernmentBody) -> None:
    key, _text = make_key(meti, scopes=["read"])
    ApiKey.objects.update(scopes=[])
    key.refresh_from_db()
    assert rotate_key(key)[0].scopes == ["read", "register", "precheck", "secret"]


def test_a_key_is_revoked_once(meti: GovernmentBody) -> None:
    key, text = make_key(meti, scopes=["read"])
    assert [revoke_key(key), revoke_key(key)] == [True, False]
    assert find_key(text) is None
    assert verbs() == [("command", "key_made"), ("command", "key_revoked")]
