"""Strangers get nothing but sign-in, language, health and the schema (docs/decisions/0007, docs/access.yaml)."""

import re
from typing import Final

import pytest
from django.test import Client

from tests.every import every
from tests.policyengine.access.table import METHODS, Row, read_table

EXAMPLES: Final = {
    "uuid": "7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01",
    "str": "COI-01",
    "slug": "COI-01",
    "int": "1",
    "path": "laws.yaml",
}
ROWS: Final = {row.address: row for row in read_table().rows}
CLOSED: Final = [row for row in ROWS.values() if row.section in ("pages", "interface")]


def filled(row: Row) -> str:
    """Return the address with an example in each place."""
    return "/" + re.sub(r"<(\w+):\w+>", lambda part: EXAMPLES[part[1]], row.address)


@pytest.mark.django_db
@every("row", CLOSED, name=lambda row: row.address)
def test_an_address_that_is_not_open_shows_nothing_to_a_stranger(client: Client, row: Row) -> None:
    """Not even whether there is anything: the ids of the examples are nobody's."""
    for method in (*METHODS, "HEAD", "OPTIONS"):
        answer = client.generic(method, filled(row))
        if row.section == "interface":
            assert answer.status_code == 401
            assert answer["Content-Type"] == "application/problem+json"
        else:
            assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")


@pytest.mark.django_db
def test_the_sign_in_page_is_readable_in_both_languages(client: Client) -> None:
    answer = client.post("/language/", {"language": "ja", "next": "/sign-in/"})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/")
    assert "サインイン" in client.get("/sign-in/").content.decode()


@pytest.mark.django_db
def test_the_switch_of_the_language_leads_nobody_to_another_site(client: Client) -> None:
    answer = client.post("/language/", {"language": "ja", "next": "https://elsewhere.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.django_db
def test_an_address_below_api_that_does_not_exist_says_so_to_a_stranger(client: Client) -> None:
    assert client.get("/api/v1/nothing/").status_code == 404
