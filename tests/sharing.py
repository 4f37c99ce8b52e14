"""A row that all tests of a module ask for is made once, in a transaction around them; each undoes what it adds."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db.models import Model

from tests.every import undone


def shared(name: str, build: Callable[[], Model], *, home: str) -> Any:  # Any: pytest's decorator has no type here
    """Make a fixture for the key of what `build` makes once a module; None where each test makes its own.

    That is so unless every test of the module asks for the fixture `name` of the module `home`, and none has
    transactions of its own: a test that does not ask for the row must not find it, in whatever order the tests run.
    """

    @pytest.fixture(scope="module", autouse=True)
    def key(request: pytest.FixtureRequest) -> Iterator[Any]:  # Any: keys have any type
        tests = [each for each in request.session.items if each.path == request.path]
        if not all(asks_for(each, name, home) and not has_own_transactions(each) for each in tests):
            yield None
            return
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock(), undone():
            yield build().pk

    return key


def asks_for(test: pytest.Item, name: str, home: str) -> bool:
    """Return whether a test uses the fixture of this name that this module defines."""
    if not isinstance(test, pytest.Function):
        return False
    definitions = test._fixtureinfo.name2fixturedefs.get(name, ())
    return bool(definitions) and definitions[-1].func.__module__ == home


def has_own_transactions(test: pytest.Item) -> bool:
    """Return whether a test commits, so that nothing can be open around it."""
    used = set(test.fixturenames) if isinstance(test, pytest.Function) else set()
    marked = any(each.kwargs.get("transaction") for each in test.iter_markers("django_db"))
    return marked or bool(used & {"transactional_db", "live_server"})
