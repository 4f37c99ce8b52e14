"""Fixtures for tests of every part: the two bodies that the example documents name, and the settings of a run."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from institutions.audit import triggers, written_once
from institutions.audit.filled_tables import filled_tables
from institutions.audit.row_hashes import database_salt
from institutions.models import GovernmentBody
from policyengine.garbage import look_past_what_stays, look_rarely
from rules.engine.loading.held_rulebook import Held, held_now
from rules.engine.loading.program_rulebook import base_rulebook
from tests.streamed import close_streamed, remember_streamed
from tests.template_database import template_of

TESTS = Path(__file__).resolve().parent
pytest_plugins = ("tests.dearest",)
# A busy machine makes random values slowly: no test of the suite fails by the clock.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")
# Rooms with SQL, triggers, locks or files that are written for one database: the check of a change runs these tests on
# each. All others that need a database it runs on PostgreSQL, where a server has its register; `make test` runs them on
# either.
ON_BOTH = [
    TESTS / name
    for name in (
        "institutions/access",
        "institutions/audit",
        "institutions/imports",
        "institutions/lists",
        "institutions/models",
        "institutions/parties",
        "rules/access",
        "rules/assessing",
        "rules/backup",
        "upgrades",
    )
]
OF_MODELS = {"django_content_type", "auth_permission", "institutions_auditsalt"}


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark tests that the check of a change runs on PostgreSQL alone, and move those that take minutes to the front.

    At the end they would keep the processes of the run waiting.
    """
    for item in items:
        if is_on_a_server(item.path):
            item.add_marker("server")
    yield
    items.sort(key=lambda item: not item.get_closest_marker("long"))


@cache
def is_on_a_server(path: Path) -> bool:
    """Return whether a file lies in none of these rooms."""
    return not any(path.is_relative_to(folder) for folder in ON_BOTH)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over the modules and tests that live as long as the run.

    It looks less often than Python's own settings would have it: a test makes many rows and few circles of them.
    """
    look_past_what_stays()
    look_rarely()


class OfTheProgram(Held):
    """The program's own rulebook for a test that calls a service outside any request or task: no query for it."""

    rulebook = property(lambda _self: base_rulebook(), lambda _self, _rulebook: None)  # never another


def pytest_collection() -> None:
    """Hold the program's own rulebook around requests and tasks, which ask the database themselves."""
    held_now.set(OfTheProgram())


@pytest.fixture(autouse=True)
def same_language() -> Iterator[None]:
    """Reset the language around each test: a page in Japanese leaves its language to later code in the thread."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notify no worker of a queued row: a test finishes its assessments itself."""
    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: True)


@pytest.fixture(scope="session", autouse=True)
def remember_what_is_streamed() -> Iterator[None]:
    """Remember streamed answers, so that each test closes its own."""
    with remember_streamed():
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Close streamed answers while the test's transaction is open."""
    with close_streamed():
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def flush_what_was_filled() -> Iterator[None]:
    """Make the flush after a test with real transactions empty only tables with rows, bypassing the triggers.

    Models, content types and permissions, which migrations create, are the same for each test and stay.
    """
    operations = type(connection.ops)

    def sql_flush(_self: object, _style: object, tables: Iterable[str], **_options: object) -> list[str]:
        return emptying(sorted(filled_tables(set(tables) - OF_MODELS)))

    with patch.object(operations, "sql_flush", sql_flush):
        yield


def emptying(tables: Sequence[str]) -> list[str]:
    """Return the SQL that empties these tables; Django runs it in one transaction."""
    emptied = [f"DELETE FROM {each}" for each in tables]  # noqa: S608 - no input in it
    if connection.vendor == "postgresql":
        return ["SET LOCAL session_replication_role = replica", *emptied] if emptied else []
    once = {name: free for name, free in written_once.PROTECTED.items() if name in tables}
    dropped = [*triggers.drop_trail_triggers(connection.vendor), *written_once.drop_once_triggers(connection, once)]
    made = [*triggers.create_trail_triggers(connection.vendor), *written_once.create_once_triggers(connection, once)]
    return [*dropped, *emptied, *made] if emptied else []


def ministry_of_economy() -> GovernmentBody:
    """Return the ministry, made unless the tests of a module share it."""
    names = {"name_en": "Ministry of Economy, Trade and Industry", "name_ja": "経済産業省"}
    return GovernmentBody.objects.get_or_create(code="METI", defaults=names)[0]


def agency_of_digital_affairs() -> GovernmentBody:
    """Return the agency, made unless the tests of a module share it."""
    names = {"name_en": "Digital Agency", "name_ja": "デジタル庁"}
    return GovernmentBody.objects.get_or_create(code="DA", defaults=names)[0]


@pytest.fixture
def meti(db: None) -> GovernmentBody:
    """Return the Ministry of Economy, Trade and Industry."""
    return ministry_of_economy()


@pytest.fixture
def digital_agency(db: None) -> GovernmentBody:
    """Return the Digital Agency."""
    return agency_of_digital_affairs()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> None:
    """Let each process copy the migrated database that the first one made."""
    made = template_of(connection, pytestconfig.cache.mkdir("database"))
    connection.creation.create_test_db = made.create_test_db  # type: ignore[method-assign]  # of this connection alone


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """End connections to the test database before it is dropped: servers and workers close a moment after a test.

    The salt of the trail is read once here, as each process does, so that no test counts the query.
    """
    with django_db_blocker.unblock():
        database_salt()
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
