"""Registering over REST: what is answered to a first, a repeated, a changed and a wrong submission."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.jobs import dispatch
from institutions.jobs.dispatch import send_task
from institutions.models import Account, GovernmentBody, Partnership, Role, Submission
from institutions.web.rest.bodies import LIMIT_BYTES
from institutions.web.rest.problems import PROBLEM_JSON
from rules.models import Assessment
from tests.rules.web.api.conftest import Caller, with_


def test_a_first_submission_is_201_with_the_queued_result_and_its_address(
    caller: Caller, document: dict[str, Any]
) -> None:
    answer = caller.register(document)
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["reference"], body["state"], body["as_of"]) == ("METI-2026-001", "queued", "2026-06-20")
    assert (body["outcomes"], body["findings"], body["missing"]) == ({}, [], {})
    assert answer["Location"] == f"/api/v1/assessments/{body['assessment']}/"
    assert {"hikari", "sato"} <= body["parties"].keys()
    read = caller.get(answer["Location"])
    assert read.json() == body
    assert read["Retry-After"] == "2"


def test_the_same_content_again_is_200_with_the_first_answer(caller: Caller, document: dict[str, Any]) -> None:
    first = caller.register(document)
    again = caller.register(dict(reversed(document.items())))
    assert again.status_code == 200
    assert again.json() == first.json()
    assert again["Location"] == first["Location"]
    assert Submission.objects.count() == 1
    assert Assessment.objects.count() == 1


def test_other_content_of_the_same_revision_is_409_and_names_what_differs(
    caller: Caller, document: dict[str, Any]
) -> None:
    caller.register(document)
    answer = caller.register(with_(document, value_yen=5))
    assert answer.status_code == 409
    assert any("value_yen" in each for each in answer.json()["differs"])
    assert "higher revision" in answer.json()["detail"]
    assert named(answer.json()) == ("urn:policyengine:problem:conflict", "Stored with other content")
    assert Submission.objects.count() == 1


def named(problem: dict[str, Any]) -> tuple[str, str]:
    """Return the type of a problem, by which programs know it, and its title."""
    return problem["type"], problem["title"]


def test_a_conflict_has_the_title_of_its_cause_and_the_type_of_all(caller: Caller, document: dict[str, Any]) -> None:
    caller.register(with_(document, revision=3))
    older = caller.register(with_(document, revision=2)).json()
    assert named(older) == ("urn:policyengine:problem:conflict", "A later revision is stored")
    Partnership.objects.update(disposed_at=timezone.now())
    disposed = caller.register(with_(document, revision=4)).json()
    assert named(disposed) == ("urn:policyengine:problem:conflict", "Reference not free")


def test_a_higher_revision_supersedes_and_keeps_the_history(caller: Caller, document: dict[str, Any]) -> None:
    first = caller.register(document).json()
    answer = caller.register(with_(document, revision=2, value_yen=5))
    assert answer.status_code == 201
    assert answer.json()["partnership"] == first["partnership"]
    assert [(each.revision, each.superseded_at is None) for each in Submission.objects.order_by("revision")] == [
        (1, False),
        (2, True),
    ]


def test_an_earlier_revision_sent_again_is_still_answered(caller: Caller, document: dict[str, Any]) -> None:
    caller.register(document)
    caller.register(with_(document, revision=2, value_yen=5))
    again = caller.register(document)
    assert again.status_code == 200
    assert again.json()["reference"] == "METI-2026-001"


@pytest.mark.parametrize("path", ["partnerships/", "precheck/"])
def test_another_bodys_document_is_403_and_names_the_field(
    caller: Caller, mod: GovernmentBody, document: dict[str, Any], path: str
) -> None:
    answer = caller.send("POST", path, with_(document, submitted_by="MOD"))
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["field"] == "/submitted_by"
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("path", ["partnerships/", "precheck/"])
def test_an_invalid_document_is_422_with_a_pointer_a_field_and_stores_nothing(
    caller: Caller, document: dict[str, Any], path: str
) -> None:
    wrong = with_(document, value_yen=-1, scheem="pfi")
    del wrong["domain"]
    answer = caller.send("POST", path, wrong)
    assert answer.status_code == 422
    assert answer["Content-Type"] == PROBLEM_JSON
    errors = {each["field"]: each["message"] for each in answer.json()["errors"]}
    assert {"/value_yen", "/scheem", "/domain"} <= errors.keys()
    assert all(errors.values())
    assert not Partnership.objects.exists()


@pytest.mark.parametrize("body", [[], "text", 5, None, True])
def test_a_body_that_is_no_object_is_422(caller: Caller, body: object) -> None:
    answer = caller.send(
        "POST", "partnerships/", "null" if body is None else body if not isinstance(body, str) else '"a"'
    )
    assert answer.status_code == 422


def test_broken_json_is_400_with_its_place(caller: Caller) -> None:
    answer = caller.register('{"reference": "A",\n "title" {}}')
    assert answer.status_code == 400
    assert "line 2, column 10" in answer.json()["detail"]


def test_5_mb_and_one_byte_are_413(caller: Caller) -> None:
    answer = caller.register(b"[" + b" " * LIMIT_BYTES + b"]")
    assert answer.status_code == 413
    assert "5 MB" in answer.json()["detail"]


def test_another_format_is_415(caller: Caller) -> None:
    answer = caller.client.post(
        "/api/v1/partnerships/", "a=1", content_type="text/csv", headers={"Authorization": f"Bearer {caller.key}"}
    )
    assert answer.status_code == 415
    assert "Send JSON with 'Content-Type: application/json'." in answer.json()["detail"]


def test_an_officer_registers_in_a_session_with_a_csrf_token_and_an_auditor_does_not(
    meti: GovernmentBody, document: dict[str, Any]
) -> None:
    for role, status in ((Role.OFFICER, 201), (Role.AUDITOR, 403), (Role.ADMINISTRATOR, 403), (Role.REVIEWER, 403)):
        client = Client()
        client.force_login(Account.objects.create_user(role, "a long pass phrase", role=role, body=meti))
        answer = client.post("/api/v1/partnerships/", document, content_type="application/json")
        assert answer.status_code == status, answer.content
    assert Submission.objects.get().account is not None
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(username=Role.OFFICER))
    assert strict.post("/api/v1/partnerships/", document, content_type="application/json").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_down_it_is_201_all_the_same(
    caller: Caller, document: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError("connection refused")

    monkeypatch.setattr(dispatch, "send_task", send_task)
    monkeypatch.setattr(dispatch, "trouble", dispatch.BrokerTrouble())
    monkeypatch.setattr("institutions.jobs.dispatch.current_app.send_task", refuse)
    answer = caller.register(document)
    assert answer.status_code == 201
    assert Assessment.objects.get().told_at is None
