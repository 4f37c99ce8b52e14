"""Over REST, too, only an administrator has a failed assessment tried again."""

from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Role
from rules.models import Assessment, State
from tests.rules.web.api.conftest import Caller


@pytest.fixture
def failed(caller: Caller, document: dict[str, Any]) -> Assessment:
    """Return an assessment of METI that was set aside."""
    caller.register(document)
    Assessment.objects.update(state=State.SET_ASIDE, error="two workers ended", expired_leases=2)
    return Assessment.objects.get()


def address(assessment: Assessment) -> str:
    return f"/api/v1/assessments/{assessment.pk}/retry/"


def account(role: Role, body: GovernmentBody | None = None, **options: Any) -> Client:
    """Return somebody with this role, signed in."""
    client = Client(**options)
    client.force_login(Account.objects.create_user("somebody", role=role, body=body))
    return client


def test_an_administrator_queues_it_again(failed: Assessment) -> None:
    client = account(Role.ADMINISTRATOR)
    answer = client.post(address(failed))
    assert answer.status_code == 202
    assert (answer.json()["assessment"], answer.json()["state"]) == (str(failed.pk), "queued")
    assert "error" not in answer.json()
    again = client.post(address(failed))
    assert (again.status_code, again.json()["type"]) == (409, "urn:policyengine:problem:nothing-to-retry")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_other_role_does(failed: Assessment, meti: GovernmentBody, role: Role) -> None:
    assert account(role, meti).post(address(failed)).status_code == 403
    failed.refresh_from_db()
    assert failed.state == State.SET_ASIDE


def test_not_even_a_key_of_the_submitting_body_does(failed: Assessment, caller: Caller) -> None:
    assert caller.send("POST", address(failed)).status_code == 403
    failed.refresh_from_db()
    assert failed.state == State.SET_ASIDE


def test_a_session_needs_the_token_of_the_site(failed: Assessment) -> None:
    client = account(Role.ADMINISTRATOR, enforce_csrf_checks=True)
    assert client.post(address(failed)).status_code == 403
    failed.refresh_from_db()
    assert failed.state == State.SET_ASIDE


def test_what_does_not_exist_is_not_found(failed: Assessment) -> None:
    missing = "/api/v1/assessments/7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01/retry/"
    assert account(Role.ADMINISTRATOR).post(missing).status_code == 404
