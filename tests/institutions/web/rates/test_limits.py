"""Too many requests of one caller are answered 429 with the seconds to wait, and those of nobody else are."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, GovernmentBody
from institutions.web.rates import counting, limits
from institutions.web.rates.charging import charge_answer, charged
from institutions.web.rates.counting import RequestCounter
from rules.web.api.cases.partnerships import PartnershipList

PARTNERSHIPS = "/api/v1/partnerships/"
NO_LIMIT = {"key": 0, "account": 0, "address": 0}


class Clock:
    """Processor time that moves only when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in ("middleware", "charging"):
        monkeypatch.setattr(f"institutions.web.rates.{module}.time.thread_time", made)
    return made


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch: pytest.MonkeyPatch, settings: Any, clock: Clock) -> None:
    """Count from nothing, within one minute however long the test takes, and whatever it costs."""
    assert clock.seconds == 0
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
    assert refused.json()["detail"] == (
        "More than 2 requests a minute came from this key; a large one counts as several. Send the next in 50 seconds."
    )
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
    assert page.content.decode().startswith("More than 1 requests a minute came from your network;")
    assert client.get("/sign-in/", REMOTE_ADDR="198.51.100.9").status_code == 200


def test_the_health_of_the_service_is_told_to_whoever_asks(settings: Any, db: None) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "address": 1}
    assert [Client().get("/healthz").status_code for _ in range(3)] == [200] * 3


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=2)
def test_a_request_past_the_proxies_counts_by_its_own_address(settings: Any, db: None) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "address": 1}
    past = {"X-Forwarded-For": "203.0.113.1"}
    assert [Client().get("/sign-in/", headers=past).status_code for _ in range(2)] == [200, 429]


def test_a_request_that_takes_much_processor_time_counts_as_many(
    meti: GovernmentBody, settings: Any, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "key": 20}
    client, other = with_key(meti), with_key(meti)
    usual = PartnershipList.get

    def slow(*args: Any, **kwargs: Any) -> Any:
        clock.seconds += 1.0
        return usual(*args, **kwargs)

    monkeypatch.setattr(PartnershipList, "get", slow)
    assert [client.get(PARTNERSHIPS).status_code for _ in range(3)] == [200, 429, 429]
    assert other.get(PARTNERSHIPS).status_code == 200


def test_the_time_that_a_streamed_answer_takes_counts_too(meti: GovernmentBody, settings: Any, clock: Clock) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "account": 25}
    request = RequestFactory().get("/")
    charged(request).append((limits.CallerKind.ACCOUNT, 7))

    def parts() -> Iterator[bytes]:
        for _ in range(3):
            clock.seconds += 0.4
            yield b"part"

    answer: Any = charge_answer(request, StreamingHttpResponse(parts()), begun=0.0)
    assert b"".join(answer.streaming_content) == b"part" * 3
    assert [limits.is_over(limits.CallerKind.ACCOUNT, 7) for _ in range(2)] == [False, True]


def test_callers_of_one_ipv6_network_share_a_limit(settings: Any, db: None) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "address": 2}
    asked = [
        Client().get("/healthz/none", REMOTE_ADDR=f"2001:db8:1:{each:x}::{each:x}").status_code for each in range(4)
    ]
    assert asked[2:] == [429, 429]
    assert Client().get("/healthz/none", REMOTE_ADDR="2001:db8:2::1").status_code != 429


def test_the_bytes_of_a_body_count_and_those_of_a_file_to_be_imported_do_not(
    meti: GovernmentBody, settings: Any, clock: Clock
) -> None:
    settings.REQUESTS_A_MINUTE = {**NO_LIMIT, "key": 20}
    client, other = with_key(meti), with_key(meti)
    big = "x" * 3_000_000
    assert client.post("/api/v1/precheck/", f'"{big}"', content_type="application/json").status_code == 422
    assert client.get(PARTNERSHIPS).status_code == 429
    file = SimpleUploadedFile("sent.csv", big.encode())
    assert other.post("/api/v1/imports/", {"file": file, "format": "none"}).status_code == 422
    assert other.get(PARTNERSHIPS).status_code == 200
