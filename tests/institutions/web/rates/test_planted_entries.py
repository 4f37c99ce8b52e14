"""An entry of the cache that somebody else wrote runs no code, switches no limit off, and is named in the log."""

import base64
import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from uuid import uuid4

import pytest
import redis
import requests
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from institutions.accounts.sign_in.failures import count_failure, recent_failures
from institutions.web.rates.cached_json import UnreadableEntryError
from institutions.web.rates.counting import CACHE, OVER_EVERY_LIMIT, RequestCounter, add_to_shared
from tests.every import every
from tests.institutions.web.rates.test_redis import URL, server

__all__ = ["server"]  # a fixture

NOON: Final = 1_795_867_200.0
TABLE: Final = "policyengine_cache"
Plant = Callable[[bytes], list[str]]


class Payload:
    """A value that makes a folder where it is unpickled."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)

    def __reduce__(self) -> tuple[Any, ...]:  # Any: as pickle takes it
        return os.mkdir, (self.folder,)


@pytest.fixture
def in_table(db: None, settings: Any) -> Iterator[Plant]:
    """Return a function that writes bytes in the place of each entry of the table, and returns the keys."""
    backend = {"BACKEND": "institutions.web.rates.database_cache.JsonDatabaseCache", "LOCATION": TABLE, "VERSION": 2}
    settings.CACHES = {"default": backend, "rates": backend}
    kept = caches[CACHE]  # held: a test of both caches names the other one in the settings by the time it ends
    kept.clear()

    def plant(value: bytes) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {TABLE} SET value = %s", [value.decode()])  # noqa: S608 - no input in it
            cursor.execute(f"SELECT cache_key FROM {TABLE}")  # noqa: S608 - as above
            return [key for (key,) in cursor.fetchall()]

    yield plant
    kept.clear()


@pytest.fixture
def in_redis(settings: Any, server: "redis.Redis") -> Iterator[Plant]:
    """Return such a function for entries of Redis."""
    prefix = f"test-{uuid4()}"
    backend = {
        "BACKEND": "institutions.web.rates.redis_cache.JsonRedisCache",
        "LOCATION": URL,
        "KEY_PREFIX": prefix,
        "VERSION": 2,
    }
    settings.CACHES = {"default": backend, "rates": backend}

    def keys() -> list[str]:
        found: Any = server.keys(f"{prefix}:*")  # Any: redis-py declares an awaitable too
        return [key.decode() for key in found]

    def plant(value: bytes) -> list[str]:
        for key in keys():
            server.set(key, value, keepttl=True)
        return keys()

    yield plant
    for key in keys():
        server.delete(key)


@pytest.fixture(params=["in_table", "in_redis"])
def plant(request: pytest.FixtureRequest) -> Plant:
    """Return the function for each of the two caches."""
    found: Plant = request.getfixturevalue(request.param)
    return found


def give_wrong_password(live_server: LiveServer) -> int:
    """Send a wrong password to the page of sign-in as a browser does; return the status."""
    session, url = requests.Session(), f"{live_server.url}/sign-in/"
    assert session.get(url, timeout=30).status_code == 200
    sent = {"login": "nobody", "password": "wrong", "csrfmiddlewaretoken": session.cookies["csrftoken"]}
    return session.post(url, sent, timeout=30, allow_redirects=False).status_code


@pytest.mark.django_db(transaction=True)
@every("way", ["in_table", "in_redis"])
def test_a_pickle_that_somebody_planted_runs_at_no_sign_in(
    way: str,
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    plant: Plant = request.getfixturevalue(way)
    made = tmp_path / way
    pickled = pickle.dumps(Payload(made))
    assert give_wrong_password(live_server) == 200
    keys = plant(base64.b64encode(pickled) if way == "in_table" else pickled)
    limits = [key for key in keys if ":2:allauth:rl:" in key]
    assert limits
    caplog.clear()
    assert give_wrong_password(live_server) == 500, "no limit is passed by whoever plants an entry in its place"
    assert not made.exists()
    assert any(f"under '{key}'" in caplog.text for key in limits)
    django_own(way, limits[0])
    assert made.is_dir(), "it was a pickle that would have run"


def django_own(way: str, key: str) -> None:
    """Read an entry with Django's own cache."""
    prefix, _, short = key.partition(":2:")
    params = {"KEY_PREFIX": prefix, "VERSION": 2}
    own = DatabaseCache(TABLE, params) if way == "in_table" else RedisCache(URL, params)
    own.get(short)


