"""R024 and R058: the distance between the winning and the next bid, and why a process has none."""

import pytest

from tests.every import every
from tests.rules.processes.samples import (
    CARDINAL,
    MARKET,
    OURS,
    Json,
    answer_of,
    answers_about,
    award,
    bid,
    missing_of,
    process,
    with_values,
)

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("amount", "close", "far"), [(1010, True, False), (1030, False, False), (1090, False, False), (1150, False, True)]
)
def test_a_distance_beyond_a_fence_is_flagged(amount: float, close: bool, far: bool) -> None:
    release = process(bid("W", 1000), bid("L", amount), bid("M", 5000), awards=[award("W")])
    near, distant = (answer_of(code, release, beside=MARKET) for code in ("R024", "R058"))
    assert (near.outcome == "flagged", distant.outcome == "flagged") == (close, far)
    if near.finding:
        assert [each.party for each in near.finding.parties] == ["W", "L"]
        assert near.finding.value == 0.01
    if distant.finding:
        assert [each.party for each in distant.finding.parties] == ["W"]
        assert dict(distant.finding.limits).keys() == {"r058_upper_fence", "r058_q1", "r058_q3"}


def test_a_fence_of_few_processes_is_no_answer_in_ours() -> None:
    release = process(bid("W", 1000), bid("L", 1150), awards=[award("W")])
    assert missing_of(answer_of("R058", release)) == ["process.too_few_compared"]
    assert answer_of("R058", release, CARDINAL).outcome == "flagged"  # its own quartile
    assert answer_of("R058", release, with_values(OURS, r058_threshold=0.2)).outcome == "clear"


def test_equal_bids_are_never_far_and_a_fence_of_zero_flags_nothing() -> None:
    equal = [{**each, "bids": {"details": [bid("W", 1000), bid("L", 1000)]}} for each in MARKET]
    release = process(bid("W", 1000), bid("L", 1150), awards=[award("W")])
    assert missing_of(answer_of("R058", release, beside=equal)) == ["process.no_upper_limit"]
    assert missing_of(answer_of("R024", release, beside=equal)) == ["process.no_lower_limit"]
    assert {each["R058"].outcome for each in answers_about(equal)} == {"clear"}


@every(
    "name, bids, awards, outcome",
    [
        ("pending award", [bid("W", 1), bid("L", 2)], [award("W", status="pending")], "not_assessable"),
        ("no award in force", [bid("W", 1), bid("L", 2)], [award("W", status="cancelled")], "not_applicable"),
        ("two awards", [bid("W", 1), bid("L", 2)], [award("W"), award("L")], "not_applicable"),
        ("two suppliers", [bid("W", 1), bid("L", 2)], [award("W", "L")], "not_applicable"),
        ("no supplier", [bid("W", 1), bid("L", 2)], [award()], "not_assessable"),
        ("lowest lost", [bid("W", 2), bid("L", 1)], [award("W")], "not_applicable"),
        ("one bid", [bid("W", 2)], [award("W")], "not_applicable"),
        ("other winner", [bid("A", 1), bid("L", 2)], [award("W")], "not_assessable"),
        ("no amount", [bid("W", 1), bid("L")], [award("W")], "not_assessable"),
        ("award without status", [bid("W", 1), bid("L", 2)], [{"suppliers": [{"id": "W"}]}], "not_assessable"),
        ("zero", [bid("W", 0), bid("L", 0)], [award("W")], "not_assessable"),
    ],
)
def test_a_process_without_a_distance_says_why(name: str, bids: list[Json], awards: list[Json], outcome: str) -> None:
    for settings in (OURS, CARDINAL):
        found = answer_of("R024", process(*bids, awards=awards), settings, MARKET)
        assert (name, found.outcome) == (name, outcome)
        assert found.reasons


def test_an_amount_in_another_currency_is_named_and_not_left_out() -> None:
    dollars = bid("M", status="valid", value={"amount": 1, "currency": "USD"})
    release = process(bid("W", 1000), bid("L", 1150), dollars, awards=[award("W")])
    assert missing_of(answer_of("R058", release, with_values(OURS, "JPY"), MARKET)) == [
        "/bids/details/2/value/currency"
    ]
    assert answer_of("R058", release, with_values(CARDINAL, "JPY"), MARKET).outcome == "flagged"


def test_the_main_currency_is_that_of_the_first_bid_that_is_compared() -> None:
    first = process(
        bid("W", value={"amount": 1, "currency": "USD"}),
        bid("L", value={"amount": 2, "currency": "USD"}),
        awards=[award("W")],
        ocid="ocds-test01-first",
    )
    release = process(bid("W", 1000), bid("L", 1150), awards=[award("W")])
    assert "/bids/details/0/value/currency" in missing_of(answers_about([first, release], CARDINAL)[1]["R058"])
    assert answers_about([release, first], CARDINAL)[0]["R058"].outcome == "flagged"
