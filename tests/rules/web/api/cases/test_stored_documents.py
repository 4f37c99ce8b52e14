"""A body has room for so many bytes of documents; above it nothing is stored, and others are not held up."""

from typing import Any

import pytest

from institutions.models import AuditEvent, GovernmentBody, StoredBytes, Submission
from institutions.values.hashing import canonical_json
from rules.models import Assessment
from tests.documents import small
from tests.rules.web.api.conftest import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def stored() -> int:
    return StoredBytes.objects.get(body=GovernmentBody.objects.get(code="METI")).documents


def test_a_body_without_room_is_told_who_can_help_and_nothing_is_stored(
    caller: Caller, other: Caller, settings: Any
) -> None:
    document, second = small(), small(reference="T-2")
    assert caller.send("POST", "partnerships/", document).status_code == 201
    assert stored() == len(canonical_json(Submission.objects.get().document).encode())
    settings.DOCUMENT_BYTES_OF_BODY = 2 * stored() - 1
    events = AuditEvent.objects.count()
    refused = caller.send("POST", "partnerships/", second)
    assert refused.status_code == 413, refused.content
    assert refused.json()["code"] == "document.stored_full"
    assert "Ask the operations team" in refused.json()["detail"]
    assert (Submission.objects.count(), Assessment.objects.count(), AuditEvent.objects.count()) == (1, 1, events)
    # The same document, sent again, takes no room; another body has its own.
    assert caller.send("POST", "partnerships/", document).status_code == 200
    theirs = small(submitted_by="MOD", sponsor="MOD")
    assert other.send("POST", "partnerships/", theirs).status_code == 201
    settings.DOCUMENT_BYTES_OF_BODY += 1
    assert caller.send("POST", "partnerships/", second).status_code == 201


def test_each_revision_takes_room_beside_the_one_before(caller: Caller, settings: Any) -> None:
    documents = [small(revision=number, value_yen=number * 1_000_000) for number in (1, 2, 3)]
    assert caller.send("POST", "partnerships/", documents[0]).status_code == 201
    settings.DOCUMENT_BYTES_OF_BODY = 2 * stored()
    assert [caller.send("POST", "partnerships/", each).status_code for each in documents[1:]] == [201, 413]
    assert stored() == settings.DOCUMENT_BYTES_OF_BODY