@pytest.mark.django_db(transaction=True)
def test_what_an_earlier_version_kept_is_not_read(live_server: LiveServer, in_table: Plant, tmp_path: Path) -> None:
    """Its pickles have keys of version 1, and end by themselves."""
    assert give_wrong_password(live_server) == 200
    in_table(base64.b64encode(pickle.dumps(Payload(tmp_path / "made"))))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET cache_key = replace(cache_key, ':2:', ':1:')")  # noqa: S608 - no input in it
    assert give_wrong_password(live_server) == 200
    assert not (tmp_path / "made").exists()


PLANTED: Final = [b"gASVBwAAAAAAAACMAWGULg==", b"", b'"word"', b"[]", b"null", b"true", b"1.5", b"-1000000", b"{"]


@pytest.mark.django_db
@every("way", ["in_table", "in_redis"])
def test_an_entry_in_the_place_of_a_count_refuses_the_caller(
    way: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    plant: Plant = request.getfixturevalue(way)
    for number, value in enumerate(PLANTED):
        caller = f"address:192.0.2.{number}"
        assert RequestCounter().takes(caller, 600, NOON)
        plant(value)
        caplog.clear()
        other = RequestCounter()
        assert [other.takes(caller, 600, NOON) for _ in range(3)] == [False] * 3, value
        assert caller in caplog.text
        assert "does not answer" not in caplog.text, "the cache is there: no process counts alone"
        assert add_to_shared("fresh", 2) in (2, OVER_EVERY_LIMIT)
        caches[CACHE].delete("fresh")


@pytest.mark.django_db
def test_failures_that_somebody_changed_are_unknown_and_not_none(
    plant: Plant, caplog: pytest.LogCaptureFixture
) -> None:
    count_failure("password", NOON)
    assert recent_failures(5, NOON) == {"password": 1, "code": 0}
    for value in (b'"word"', b"{", b"-5"):
        plant(value)
        caplog.clear()
        assert recent_failures(5, NOON) is None
        assert "sign-in-failures:password" in caplog.text


@pytest.mark.django_db
def test_an_entry_of_redis_of_another_type_refuses_too(in_redis: Plant, server: "redis.Redis") -> None:
    assert RequestCounter().takes("address:192.0.2.1", 600, NOON)
    for key in in_redis(b"1"):
        server.delete(key)
        server.rpush(key, "planted")
    with patch("institutions.web.rates.counting.AWAY.note") as away:
        assert not RequestCounter().takes("address:192.0.2.1", 600, NOON)
    away.assert_not_called()
    with pytest.raises(UnreadableEntryError):
        caches[CACHE].get_many([f"address:192.0.2.1:{int(NOON // 60)}", "another"])


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's columns have a type")
def test_a_row_of_sqlite_with_values_of_another_type_is_refused(in_table: Plant) -> None:
    for column, value in (("value", "X'00ff'"), ("expires", "'no moment, but text'")):
        assert RequestCounter().takes("address:192.0.2.1", 600, NOON)
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {TABLE} SET {column} = {value}")  # noqa: S608 - as above
        with pytest.raises(Exception, match=r"address:192\.0\.2\.1"):
            caches[CACHE].get(f"address:192.0.2.1:{int(NOON // 60)}")
        caches[CACHE].clear()
