"""Idempotency-Key: the same request again gets the same answer; nothing happens twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from institutions.models import ApiKey, IdempotencyRecord, Partnership, Submission
from institutions.web.rest import repeated_requests
from rules.models import Assessment
from tests.rules.web.api.conftest import Caller, with_
from tests.waiting import wait_while_it_gets_on

KEY = {"Idempotency-Key": "3f1d"}


def test_the_same_body_again_gets_the_same_answer_with_its_status(caller: Caller, document: dict[str, Any]) -> None:
    first = caller.register(document, **KEY)
    Assessment.objects.update(state="running")
    again = caller.register(document, **KEY)
    assert (again.status_code, again.json(), again["Location"]) == (201, first.json(), first["Location"])
    assert Submission.objects.count() == 1


def test_a_refusal_is_kept_too(caller: Caller, document: dict[str, Any]) -> None:
    first = caller.register(with_(document, value_yen=-1), **KEY)
    again = caller.register(with_(document, value_yen=-1), **KEY)
    assert first.status_code == again.status_code == 422
    assert again.json() == first.json()
    assert again["Content-Type"] == first["Content-Type"]


def test_of_refusals_only_the_newest_of_a_key_are_kept(
    caller: Caller, other: Caller, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeated_requests, "REFUSALS_KEPT", 3)
    monkeypatch.setattr(repeated_requests, "REFUSALS_COUNTED_EVERY", 1)
    wrong = with_(document, value_yen=-1)

    def send(each: Caller, sent: dict[str, Any], key: str) -> int:
        return each.register(sent, **{"Idempotency-Key": key}).status_code

    assert send(caller, document, "stored") == 201
    assert send(other, wrong, "of-another") >= 400
    for number in range(10):
        assert send(caller, wrong, f"refused-{number}") == 422
    kept = IdempotencyRecord.objects.order_by("pk").values_list("key", flat=True)
    assert [*kept] == ["stored", "of-another", "refused-7", "refused-8", "refused-9"]
    assert send(caller, wrong, "refused-0") == 422, "it is checked again"


def test_the_answer_is_not_repeated_once_the_partnership_is_of_another_body(
    caller: Caller, other: Caller, document: dict[str, Any]
) -> None:
    first = caller.register(document, **KEY)
    assert first.status_code == 201
    of_other = ApiKey.objects.exclude(body__code="METI").get().body
    Partnership.objects.update(submitted_by=of_other)  # as an enacted reorganisation does
    again = caller.register(document, **KEY)
    assert again.status_code == 403
    assert first.json()["partnership"] not in again.content.decode()
    assert Partnership.objects.count() == 1


def test_another_body_is_422_and_stores_nothing(caller: Caller, document: dict[str, Any]) -> None:
    caller.register(document, **KEY)
    answer = caller.register(with_(document, reference="METI-2026-002"), **KEY)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("key-reused")
    assert Submission.objects.count() == 1


def test_another_query_is_another_request(caller: Caller, document: dict[str, Any]) -> None:
    assert caller.register(document, **KEY).status_code == 201
    answer = caller.send("POST", "partnerships/?revision=2", document, **KEY)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("key-reused")
    assert Submission.objects.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets the second wait for the end of the first")
def test_while_the_first_still_runs_the_second_is_409_and_once_its_connection_is_gone_the_key_is_free(
    caller: Caller, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = connection.copy()
    first.set_autocommit(False)
    with monkeypatch.context() as patched:
        patched.setattr("institutions.models.advisory_locks.connection", first)
        repeated_requests._hold(ApiKey.objects.get(), KEY["Idempotency-Key"])
    answer = caller.register(document, **KEY)
    assert (answer.status_code, answer["Retry-After"]) == (409, "1")
    first.close()
    wait_while_it_gets_on(lambda: not keys_held_by_others(), progress=keys_held_by_others, printed=str, patience=30)
    assert caller.register(document, **KEY).status_code == 201


def keys_held_by_others() -> int:
    """Return how many keys other connections hold: the server lets go of them a moment after a connection is closed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid != pg_backend_pid() "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return int(cursor.fetchone()[0])


def test_a_request_that_an_earlier_version_left_unanswered_does_not_block_the_next(
    caller: Caller, document: dict[str, Any]
) -> None:
    caller.register(document, **KEY)
    IdempotencyRecord.objects.update(status=None, answer=None)
    assert caller.register(document, **KEY).status_code == 200


def test_after_24_hours_the_key_is_forgotten(caller: Caller, document: dict[str, Any]) -> None:
    caller.register(document, **KEY)
    IdempotencyRecord.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))
    assert caller.register(document, **KEY).status_code == 200
    assert IdempotencyRecord.objects.count() == 1


def test_a_fault_of_ours_is_not_kept(caller: Caller, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("rules.web.api.cases.partnerships.register_submission", fail)
        with pytest.raises(ZeroDivisionError):
            caller.register(document, **KEY)
    assert caller.register(document, **KEY).status_code == 201


def test_keys_of_two_bodies_do_not_meet(caller: Caller, other: Caller, document: dict[str, Any]) -> None:
    caller.register(document, **KEY)
    answer = other.register(with_(document, submitted_by="MOD", sponsor="MOD"), **KEY)
    assert answer.status_code == 201


def test_a_key_of_another_shape_is_refused_by_name(caller: Caller, document: dict[str, Any]) -> None:
    answer = caller.register(document, **{"Idempotency-Key": "a b"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"
