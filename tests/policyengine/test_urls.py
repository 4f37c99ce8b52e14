"""Every address needs sign-in or a key, but for those that this table names (docs/decisions/0007)."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

OPEN: Final = "answers everybody"
SIGN_IN: Final = "sends strangers to sign in"
KEY: Final = "answers strangers 401"
UNKNOWN: Final = "answers everybody 404"
ADDRESSES: Final = {
    "healthz": OPEN,
    "readyz": OPEN,
    "sign-in/": OPEN,
    "sign-out/": SIGN_IN,
    "language/": OPEN,
    "": SIGN_IN,
    "partnerships/": SIGN_IN,
    "partnerships/<uuid:pk>/": SIGN_IN,
    "partnerships/<uuid:pk>/assessment/": SIGN_IN,
    "assessments/<uuid:pk>/retry/": SIGN_IN,
    "assessments/<uuid:pk>/clearing/": SIGN_IN,
    "assessments/<uuid:pk>/why-not/<slug:code>/": SIGN_IN,
    "propose/": SIGN_IN,
    "propose/<uuid:pk>/check/": SIGN_IN,
    "propose/<uuid:pk>/lookup/<slug:looks_for>/": SIGN_IN,
    "propose/<uuid:pk>/statements/<int:number>/": SIGN_IN,
    "propose/<uuid:pk>/<slug:step>/": SIGN_IN,
    "exports/": SIGN_IN,
    "exports/file/": SIGN_IN,
    "leads/": SIGN_IN,
    "leads/<int:pk>/": SIGN_IN,
    "leads/<int:pk>/decision/": SIGN_IN,
    "leads/<int:pk>/undo/": SIGN_IN,
    "imports/": SIGN_IN,
    "imports/templates/<slug:name>.<slug:suffix>": SIGN_IN,
    "imports/<uuid:pk>/": SIGN_IN,
    "imports/<uuid:pk>/state/": SIGN_IN,
    "imports/<uuid:pk>/errors.csv": SIGN_IN,
    "imports/<uuid:pk>/confirm/": SIGN_IN,
    "imports/<uuid:pk>/cancel/": SIGN_IN,
    "rulebook/": SIGN_IN,
    "rulebook/<slug:code>/": SIGN_IN,
    "api/v1/schema/": OPEN,
    "api/v1/docs/": SIGN_IN,
    "api/v1/partnerships/": KEY,
    "api/v1/partnerships/<uuid:pk>/": KEY,
    "api/v1/partnerships/<uuid:pk>/assessments/": KEY,
    "api/v1/assessments/<uuid:pk>/": KEY,
    "api/v1/assessments/<uuid:pk>/retry/": KEY,
    "api/v1/assessments/<uuid:pk>/clearing/": KEY,
    "api/v1/assessments/<uuid:pk>/why-not/<str:code>/": KEY,
    "api/v1/imports/": KEY,
    "api/v1/imports/<uuid:pk>/": KEY,
    "api/v1/imports/<uuid:pk>/cancel/": KEY,
    "api/v1/imports/<uuid:pk>/records/": KEY,
    "api/v1/imports/<uuid:pk>/errors/": KEY,
    "api/v1/findings/": KEY,
    "api/v1/leads/": KEY,
    "api/v1/leads/<int:pk>/": KEY,
    "api/v1/leads/<int:pk>/decision/": KEY,
    "api/v1/leads/<int:pk>/undo/": KEY,
    "api/v1/candidates/": KEY,
    "api/v1/bodies/": KEY,
    "api/v1/bodies/<str:code>/": KEY,
    "api/v1/companies/": KEY,
    "api/v1/companies/<uuid:pk>/": KEY,
    "api/v1/people/": KEY,
    "api/v1/people/<uuid:pk>/": KEY,
    "api/v1/companies/<uuid:pk>/owners/": KEY,
    "api/v1/connections/": KEY,
    "api/v1/exports/": KEY,
    "api/v1/exports/<str:form>/": KEY,
    "api/v1/rulebook/": KEY,
    "api/v1/rulebook/<str:code>/": KEY,
    "api/v1/precheck/": KEY,
    r"^api(?:/.*)?$": UNKNOWN,
}
EXAMPLES: Final = {"uuid": "7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01", "str": "COI-01", "slug": "COI-01", "int": "1"}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, prefix + str(each.pattern))
        else:
            assert isinstance(each, URLPattern)
            yield prefix + str(each.pattern)


def filled(address: str) -> str:
    """The address with an example in each place."""
    if ADDRESSES[address] is UNKNOWN:
        return "/api/v1/nothing/"
    return "/" + re.sub(r"<(\w+):\w+>", lambda part: EXAMPLES[part[1]], address)


def test_the_table_names_every_address_of_the_project_and_no_other() -> None:
    assert sorted(addresses(get_resolver())) == sorted(ADDRESSES)


def test_what_is_open_is_sign_in_language_health_and_the_schema() -> None:
    opened = {address for address, answers in ADDRESSES.items() if answers is OPEN}
    assert opened == {"healthz", "readyz", "sign-in/", "language/", "api/v1/schema/"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", [each for each, answers in ADDRESSES.items() if answers in (SIGN_IN, KEY)])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
def test_an_address_that_is_not_open_shows_nothing_to_a_stranger(client: Client, address: str, method: str) -> None:
    answer = client.generic(method, filled(address))
    if ADDRESSES[address] is KEY:
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
    else:
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", [each for each, answers in ADDRESSES.items() if answers is OPEN])
def test_an_open_address_answers_a_stranger(client: Client, address: str) -> None:
    if address == "language/":
        answer = client.post(filled(address), {"language": "ja", "next": "/sign-in/"})
        assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
        assert "サインイン" in client.get("/sign-in/").content.decode()
    else:
        assert client.get(filled(address)).status_code == 200


@pytest.mark.django_db
def test_the_switch_of_the_language_leads_nobody_to_another_site(client: Client) -> None:
    answer = client.post("/language/", {"language": "ja", "next": "https://elsewhere.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.django_db
def test_an_address_below_api_that_does_not_exist_says_so_to_a_stranger(client: Client) -> None:
    (address,) = (each for each, answers in ADDRESSES.items() if answers is UNKNOWN)
    assert client.get(filled(address)).status_code == 404
