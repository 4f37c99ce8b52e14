"""Counts in the table of the database: one statement each, side by side with what Django keeps there."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.web.rates.counting import add_to_shared
from institutions.web.rates.database_cache import CountingCache
from policyengine.settings import storage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def cache() -> CountingCache:
    made = CountingCache("policyengine_cache", {})
    made.clear()
    return made


def at(moment: datetime) -> AbstractContextManager[object]:
    return patch.object(timezone, "now", lambda: moment)


def test_the_rates_are_counted_in_it_unless_redis_is_named() -> None:
    backend = storage.CACHES["rates"]["BACKEND"]
    assert backend == f"{CountingCache.__module__}.{CountingCache.__name__}" or storage.CACHE_URL


def test_adding_to_a_count_is_one_statement(cache: CountingCache) -> None:
    assert cache.count("key:1", 2, 120) == 2
    with CaptureQueriesContext(connection) as captured:
        assert cache.count("key:1", 3, 120) == 5
    assert len(captured) == 1
    assert cache.count("key:2", 1, 120) == 1


def test_a_count_begins_anew_once_it_is_over_and_leaves_nothing_behind(cache: CountingCache) -> None:
    with at(NOON):
        cache.count("key:1", 2, 120)
        cache.count("other", 2, 120)
    with at(NOON + timedelta(seconds=119)):
        assert cache.count("key:1", 1, 60) == 3
    with at(NOON + timedelta(seconds=180)):
        assert cache.get("key:1") is None
        assert cache.count("key:1", 4, 60) == 4
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM policyengine_cache")
            assert cursor.fetchone() == (1,)


def test_counts_and_other_values_are_read_together(cache: CountingCache) -> None:
    cache.count("key:1", 7, 120)
    cache.set("word", "a word", 120)
    cache.set("gone", "over", -1)
    assert cache.get_many(["key:1", "word", "gone", "never"]) == {"key:1": 7, "word": "a word"}
    assert (cache.get("key:1"), cache.get_many([])) == (7, {})
    assert isinstance(cache, DatabaseCache)


def test_requests_are_added_to_its_counts(cache: CountingCache) -> None:
    with patch("institutions.web.rates.counting.caches", {"rates": cache}):
        assert [add_to_shared("key:1", each) for each in (1, 2, 3)] == [1, 3, 6]
    assert cache.get("key:1") == 6


def test_a_count_that_django_kept_begins_anew(cache: CountingCache) -> None:
    cache.set("key:1", 7, 120)
    assert (cache.get("key:1"), cache.count("key:1", 1, 120), cache.get("key:1")) == (7, 1, 1)
