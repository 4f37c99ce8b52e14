"""The query of every page takes work in proportion to its length, for each parameter that the page looks up."""

from collections.abc import Iterator
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from institutions.accounts.sign_in import sessions
from tests.every import every, undone
from tests.policyengine.access.table import Row
from tests.policyengine.access.walking import TABLE
from tests.policyengine.access.world import World
from tests.proportion import assert_linear

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]

OUTSIDE: Final = ("healthz", "readyz", "metrics", "api/")  # of no page
# Each is longer than any value; twice as long a query has twice as many of them.
VALUES: Final = ("ア", "1", "a,", "%")


class WatchedQuery(QueryDict):
    """A query that notes the names that are looked up in it."""

    names: set[str]

    def __getitem__(self, key: str) -> Any:
        self.names.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().getlist(key, default)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)


@pytest.fixture(autouse=True)
def session_noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the queries of the request that notes, once a minute, when an account was last seen."""
    monkeypatch.setattr(sessions, "NOTED_EVERY", 24 * 60 * 60)


def read_pages() -> Iterator[tuple[Row, str]]:
    """Yield each page and file that is read, with a caller who may."""
    for row in TABLE.rows:
        answers = row.answers.get("GET", {})
        able = [caller for caller, status in answers.items() if status == 200]
        if able and row.section in ("pages", "open") and not row.address.startswith(OUTSIDE):
            yield row, able[0]


def names_read(world: World, row: Row, caller: str, address: str) -> set[str]:
    """Return the names of the parameters that a page looks up, also those that come with others."""
    found: set[str] = set(row.query)
    with patch("django.core.handlers.wsgi.QueryDict", type("Query", (WatchedQuery,), {"names": found})):
        world.ask(row, "GET", caller, address=address)
    return found


def test_the_names_that_a_page_looks_up_are_noted() -> None:
    found: set[str] = set()
    query = type("Query", (WatchedQuery,), {"names": found})("a=1&b=2&c=3")
    assert (query["a"], query.get("b"), query.getlist("c"), "d" in query) == ("1", "2", ["3"], False)
    assert found == {"a", "b", "c", "d"}


def test_the_parameters_of_the_list_of_companies_are_among_those_that_grow(world: World) -> None:
    [row] = [row for row, _caller in read_pages() if row.address == "companies/"]
    assert {"q", "order", "page"} <= names_read(world, row, "officer", "/companies/")


@every("row, caller", lambda: list(read_pages()), name=lambda item: item[0].address)
def test_each_parameter_of_a_page_takes_work_in_proportion(world: World, row: Row, caller: str) -> None:
    with undone():
        address = world.address(row)
        beside = dict(row.query) and f"{address.partition('?')[2]}&"
        for name in sorted(names_read(world, row, caller, address)):

            def ask(n: int, name: str = name) -> None:
                sent = [(name, value * n) for value in VALUES for _ in range(n // 10)]
                with undone():
                    world.ask(row, "GET", caller, address=f"{address.partition('?')[0]}?{beside}{urlencode(sent)}")

            assert_linear(ask, f"{row.address}, {name}", lines=False, warm=1)


@every("row, caller", lambda: list(read_pages()), name=lambda item: item[0].address)
def test_parameters_that_a_page_does_not_know_take_work_in_proportion(world: World, row: Row, caller: str) -> None:
    with undone():
        address = world.address(row)

        def ask(n: int) -> None:
            sent = urlencode([(f"unknown-{place:04}", str(place)) for place in range(n)])
            with undone():
                world.ask(row, "GET", caller, address=f"{address}{'&' if row.query else '?'}{sent}")

        assert_linear(ask, row.address, lines=False, warm=1)
