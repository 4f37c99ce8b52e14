"""Every error below /api/ is problem+json that names trouble and remedy."""

from collections.abc import Iterator

import pytest
from django.test import Client

from institutions.web.rest.problems import KINDS, PROBLEM_JSON, TYPE_PREFIX, Problem

pytestmark = pytest.mark.urls("tests.institutions.web.rest.problem_urls")


@pytest.fixture
def quiet() -> Client:
    """Return a client that answers 500 where a real server would."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("name", "status", "slug"),
    [
        ("missing", 404, "not-found"),
        ("denied", 403, "forbidden"),
        ("conflict", 409, "conflict"),
        ("filter", 400, "invalid-parameter"),
        ("locked", 503, "busy"),
        ("bug", 500, "server-error"),
    ],
)
def test_what_a_view_raises_is_answered_as_a_problem(quiet: Client, name: str, status: int, slug: str) -> None:
    answer = quiet.get(f"/api/v1/trouble/{name}/", headers={"X-Request-ID": "abc"})
    assert answer.status_code == status
    assert answer["Content-Type"] == PROBLEM_JSON
    body = answer.json()
    assert body["type"] == TYPE_PREFIX + slug
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["instance"] == "urn:policyengine:request:abc"


def test_a_problem_carries_its_own_members_and_the_wrong_parameters(quiet: Client) -> None:
    assert quiet.get("/api/v1/trouble/conflict/").json()["differs"] == ["/title"]
    assert quiet.get("/api/v1/trouble/filter/").json()["errors"] == [
        {"field": "state", "message": "Select a valid choice."}
    ]


def test_a_method_that_is_not_answered_is_405_and_names_those_that_are(quiet: Client) -> None:
    answer = quiet.delete("/api/v1/trouble/missing/")
    assert answer.status_code == 405
    assert answer["Content-Type"] == PROBLEM_JSON
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"
    assert "GET, POST" in answer.json()["detail"]


def test_another_format_is_406_and_another_body_415(quiet: Client) -> None:
    assert quiet.get("/api/v1/trouble/missing/", headers={"Accept": "text/csv"}).status_code == 406
    answer = quiet.post("/api/v1/trouble/missing/", "<a/>", content_type="text/xml")
    assert answer.status_code == 415
    assert "application/json" in answer.json()["detail"]


def test_broken_json_is_400_and_names_the_place(quiet: Client) -> None:
    answer = quiet.post("/api/v1/trouble/missing/", '{\n"a": }', content_type="application/json")
    assert answer.status_code == 400
    assert "line 2, column 6" in answer.json()["detail"]


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/v1/nothing/", "/api/v1/schema"])
@pytest.mark.parametrize("debug", [False, True])
def test_an_unknown_address_below_api_is_a_problem_without_a_key(
    settings: object, address: str, *, debug: bool
) -> None:
    settings.DEBUG = debug  # type: ignore[attr-defined]
    strict = Client(enforce_csrf_checks=True)
    for answer in (strict.get(address), strict.put(address, "{}", content_type="application/json")):
        assert answer.status_code == 404
        assert answer["Content-Type"] == PROBLEM_JSON


def test_an_unknown_host_is_a_problem_below_api(quiet: Client) -> None:
    answer = quiet.get("/api/v1/trouble/missing/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == PROBLEM_JSON


def test_the_description_lists_each_kind() -> None:
    assert {*KINDS} == {*all_kinds(Problem)}


def all_kinds(parent: type[Problem]) -> Iterator[type[Problem]]:
    """Return the kinds below a kind that have a name of their own."""
    for kind in parent.__subclasses__():
        if "slug" in vars(kind) and not kind.__module__.startswith("tests."):
            yield kind
        yield from all_kinds(kind)


def test_kinds_have_distinct_names() -> None:
    assert len({kind.slug for kind in KINDS}) == len(KINDS)


def test_a_database_that_does_not_answer_is_one_line_of_the_log(
    quiet: Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert quiet.get("/api/v1/trouble/locked/").status_code == 503
    [line] = caplog.records
    assert line.getMessage() == "The database did not answer a request."
