"""Two editors of the rulebook who are known to be two people, and a rulebook in force that each call asks for."""

from collections.abc import Iterator

import pytest

from institutions.models import Account, Role
from rules.engine.loading.held_rulebook import held_now
from tests.people import person_named


@pytest.fixture
def asking_anew() -> Iterator[None]:
    """Let each call ask the database, as where no request and no task is marked."""
    token = held_now.set(None)
    yield
    held_now.reset(token)


def linked(name: str) -> Account:
    """Return an editor whose account is linked to a person of that name."""
    person = person_named(name)
    return Account.objects.create_user(name, "a long pass phrase", role=Role.RULEBOOK_EDITOR, person=person)


@pytest.fixture
def first() -> Account:
    """Return the editor who drafts."""
    return linked("first")


@pytest.fixture
def second() -> Account:
    """Return the editor who approves."""
    return linked("second")
