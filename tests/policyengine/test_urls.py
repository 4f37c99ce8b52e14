"""Every address needs sign-in or a key, but for the few that are named here."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {"healthz", "readyz", "api/v1/schema/", "api/v1/docs/", "sign-in/", "language/", r"^api(?:/.*)?$"}
EXAMPLES = {"uuid": "7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01", "str": "COI-01", "slug": "COI-01", "int": "1"}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, prefix + str(each.pattern))
        else:
            yield prefix + str(each.pattern), each


def filled(address: str) -> str:
    return "/" + re.sub(r"<(\w+):\w+>", lambda part: EXAMPLES[part[1]], address)


ALL = [address for address, _ in addresses(get_resolver())]
PROTECTED = sorted(set(ALL) - PUBLIC)


def test_the_public_addresses_exist() -> None:
    assert set(ALL) >= PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize("address", PROTECTED)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_an_address_that_is_not_public_shows_nothing_to_a_stranger(client: Client, address: str, method: str) -> None:
    answer = client.generic(method, filled(address))
    if address.startswith("api/"):
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
    else:
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/api/v1/schema/", "/api/v1/docs/", "/sign-in/"])
def test_a_public_address_answers_a_stranger(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
