"""What tests of every part use: the two bodies that the example documents name."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from institutions.audit import triggers, written_once
from institutions.models import GovernmentBody
from rules.models.protected import TABLES


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that start processes or a browser go first, in whatever order: at the end one of them would keep the
    processes of the run waiting for minutes.
    """
    items.sort(key=lambda item: not (item.get_closest_marker("worker") or item.get_closest_marker("browser")))


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """A page asked for in Japanese leaves its language to what runs after it in this thread: each test starts anew."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def flush_past_triggers() -> Iterator[None]:
    """A test with real transactions ends by emptying every table: triggers would refuse it."""
    operations = type(connection.ops)
    original = operations.sql_flush

    def sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:  # Any: passed on as Django declares them
        emptied = original(self, *args, **kwargs)
        if not emptied:
            return []
        once = {**written_once.OWN, **TABLES}
        dropped = [*triggers.drop(connection.vendor), *written_once.drop(connection, once)]
        made = [*triggers.create(connection.vendor), *written_once.create(connection, once)]
        return [*dropped, *emptied, *made]

    with patch.object(operations, "sql_flush", sql_flush):
        yield


@pytest.fixture
def meti(db: None) -> GovernmentBody:
    """The Ministry of Economy, Trade and Industry."""
    return GovernmentBody.objects.create(
        code="METI", name_en="Ministry of Economy, Trade and Industry", name_ja="経済産業省"
    )


@pytest.fixture
def digital_agency(db: None) -> GovernmentBody:
    """The Digital Agency."""
    return GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """End what still holds the test database before it is dropped: servers and workers close a moment after a test."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
