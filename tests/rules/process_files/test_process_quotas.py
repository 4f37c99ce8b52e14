"""A body has room for so many bytes of published processes, and for so many files that wait."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.models import Account, AuditEvent, GovernmentBody, StoredAmount, StoredKind
from rules.models import ProcessFile, ProcessFileState, StoredProcess
from rules.process_files.room import bytes_of
from tests.rules.process_files.conftest import Json, lines, screened, sent
from tests.rules.process_files.test_process_endpoints import API, system  # noqa: F401
from tests.rules.process_files.test_process_pages import OTHER, PAIR, signed_in

pytestmark = pytest.mark.django_db


def stored(body: GovernmentBody) -> int:
    return StoredAmount.objects.get(kind=StoredKind.PROCESSES, body=body).size


def post(client: Client, *releases: Json, page: bool = False) -> Any:  # Any: an answer of the test client
    given = {"file": SimpleUploadedFile("t.jsonl", lines(*releases)), "form": "ocds"}
    with patch("institutions.jobs.dispatch.send_task"):
        return client.post("/processes/files/" if page else f"{API}/processes/files/", given)


def test_a_body_with_many_files_waiting_is_told_when_to_send_again(
    body: GovernmentBody,
    officer: Account,
    system: Client,  # noqa: F811
) -> None:
    with patch("rules.process_files.requesting.MOST_OPEN", 1):
        assert post(system, PAIR).status_code == 202
        refused = post(system, PAIR)
        assert (refused.status_code, refused["Retry-After"], refused.json()["code"]) == (
            429,
            "60",
            "process_file.too_many",
        )
        assert post(signed_in(officer), PAIR, page=True).status_code == 429
    assert ProcessFile.objects.count() == 1


def test_processes_have_room_for_so_many_bytes(
    body: GovernmentBody,
    officer: Account,
    system: Client,  # noqa: F811
    settings: Any,
) -> None:
    screened(sent(body, lines(PAIR)))
    assert stored(body) == bytes_of(StoredProcess.objects.all()) > 0
    before = stored(body)
    settings.PROCESS_BYTES_OF_BODY = before + 1
    file = screened(sent(body, lines(OTHER)))
    assert file.error_said
    assert (file.state, file.error_said["code"], file.content) == (ProcessFileState.ERROR, "store.full", None)
    assert (StoredProcess.objects.count(), stored(body)) == (1, before)
    # What is known already is answered again: it takes no more room.
    assert screened(sent(body, lines(PAIR))).state == ProcessFileState.DONE
    settings.PROCESS_BYTES_OF_BODY = stored(body)
    files, events = ProcessFile.objects.count(), AuditEvent.objects.count()
    refused = post(system, OTHER)
    assert (refused.status_code, refused.json()["code"]) == (413, "store.full")
    page = post(signed_in(officer), OTHER, page=True)
    assert (page.status_code, "Ask the operations team" in page.content.decode()) == (413, True)
    assert (ProcessFile.objects.count(), AuditEvent.objects.count()) == (files, events)
    settings.PROCESS_BYTES_OF_BODY = 1_000_000
    another = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    held = stored(body)
    assert screened(sent(another, lines(OTHER))).state == ProcessFileState.DONE
    assert (stored(body), stored(another)) == (held, bytes_of(StoredProcess.objects.filter(body=another)))


def test_a_smaller_state_of_a_process_gives_room_back(body: GovernmentBody) -> None:
    long = {**PAIR, "tender": {**PAIR["tender"], "description": " ".join(map(str, range(2_000)))}}
    screened(sent(body, lines(long)))
    before = stored(body)
    screened(sent(body, lines(PAIR), options={"replace": "true"}))
    assert stored(body) == bytes_of(StoredProcess.objects.all()) < before


def test_processes_of_before_the_count_are_counted_when_the_next_is_stored(body: GovernmentBody) -> None:
    screened(sent(body, lines(PAIR)))
    StoredAmount.objects.all().delete()
    screened(sent(body, lines(OTHER)))
    assert stored(body) == bytes_of(StoredProcess.objects.all())
