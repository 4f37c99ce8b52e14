"""Too many requests of one caller are answered 429 with the seconds to wait, and those of nobody else are."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, GovernmentBody
from institutions.web.rates import counting, limits
from institutions.web.rates.counting import RequestCounter

PARTNERSHIPS = "/api/v1/partnerships/"
NO_LIMIT = {"key": 0, "account": 0, "address": 0}


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Count from nothing, within one minute however long the test takes."""
    caches[counting.CACHE].clear()
    monkeypatch.setattr(limits, "COUNTER", RequestCounter())
    monkeypatch.setattr("institutions.web.rates.counting.time.time", lambda: 1_795_867_210.0)
    settings.REQUESTS_A_MINUTE = NO_LIMIT


def with_key(body: GovernmentBody) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_key(body, scopes=SCOPES)[1]}"})


def test_a_key_over_its_limit_waits_and_another_key_of_the_body_does_not(
    meti: GovernmentBody, digital_agency: GovernmentBody, settings: Any
) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "key": 2}
    first, second = with_key(meti), with_key(meti)
    assert [first.get(PARTNERSHIPS).status_code for _ in range(3)] == [200, 200, 429]
    refused = first.get(PARTNERSHIPS)
    assert refused["Retry-After"] == "50"
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["type"] == "urn:policyengine:problem:too-many-requests"
    assert refused.json()["detail"] == "More than 2 requests a minute came from this key. Send the next in 50 seconds."
    assert second.get(PARTNERSHIPS).status_code == 200


def test_an_account_over_its_limit_waits_on_pages_and_at_the_interface(meti: GovernmentBody, settings: Any) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "account": 3}
    officer, colleague = Client(), Client()
    officer.force_login(Account.objects.create_user("officer", body=meti))
    colleague.force_login(Account.objects.create_user("colleague", body=meti))
    assert [officer.get("/partnerships/").status_code for _ in range(3)] == [200] * 3
    page = officer.get("/partnerships/")
    assert (page.status_code, page["Retry-After"]) == (429, "50")
    assert "Too many requests" in page.content.decode()
    problem = officer.get(PARTNERSHIPS)
    assert (problem.status_code, problem["Retry-After"]) == (429, "50")
    assert "from this account" in problem.json()["detail"]
    assert colleague.get("/partnerships/").status_code == 200


def test_an_address_over_its_limit_is_answered_without_a_query(
    settings: Any, django_assert_num_queries: Any, db: None
) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "address": 1}
    client = Client()
    guess = {"Authorization": "Bearer guessed"}
    assert client.get(PARTNERSHIPS, headers=guess).status_code == 401
    with django_assert_num_queries(0):
        refused = client.get(PARTNERSHIPS, headers=guess)
        page = client.get("/sign-in/")
    assert (refused.status_code, refused["Retry-After"]) == (429, "50")
    assert (page.status_code, page["Retry-After"]) == (429, "50")
    assert page.content.decode().startswith("More than 1 requests a minute came from your network.")
    assert client.get("/sign-in/", REMOTE_ADDR="198.51.100.9").status_code == 200


def test_the_health_of_the_service_is_told_to_whoever_asks(settings: Any, db: None) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "address": 1}
    assert [Client().get("/healthz").status_code for _ in range(3)] == [200] * 3


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=2)
def test_a_request_past_the_proxies_counts_by_its_own_address(settings: Any, db: None) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "address": 1}
    past = {"X-Forwarded-For": "203.0.113.1"}
    assert [Client().get("/sign-in/", headers=past).status_code for _ in range(2)] == [200, 429]
