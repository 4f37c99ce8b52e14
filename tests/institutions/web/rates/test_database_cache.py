"""Counts in the table of the database: one statement each, side by side with what Django keeps there."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.module_loading import import_string

from institutions.web.rates.counting import add_to_shared
from institutions.web.rates.database_cache import JsonDatabaseCache
from institutions.web.rates.redis_cache import JsonRedisCache
from policyengine.settings import storage

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def cache() -> JsonDatabaseCache:
    made = JsonDatabaseCache("policyengine_cache", {})
    made.clear()
    return made


def at(moment: datetime) -> AbstractContextManager[object]:
    return patch.object(timezone, "now", lambda: moment)


def test_both_caches_keep_json_whichever_is_set() -> None:
    keeps_json = {JsonDatabaseCache, JsonRedisCache}
    for each in storage.CACHES.values():
        assert import_string(str(each["BACKEND"])) in keeps_json


def test_adding_to_a_count_is_one_statement(cache: JsonDatabaseCache) -> None:
    assert cache.count("key:1", 2, 120) == 2
    with CaptureQueriesContext(connection) as captured:
        assert cache.count("key:1", 3, 120) == 5
    assert len(captured) == 1
    assert cache.count("key:2", 1, 120) == 1


def test_a_count_begins_anew_once_it_is_over_and_leaves_nothing_behind(cache: JsonDatabaseCache) -> None:
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


def test_counts_and_other_values_are_read_together(cache: JsonDatabaseCache) -> None:
    cache.count("key:1", 7, 120)
    cache.set("word", "a word", 120)
    cache.set("gone", "over", -1)
    assert cache.get_many(["key:1", "word", "gone", "never"]) == {"key:1": 7, "word": "a word"}
    assert (cache.get("key:1"), cache.get_many([])) == (7, {})
    assert isinstance(cache, DatabaseCache)


def test_requests_are_added_to_its_counts(cache: JsonDatabaseCache) -> None:
    with patch("institutions.web.rates.counting.caches", {"rates": cache}):
        assert [add_to_shared("key:1", each) for each in (1, 2, 3)] == [1, 3, 6]
    assert cache.get("key:1") == 6


def test_a_count_may_be_set_and_added_to(cache: JsonDatabaseCache) -> None:
    cache.set("key:1", 7, 120)
    assert (cache.get("key:1"), cache.count("key:1", 1, 120), cache.get("key:1")) == (7, 8, 8)


def test_an_entry_is_set_added_touched_and_over(cache: JsonDatabaseCache) -> None:
    assert cache.add("word", "first", 120)
    assert not cache.add("word", "second", 120)
    assert cache.get("word") == "first"
    cache.set("word", "third", None)
    assert (cache.get("word"), cache.has_key("word"), cache.touch("word", 60)) == ("third", True, True)
    assert not cache.touch("never", 60)
    cache.set("word", "fourth", -1)
    assert (cache.get("word"), cache.get("word", "other")) == (None, "other")
    assert cache.add("word", "fifth", 120)
    assert (cache.get("word"), cache.delete("word"), cache.get("word")) == ("fifth", True, None)
    cache.set_many({"one": 1, "two": 2})
    assert (cache.incr("one", 2), cache.get_or_set("three", 3), cache.get_many(["one", "two"])) == (
        3,
        3,
        {"one": 3, "two": 2},
    )


def test_a_full_table_throws_entries_away() -> None:
    cache = JsonDatabaseCache("policyengine_cache", {"OPTIONS": {"MAX_ENTRIES": 5}})
    cache.clear()
    for number in range(20):
        cache.set(f"word:{number:02}", "a word", 120)
    kept = cache.get_many([f"word:{number:02}" for number in range(20)])
    assert 0 < len(kept) <= 6
    assert "word:19" in kept


def test_a_statement_that_fails_is_an_error_and_no_answer(cache: JsonDatabaseCache) -> None:
    """Django's own cache answered as if the entry were there, and a reader's event was not recorded."""
    refused = JsonDatabaseCache("policyengine_cache", {})
    with patch.object(refused, "_table", "no_such_table"), transaction.atomic():
        with pytest.raises(DatabaseError):
            refused.add("word", "a word", 120)
        assert cache.get("word") is None, "the transaction around it goes on"
