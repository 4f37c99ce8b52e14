"""Large, simultaneous and stray requests."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from institutions.models import Partnership, Submission
from rules.models import Assessment
from tests.rules.web.api.conftest import Caller, with_

ONE = {"kind": "ownership_known", "company": "hikari"}
AT_ONCE = 6


@pytest.mark.parametrize(("number", "status"), [(10_001, 422), (100_000, 422), (200_000, 413)])
def test_too_many_statements_are_refused_with_the_limit(
    caller: Caller, document: dict[str, Any], number: int, status: int
) -> None:
    answer = caller.register(with_(document, statements=[ONE] * number))
    assert answer.status_code == status
    assert ("10000" if status == 422 else "5 MB") in answer.content.decode()
    assert not Partnership.objects.exists()


def at_once(caller: Caller, documents: list[dict[str, Any]], **headers: str) -> list[Any]:
    """Send all of them in the same moment, each from a thread of its own."""
    ready = Barrier(len(documents))

    def send(document: dict[str, Any]) -> Any:
        ready.wait()
        try:
            return Caller(Client(), caller.key).register(document, **headers)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(documents)) as pool:
        return list(pool.map(send, documents))


@pytest.mark.django_db(transaction=True)
def test_the_same_document_many_times_at_once_is_stored_once(caller: Caller, document: dict[str, Any]) -> None:
    answers = at_once(caller, [document] * AT_ONCE)
    assert Counter(each.status_code for each in answers) == {201: 1, 200: AT_ONCE - 1}
    assert len({each.json()["assessment"] for each in answers}) == 1
    assert (Submission.objects.count(), Assessment.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_idempotency_key_many_times_at_once_does_the_work_once(caller: Caller, document: dict[str, Any]) -> None:
    answers = at_once(caller, [document] * AT_ONCE, **{"Idempotency-Key": "k"})
    statuses = Counter(each.status_code for each in answers)
    assert statuses.keys() <= {201, 409}
    assert statuses[201] >= 1
    assert (Submission.objects.count(), Assessment.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_different_documents_at_once_are_all_stored(caller: Caller, document: dict[str, Any]) -> None:
    answers = at_once(caller, [with_(document, reference=f"R-{place}") for place in range(AT_ONCE)])
    assert [each.status_code for each in answers] == [201] * AT_ONCE
    assert Submission.objects.count() == AT_ONCE


@pytest.mark.parametrize("path", ["partnerships/", "findings/", "bodies/", "companies/", "people/", "precheck/"])
def test_options_are_answered(caller: Caller, path: str) -> None:
    assert caller.send("OPTIONS", path).status_code == 200


def test_no_shared_cache_keeps_an_answer(caller: Caller, document: dict[str, Any]) -> None:
    for answer in (caller.get("partnerships/"), caller.register(document), caller.get("bodies/NOBODY/")):
        assert answer["Cache-Control"] == "private, no-cache"
        assert {"Authorization", "Cookie"} <= {each.strip() for each in answer["Vary"].split(",")}


def test_an_older_revision_that_was_never_sent_is_409_and_says_which_is_stored(
    caller: Caller, document: dict[str, Any]
) -> None:
    caller.register(with_(document, revision=3))
    answer = caller.register(with_(document, revision=2))
    assert answer.status_code == 409
    assert answer.json()["differs"] == ["/revision"]
    assert "Revision 3" in answer.json()["detail"]
