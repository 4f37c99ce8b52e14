"""Effective shares: products along paths, sums over paths, loops, and what is unknown."""

from fractions import Fraction

import pytest

from institutions.parties.ownership.shares import Holding, Ownership, ownership_of

pytestmark = pytest.mark.bare


def owning(*holdings: tuple[str, str, int | None]) -> Ownership:
    return ownership_of(
        Holding(holder, company, share, (f"{holder}>{company}",)) for holder, company, share in holdings
    )


def share(ownership: Ownership, holder: str, company: str) -> int:
    found = ownership.effective_share(holder, company)
    assert found is not None
    return found.share_bp


def test_a_direct_share_is_itself() -> None:
    assert share(owning(("sato", "hikari", 620)), "sato", "hikari") == 620


def test_shares_multiply_along_a_path_and_add_up_over_paths() -> None:
    ownership = owning(("kita", "minami", 5000), ("minami", "hikari", 4000), ("kita", "hikari", 1000))
    assert share(ownership, "kita", "hikari") == 3000


def test_a_share_is_rounded_down_but_not_to_nothing() -> None:
    ownership = owning(("a", "b", 3333), ("b", "c", 6000), ("c", "d", 1))
    assert share(ownership, "a", "c") == 1999
    assert share(ownership, "a", "d") == 1


def test_no_path_is_no_share() -> None:
    ownership = owning(("a", "b", 5000), ("c", "d", 5000))
    assert ownership.effective_share("a", "d") is None
    assert ownership.effective_share("b", "a") is None
    assert ownership.effective_share("a", "nowhere") is None


def test_an_unknown_share_is_unknown_and_not_nothing() -> None:
    found = owning(("a", "b", None), ("b", "c", 5000), ("a", "c", 700)).effective_share("a", "c")
    assert found is not None
    assert (found.share_bp, found.partly_unknown) == (700, True)


def test_a_loop_behind_the_holder_is_summed_exactly() -> None:
    """A holds 50 % of B, B and C hold 40 % and 30 % of each other: 0.5 / (1 - 0.12) in B, 0.4 of that in C."""
    ownership = owning(("a", "b", 5000), ("b", "c", 4000), ("c", "b", 3000))
    in_b, in_c = ownership.effective_share("a", "b"), ownership.effective_share("a", "c")
    assert in_b is not None
    assert in_c is not None
    assert in_b.exact == Fraction(1, 2) / Fraction(88, 100)
    assert in_c.exact == in_b.exact * Fraction(4, 10)


def test_companies_that_hold_each_other_hold_no_more_than_was_stated() -> None:
    ownership = owning(("a", "b", 9000), ("b", "a", 9000))
    assert share(ownership, "a", "b") == 9000
    assert share(ownership, "b", "a") == 9000


def test_a_closed_loop_of_full_owners_has_an_answer() -> None:
    ownership = owning(("a", "b", 10000), ("b", "c", 10000), ("c", "a", 10000))
    assert [share(ownership, "a", "b"), share(ownership, "a", "c"), share(ownership, "b", "a")] == [10000] * 3


def test_own_shares_count_for_nothing() -> None:
    ownership = owning(("b", "b", 2000), ("a", "b", 5000))
    assert share(ownership, "a", "b") == 5000


def test_shares_that_pass_the_whole_are_scaled_down() -> None:
    ownership = owning(("a", "c", 9000), ("b", "c", 9000), ("c", "b", 10000))
    assert share(ownership, "a", "c") == 10000  # its half, and the other half that c holds in itself through b
    assert share(ownership, "b", "c") == 5000


def test_the_evidence_is_every_holding_on_a_path_and_no_other() -> None:
    ownership = owning(("a", "b", 5000), ("b", "d", 5000), ("a", "d", 100), ("x", "d", 100), ("b", "y", 100))
    found = ownership.effective_share("a", "d")
    assert found is not None
    assert found.origins == ("a>b", "a>d", "b>d")


def test_the_answer_does_not_depend_on_the_order_of_the_statements() -> None:
    holdings = [("a", "b", 5000), ("b", "c", 4000), ("c", "b", 3000), ("c", "d", 1234), ("a", "d", 17)]
    answers = {share(owning(*order), "a", "d") for order in (holdings, holdings[::-1], holdings[2:] + holdings[:2])}
    assert len(answers) == 1


def test_holders_and_holdings_are_found_through_chains_and_loops() -> None:
    ownership = owning(("a", "b", 1), ("b", "c", 1), ("c", "b", 1))
    assert ownership.holders_of("c") == ["a", "b"]
    assert ownership.held_by("a") == ["b", "c"]
    assert ownership.holders_of("nowhere") == []


def test_a_loop_that_is_too_large_to_solve_is_unknown_beyond_its_outer_part() -> None:
    loop = [(f"c{number}", f"c{(number + 1) % 50}", 9000) for number in range(50)]
    found = owning(("a", "c7", 1000), *loop).effective_share("a", "c8")
    assert found is not None
    assert found.partly_unknown
    assert 900 <= found.share_bp < 10000
