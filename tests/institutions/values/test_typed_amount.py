"""Amounts of yen are read as people write them, and nothing else is."""

import pytest

from institutions.values.typed_amount import typed_amount

pytestmark = pytest.mark.bare

READ = {
    "1200000000": 1_200_000_000,
    "1,200,000,000": 1_200_000_000,
    "１２億円": 1_200_000_000,
    "12億": 1_200_000_000,
    "1.2億": 120_000_000,
    "１．２億円": 120_000_000,
    "300万": 3_000_000,
    "300 万円": 3_000_000,
    "3千万": 30_000_000,
    "3千万円": 30_000_000,
    "5百万円": 5_000_000,
    "2兆5,000億円": 2_500_000_000_000,
    "1億2,000万円": 120_000_000,
    "1億2千万3,500円": 120_003_500,
    "3億5000円": 300_005_000,
    "¥64,000,000": 64_000_000,
    "￥64,000,000": 64_000_000,
    "JPY 64000000": 64_000_000,
    "64,000,000 yen": 64_000_000,
    "1.2 billion": 1_200_000_000,
    "1.2bn": 1_200_000_000,
    "64 million yen": 64_000_000,
    "64M": 64_000_000,
    "500 thousand": 500_000,
    "0": 0,
    "0円": 0,
}
REFUSED = [
    "",
    "円",
    "億",
    "万3",
    "1.5",  # no half yen
    "0.00001万",
    "3万2億",  # from small to large
    "3億2億",
    "3億50000万",  # more than the unit before
    "1億2",
    "3億5000",  # may be meant as 3億5000万
    "-5",
    "－5",
    "12 dollars",
    "12 billion euro",
    "1,2",
    "１２,億",
    "12億円ぐらい",
    "約12億円",
    "ten million",
    "9" * 30,
    "99999999兆",
    "1" * 10_000,
]


def test_an_amount_as_people_write_it_is_read() -> None:
    assert {text: typed_amount(text) for text in READ} == READ


def test_what_says_no_amount_of_yen_is_refused() -> None:
    assert {text[:30]: typed_amount(text) for text in REFUSED if typed_amount(text) is not None} == {}


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    assert typed_amount("1" * 1_000_000 + "億") is None
