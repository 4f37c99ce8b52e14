"""Proposals beside the random draw: the most promising first, never ten of one sort, and by what was counted."""

import pytest

from institutions.values.share_interval import wilson_interval
from rules.commission.proposing import Candidate, RuleYield, propose_by_yield


def contract(key: str, *codes: str, supplier: str = "", yen: int = 1, severity: str = "info") -> Candidate:
    return Candidate(key, supplier or key, yen, dict.fromkeys(codes, severity))


def keys(found: list[Candidate]) -> list[str]:
    return [each.key for each in found]


def test_a_contract_without_a_finding_is_left_to_the_random_draw() -> None:
    assert propose_by_yield([contract("a")], 3, {}) == []


def test_a_second_sort_goes_before_the_third_of_the_first_sort() -> None:
    single = [contract(f"s{n}", "R018", severity="medium") for n in range(5)]
    found = keys(propose_by_yield([*single, contract("x", "COL-15")], 4, {}))
    assert found == ["s0", "s1", "x", "s2"]


def test_a_party_that_was_proposed_counts_less_the_next_time() -> None:
    rows = [contract("a", "R018", supplier="Kita"), contract("b", "COL-04", supplier="Kita"), contract("c", "COL-05")]
    assert keys(propose_by_yield(rows, 2, {})) == ["a", "c"]


def test_what_was_drawn_at_random_is_not_proposed_again_and_counts_for_variety() -> None:
    drawn = contract("a", "R018")
    rows = [drawn, contract("b", "R018", yen=9), contract("c", "COL-04")]
    assert keys(propose_by_yield(rows, 1, {}, [drawn])) == ["c"]


def test_counted_outcomes_outweigh_the_assumption_by_severity() -> None:
    rows = [contract("a", "COL-05", severity="high"), contract("b", "R018", severity="info")]
    assert keys(propose_by_yield(rows, 1, {})) == ["a"]
    counted = {"COL-05": RuleYield(60, 0), "R018": RuleYield(60, 30)}
    assert keys(propose_by_yield(rows, 1, counted)) == ["b"]


def test_of_equal_ones_the_larger_amount_goes_first() -> None:
    rows = [contract("a", "R018", yen=5), contract("b", "R018", yen=7)]
    assert keys(propose_by_yield(rows, 1, {})) == ["b"]


@pytest.mark.parametrize(
    ("found", "looked", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 3, 0.0615, 0.7923), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilsons(found: int, looked: int, low: float, high: float) -> None:
    assert wilson_interval(found, looked) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(4, 3)
