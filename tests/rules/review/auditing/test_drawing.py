"""The same seed draws the same cases, and each part of a divided sample has its share."""

import hashlib

import pytest

from rules.review.auditing.drawing import SampleCandidate, draw_sample, population_hash, share_size

CASES = [SampleCandidate(f"case-{n}", n, "METI" if n % 4 else "DA") for n in range(40)]


def test_the_cases_with_the_lowest_hashes_are_drawn() -> None:
    plain = [SampleCandidate(each.partnership, each.move) for each in CASES]
    by_hand = sorted(plain, key=lambda each: hashlib.sha256(f"s:{each.partnership}".encode()).hexdigest())[:5]
    assert draw_sample(plain, seed="s", size=5) == by_hand


def test_the_order_in_which_cases_are_read_changes_nothing_and_the_seed_does() -> None:
    assert draw_sample(reversed(CASES), seed="s", size=7) == draw_sample(CASES, seed="s", size=7)
    assert draw_sample(CASES, seed="t", size=7) != draw_sample(CASES, seed="s", size=7)


def test_each_part_has_its_share() -> None:
    parts = [each.stratum for each in draw_sample(CASES, seed="s", size=8)]
    assert (parts.count("DA"), parts.count("METI")) == (2, 6)


@pytest.mark.parametrize(
    ("size", "numbers", "shares"),
    [
        (1, {"a": 1, "b": 1}, {"a": 1, "b": 0}),
        (3, {"a": 5, "b": 5}, {"a": 2, "b": 1}),
        (10, {"a": 2, "b": 3}, {"a": 2, "b": 3}),
        (4, {"a": 1, "b": 98, "c": 1}, {"a": 0, "b": 4, "c": 0}),
        (7, {"a": 3, "b": 3, "c": 3}, {"a": 3, "b": 2, "c": 2}),
    ],
)
def test_what_is_left_goes_to_the_largest_remainders(
    size: int, numbers: dict[str, int], shares: dict[str, int]
) -> None:
    assert share_size(size, numbers) == shares


def test_another_population_has_another_hash() -> None:
    assert population_hash(CASES) == population_hash(list(reversed(CASES))) != population_hash(CASES[1:])
