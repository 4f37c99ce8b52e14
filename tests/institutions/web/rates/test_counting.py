"""Requests are counted by all processes together, which never let more pass than the limit, with few writes."""

from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from django.core.cache import caches

from institutions.web.rates import counting
from institutions.web.rates.addresses import counted_address, network_of
from institutions.web.rates.counting import CACHE, RequestCounter, seconds_left

NOON = 1_795_867_200.0  # a full minute


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    caches[CACHE].clear()


@pytest.fixture(autouse=True)
def cache_that_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin each test with a cache that answered: a failure of another one counts for a second."""
    monkeypatch.setattr(counting, "AWAY", counting.CacheAway())


def takes(counter: RequestCounter, times: int, limit: int, moment: float = 0) -> int:
    """Make so many requests at one moment; gives how many passed."""
    return sum(counter.takes("key:1", limit, NOON + moment) for _each in range(times))


def test_each_request_of_a_minute_counts_and_the_next_minute_begins_anew() -> None:
    counter = RequestCounter()
    assert [counter.takes("key:1", 4, NOON + each) for each in (0, 0.1, 0.2, 30, 59.9)] == [True] * 4 + [False]
    assert counter.takes("key:1", 4, NOON + 60)


def test_callers_are_counted_apart() -> None:
    counter = RequestCounter()
    assert counter.takes("key:1", 1, NOON)
    assert counter.takes("key:2", 1, NOON)
    assert not counter.takes("key:1", 1, NOON)


@pytest.mark.parametrize("limit", [1, 7, 60, 600, 3000])
@pytest.mark.parametrize("processes", [2, 8])
def test_a_burst_over_several_processes_passes_the_limit_by_nothing(limit: int, processes: int) -> None:
    """Each process let pass what it got within a second, without a look at the others: 106 of 60 with four."""
    counters = [RequestCounter() for _each in range(processes)]
    passed = sum(counters[each % processes].takes("key:1", limit, NOON) for each in range(3 * limit))
    assert passed == limit
    assert not RequestCounter().takes("key:1", limit, NOON + 1)


def test_threads_of_several_processes_at_once_pass_the_limit_by_nothing() -> None:
    counters = [RequestCounter() for _each in range(4)]
    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(lambda each: counters[each % 4].takes("key:1", 100, NOON), range(400)))
    assert 0.9 * 100 <= sum(passed) <= 100


def test_little_of_a_limit_is_lost_where_a_caller_moves_to_another_process() -> None:
    one, other = RequestCounter(), RequestCounter()
    passed = takes(one, 300, 600)
    assert 0.95 * 600 <= passed + takes(other, 600, 600, 1) <= 600


def test_many_requests_are_few_writes_and_refused_ones_none() -> None:
    counter, cache = RequestCounter(), caches[CACHE]
    with patch.object(type(cache), "incr", autospec=True, side_effect=type(cache).incr) as added:
        assert takes(counter, 600, 600) == 600
        assert added.call_count < 200
        took = added.call_count
        assert takes(counter, 1000, 600) == 0
    assert added.call_count <= took + 1


def test_without_its_cache_a_process_counts_alone_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    counter = RequestCounter()
    with patch.object(type(caches[CACHE]), "add", side_effect=ConnectionError("no route")):
        assert takes(counter, 40, 30) == 30
    assert "The cache of rates does not answer (ConnectionError)." in caplog.text


def test_a_cache_that_is_away_is_asked_once_a_second_with_a_line_each(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = [0.0]
    monkeypatch.setattr(counting, "AWAY", counting.CacheAway(lambda: moment[0]))
    counter = RequestCounter()
    with patch.object(type(caches[CACHE]), "add", side_effect=ConnectionError("no route")) as asked:
        assert takes(counter, 20, 600) == 20
        assert asked.call_count == 1
        moment[0] = 1.0
        assert takes(counter, 20, 600) == 20
        assert asked.call_count == 2
    lines = [each for each in caplog.records if "does not answer" in each.getMessage()]
    assert [each.exc_info for each in lines] == [None, None]


def test_a_cache_that_is_back_counts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = [0.0]
    monkeypatch.setattr(counting, "AWAY", counting.CacheAway(lambda: moment[0]))
    with patch.object(type(caches[CACHE]), "add", side_effect=ConnectionError("no route")):
        assert takes(RequestCounter(), 1, 10) == 1
    moment[0] = 1.0
    assert takes(RequestCounter(), 10, 10) == 10
    assert takes(RequestCounter(), 1, 10) == 0


def test_the_seconds_to_wait_end_with_the_minute() -> None:
    assert [seconds_left(NOON + each) for each in (0, 0.5, 59, 59.9)] == [60, 60, 1, 1]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:1:2::7", "2001:db8:1::/48"),
        ("::ffff:198.51.100.7", "198.51.100.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("not an address", "not an address"),
    ],
)
def test_an_address_belongs_to_a_network(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2::7", "2001:db8:1::"),
        ("2001:db8:1:ffff:ffff::", "2001:db8:1::"),
        ("2001:db8:2::7", "2001:db8:2::"),
        ("", ""),
        ("not an address", "not an address"),
    ],
)
def test_a_caller_of_ipv6_is_counted_by_network_and_one_of_ipv4_by_address(address: str, counted: str) -> None:
    assert counted_address(address) == counted


def test_a_flood_of_callers_does_not_fill_the_memory() -> None:
    counter = RequestCounter()
    with (
        patch("institutions.web.rates.counting.MOST_CALLERS", 50),
        patch("institutions.web.rates.counting.add_to_shared", return_value=None),
    ):
        for each in range(200):
            counter.takes(f"address:{each}", 5, NOON)
        assert len(counter._callers) <= 50


def test_what_costs_more_counts_as_more_requests() -> None:
    counter = RequestCounter()
    assert counter.takes("key:1", 50, NOON)
    counter.charge("key:1", 40, NOON + 0.1)
    assert takes(RequestCounter(), 20, 50, 0.2) == 9
    assert not counter.takes("key:1", 50, NOON + 0.3)
