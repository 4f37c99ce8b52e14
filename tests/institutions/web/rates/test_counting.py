"""Requests are counted by all processes together, with few writes to the cache that they share."""

from unittest.mock import patch

import pytest
from django.core.cache import caches

from institutions.web.rates.addresses import counted_address, network_of
from institutions.web.rates.counting import CACHE, RequestCounter, seconds_left

NOON = 1_795_867_200.0  # a full minute


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    caches[CACHE].clear()


def test_each_request_of_a_minute_counts_and_the_next_minute_begins_anew() -> None:
    counter = RequestCounter()
    assert [counter.count("key:1", NOON + each) for each in (0, 0.1, 0.2, 30, 59.9)] == [1, 2, 3, 4, 5]
    assert counter.count("key:1", NOON + 60) == 1


def test_callers_are_counted_apart() -> None:
    counter = RequestCounter()
    counter.count("key:1", NOON)
    assert counter.count("key:2", NOON) == 1


def test_processes_count_together_within_a_second() -> None:
    one, other = RequestCounter(), RequestCounter()
    for moment in (0, 0.1, 0.2):
        one.count("key:1", NOON + moment)
    assert other.count("key:1", NOON + 0.3) == 2  # one has shared its first request alone
    assert one.count("key:1", NOON + 1.2) == 5
    assert other.count("key:1", NOON + 1.4) == 6


def test_a_thousand_requests_in_a_second_are_one_write() -> None:
    counter, cache = RequestCounter(), caches[CACHE]
    with patch.object(type(cache), "add", autospec=True, side_effect=type(cache).add) as added:
        for each in range(1000):
            counter.count("key:1", NOON + each / 1001)
    assert added.call_count == 1


def test_without_its_cache_a_process_counts_alone_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    counter = RequestCounter()
    with patch.object(type(caches[CACHE]), "add", side_effect=ConnectionError("no route")):
        counted = [counter.count("key:1", NOON + each) for each in (0, 0.5, 2, 2.5)]
    assert counted == [1, 2, 3, 4]
    assert "The cache of rates does not answer." in caplog.text


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
            counter.count(f"address:{each}", NOON)
        assert len(counter._callers) <= 50


def test_what_costs_more_counts_as_more_requests() -> None:
    counter = RequestCounter()
    assert counter.count("key:1", NOON) == 1
    assert counter.count("key:1", NOON + 0.1, requests=40) == 41
    assert RequestCounter().count("key:1", NOON + 0.2) == 2  # not shared yet
    assert counter.count("key:1", NOON + 1.1) == 43
