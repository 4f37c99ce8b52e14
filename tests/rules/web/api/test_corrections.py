"""Reading with an ETag, and correcting with If-Match."""

from typing import Any

import pytest

from institutions.models import Submission
from rules.models import Assessment
from tests.rules.web.api.conftest import Caller, with_


@pytest.fixture
def address(caller: Caller, document: dict[str, Any]) -> str:
    """Return a registered partnership."""
    return f"partnerships/{caller.register(document).json()['partnership']}/"


def test_it_reads_the_document_as_it_was_sent_with_its_etag(
    caller: Caller, document: dict[str, Any], address: str
) -> None:
    answer = caller.get(address)
    assert answer.json()["document"] == {"revision": 1, **document}
    assert answer.json()["parties"].keys() >= {"hikari", "sato"}
    again = caller.get(address, **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    assert caller.get(address, **{"If-None-Match": '"other"'}).status_code == 200


def test_an_assessment_that_ends_does_not_change_the_etag(caller: Caller, address: str) -> None:
    before = caller.get(address)["ETag"]
    Assessment.objects.update(state="running")
    assert caller.get(address)["ETag"] == before


def test_a_correction_is_the_next_revision(caller: Caller, document: dict[str, Any], address: str) -> None:
    tag = caller.get(address)["ETag"]
    answer = caller.send("PUT", address, with_(document, value_yen=7), **{"If-Match": tag})
    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == "queued"
    assert answer["Location"] == f"/api/v1/assessments/{answer.json()['assessment']}/"
    read = caller.get(address)
    assert (read.json()["revision"], read.json()["document"]["value_yen"]) == (2, 7)
    assert read["ETag"] != tag
    assert Submission.objects.count() == 2


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 428), ({"If-Match": '"old"'}, 412), ({"If-Match": 'W/"old"'}, 412), ({"If-Match": "x"}, 412)],
)
def test_a_correction_without_the_current_etag_is_refused(
    caller: Caller, document: dict[str, Any], address: str, headers: dict[str, str], status: int
) -> None:
    answer = caller.send("PUT", address, with_(document, value_yen=7), **headers)
    assert answer.status_code == status
    assert "ETag" in answer.json()["detail"]
    assert Submission.objects.count() == 1


def test_any_etag_matches_a_star(caller: Caller, document: dict[str, Any], address: str) -> None:
    assert caller.send("PUT", address, with_(document, value_yen=7), **{"If-Match": "*"}).status_code == 200


def test_the_second_of_two_corrections_from_the_same_reading_is_412(
    caller: Caller, document: dict[str, Any], address: str
) -> None:
    tag = {"If-Match": caller.get(address)["ETag"]}
    assert caller.send("PUT", address, with_(document, value_yen=7), **tag).status_code == 200
    assert caller.send("PUT", address, with_(document, value_yen=8), **tag).status_code == 412


def test_a_correction_may_be_repeated_with_an_idempotency_key(
    caller: Caller, document: dict[str, Any], address: str
) -> None:
    headers = {"If-Match": caller.get(address)["ETag"], "Idempotency-Key": "k"}
    first = caller.send("PUT", address, with_(document, value_yen=7), **headers)
    again = caller.send("PUT", address, with_(document, value_yen=7), **headers)
    assert (again.status_code, again.json()) == (200, first.json())


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reference": "OTHER"}, "/reference"), ({"revision": 1}, "/revision"), ({"domain": "x"}, "/domain")],
)
def test_what_is_no_correction_of_it_is_422(
    caller: Caller, document: dict[str, Any], address: str, change: dict[str, Any], field: str
) -> None:
    answer = caller.send("PUT", address, with_(document, **change), **{"If-Match": "*"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_another_bodys_partnership_is_not_there(other: Caller, document: dict[str, Any], address: str) -> None:
    answer = other.send("PUT", address, with_(document, submitted_by="MOD"), **{"If-Match": "*"})
    assert answer.status_code == 404


def test_an_assessment_has_an_etag_of_its_own(caller: Caller, document: dict[str, Any]) -> None:
    location = caller.register(document)["Location"]
    first = caller.get(location)
    assert caller.get(location, **{"If-None-Match": first["ETag"]}).status_code == 304
    Assessment.objects.update(state="running")
    second = caller.get(location, **{"If-None-Match": first["ETag"]})
    assert (second.status_code, second.json()["state"]) == (200, "running")
    Assessment.objects.update(state="error", error="It broke.")
    third = caller.get(location)
    assert (third.json()["state"], third.json()["error"]) == ("error", "It broke.")
    assert "Retry-After" not in third
