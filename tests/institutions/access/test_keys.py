"""Keys: hashed, shown once, revocable, limited by scopes; and what an unknown one is told."""

import hmac
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.access.keys import digest_of, find_key
from institutions.models import ApiKey, GovernmentBody
from institutions.web.rest.problems import PROBLEM_JSON


@pytest.fixture
def meti(db: None) -> GovernmentBody:
    return GovernmentBody.objects.create(code="METI", name_en="METI")


def ask(client: Client, authorization: str | None) -> tuple[int, dict[str, str]]:
    headers = {"Authorization": authorization} if authorization is not None else {}
    answer = client.get("/api/v1/bodies/", headers=headers)
    assert answer.status_code == 200 or answer["Content-Type"] == PROBLEM_JSON
    return answer.status_code, dict(answer.headers)


def test_only_a_digest_is_stored(meti: GovernmentBody) -> None:
    key, text = make_key(meti, scopes=SCOPES)
    assert find_key(text) == key
    secret = text.rpartition(key.prefix + "_")[2]
    assert key.digest == digest_of(secret)
    assert secret not in str(ApiKey.objects.values())


def test_a_key_speaks_for_its_body(client: Client, meti: GovernmentBody) -> None:
    assert ask(client, f"Bearer {make_key(meti, scopes=SCOPES)[1]}")[0] == 200


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer x", "Basic eDp5", "Bearer pe_0_" + "a" * 43, "Bearer é"]
)
def test_without_a_valid_key_it_is_401_with_a_challenge(
    client: Client, meti: GovernmentBody, authorization: str | None
) -> None:
    status, headers = ask(client, authorization)
    assert status == 401
    assert headers["WWW-Authenticate"].startswith("Bearer")


def test_a_wrong_secret_and_a_revoked_key_are_401(client: Client, meti: GovernmentBody) -> None:
    key, text = make_key(meti, scopes=SCOPES)
    assert ask(client, f"Bearer {text[:-1]}{'A' if text[-1] != 'A' else 'B'}")[0] == 401
    ApiKey.objects.filter(pk=key.pk).update(revoked_at=timezone.now())
    assert ask(client, f"Bearer {text}")[0] == 401


@pytest.mark.parametrize("known", [True, False])
def test_a_digest_is_compared_in_constant_time_whether_or_not_the_prefix_exists(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    compared: list[tuple[str, str]] = []
    plain = hmac.compare_digest

    def compare(left: str, right: str) -> bool:
        compared.append((left, right))
        return plain(left, right)

    monkeypatch.setattr("institutions.access.keys.hmac.compare_digest", compare)
    _, text = make_key(meti, scopes=SCOPES)
    find_key(text if known else "pe_" + "0" * 12 + "_" + "a" * 43)
    assert [len(digest) for pair in compared for digest in pair] == [64, 64]


def test_the_use_of_a_key_is_noted_once_an_hour(client: Client, meti: GovernmentBody) -> None:
    key, text = make_key(meti, scopes=SCOPES)
    ask(client, f"Bearer {text}")
    key.refresh_from_db()
    first = key.last_used_at
    assert first is not None
    ask(client, f"Bearer {text}")
    key.refresh_from_db()
    assert key.last_used_at == first
    ApiKey.objects.update(last_used_at=first - timedelta(hours=2))
    ask(client, f"Bearer {text}")
    key.refresh_from_db()
    assert key.last_used_at is not None
    assert key.last_used_at > first


def test_a_key_with_scopes_does_no_more(client: Client, meti: GovernmentBody) -> None:
    _, text = make_key(meti, scopes=["register"])
    status, _ = ask(client, f"Bearer {text}")
    assert status == 403
    answer = client.get("/api/v1/bodies/", headers={"Authorization": f"Bearer {text}"})
    assert "'read'" in answer.json()["detail"]
    assert ask(client, f"Bearer {make_key(meti, scopes=['read'])[1]}")[0] == 200
