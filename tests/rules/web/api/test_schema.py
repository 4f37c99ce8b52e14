"""The OpenAPI document: complete, valid, and shown without foreign hosts. Conformity of answers: conftest."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from institutions.models import Account, GovernmentBody
from institutions.web.openapi import Generator, openapi_document
from tests.rules.web.api.conftest import DOCUMENT

SENT = {"Accept": "application/json"}


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, operation) for path, item in document["paths"].items() for method, operation in item.items()]


def test_it_is_public_valid_openapi_3_1_as_json_and_as_yaml(client: Client) -> None:
    answer = client.get("/api/v1/schema/", headers=SENT)
    assert answer.status_code == 200
    document = answer.json()
    assert document["openapi"].startswith("3.1")
    validate_schema(document)  # type: ignore[no-untyped-call]  # the package is typed in part
    yaml = client.get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi"})
    assert yaml.content.startswith(b"openapi: 3.1")


def test_a_wrong_key_does_not_keep_anyone_from_reading_it(client: Client) -> None:
    assert client.get("/api/v1/schema/", headers={"Authorization": "Bearer x"}).status_code == 200


@pytest.mark.parametrize("query", ["?lang=xx", "?version=9", "?lang=%00", "?format=json"])
def test_no_parameter_breaks_it(client: Client, query: str) -> None:
    assert client.get(f"/api/v1/schema/{query}").status_code < 500


def test_it_is_made_without_a_warning() -> None:
    GENERATOR_STATS.reset()
    Generator().get_schema(public=True)  # type: ignore[no-untyped-call]  # the package is typed in part
    assert not GENERATOR_STATS


def test_it_has_every_endpoint_below_api_v1() -> None:
    described = {re.sub(r"{[^}]+}", "{}", path) for path in openapi_document()["paths"]}
    resolvers = [each for each in get_resolver().url_patterns if isinstance(each, URLResolver)]
    (below,) = [each for each in resolvers if each.app_name == "api"]
    routed = {re.sub(r"<[^>]+>", "{}", f"/api/v1/{each.pattern}") for each in below.url_patterns}
    assert described == routed
    assert len(operations(openapi_document())) >= 15


def test_every_operation_says_what_it_does_and_which_errors_it_gives() -> None:
    for path, method, operation in operations(openapi_document()):
        where = f"{method} {path}"
        assert operation["description"], where
        statuses = operation["responses"]
        assert {"401", "403", "406", "503"} <= statuses.keys(), where
        assert ("{" in path) <= ("404" in statuses), where
        if "requestBody" in operation:
            assert {"400", "413", "415", "422"} <= statuses.keys(), where
        for status, described in statuses.items():
            if int(status) >= 400:
                assert described["description"], (where, status)
                assert described["content"].keys() == {"application/problem+json"}, (where, status)
        assert operation["security"], where
    names = [operation["operationId"] for _, _, operation in operations(openapi_document())]
    assert len(set(names)) == len(names)


def test_every_query_parameter_and_field_of_a_list_is_described() -> None:
    parameters = [
        each for _, _, operation in operations(openapi_document()) for each in operation.get("parameters", ())
    ]
    assert [each["name"] for each in parameters if each["in"] != "path" and not each.get("description")] == []


def test_the_submission_document_is_a_component_that_checks_documents() -> None:
    document = openapi_document()
    schema = {"$ref": "#/components/schemas/SubmissionDocument", "components": document["components"]}
    validator = Draft202012Validator(schema)
    assert validator.is_valid(DOCUMENT), [each.message for each in validator.iter_errors(DOCUMENT)]
    assert not validator.is_valid({**DOCUMENT, "scheem": "pfi"})
    statements = [*DOCUMENT["statements"], {"kind": "unheard_of"}]
    assert not validator.is_valid({**DOCUMENT, "statements": statements})


@pytest.fixture
def reader(client: Client, meti: GovernmentBody) -> Client:
    """Return somebody who has signed in."""
    client.force_login(Account.objects.create_user("reader", body=meti))
    return client


def test_the_docs_page_loads_nothing_from_elsewhere(reader: Client) -> None:
    page = reader.get("/api/v1/docs/")
    assert page.status_code == 200
    text = page.content.decode()
    assert re.findall(r'(?:src|href)="(?!/)[^"]*"', text) == []
    assert "<script>" not in text
    script = reader.get("/api/v1/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "https://" not in script.content.decode()


@pytest.mark.parametrize("query", ["", "?script="])
def test_the_docs_page_is_for_those_who_have_signed_in(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/docs/{query}")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


def test_only_the_docs_page_may_draw_what_stands_in_an_address(reader: Client) -> None:
    policy = reader.get("/api/v1/docs/")["Content-Security-Policy"]
    assert "img-src 'self' data:" in policy
    assert "script-src" not in policy
    for other in ("/sign-in/", "/api/v1/schema/"):
        assert "data:" not in reader.get(other)["Content-Security-Policy"]
