"""The shares of all owners of one company in one pass are those that are found holder by holder."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from institutions.parties.ownership.shares import Holding, Ownership, ownership_of
from institutions.parties.ownership.shares_into import order_of

pytestmark = pytest.mark.bare

PARTIES = st.sampled_from("abcdefg")
SHARES = st.one_of(st.none(), st.sampled_from([1, 100, 2500, 3333, 5000, 10_000]))
GRAPHS = st.dictionaries(st.tuples(PARTIES, PARTIES), st.tuples(SHARES, st.booleans()), max_size=20)


def owning(held: dict[tuple[str, str], tuple[int | None, bool]]) -> Ownership:
    return ownership_of(
        Holding(holder, company, share, (f"{holder}>{company}",), partly_unknown=partly or share is None)
        for (holder, company), (share, partly) in held.items()
    )


@settings(max_examples=400, deadline=None)
@given(GRAPHS)
def test_every_owner_has_the_share_that_it_has_alone(held: dict[tuple[str, str], tuple[int | None, bool]]) -> None:
    ownership = owning(held)
    order = order_of(ownership)
    for company in {company for _, company in held}:
        found = order.shares_into(company)
        alone = {holder: ownership.effective_share(holder, company) for holder in ownership.holders_of(company)}
        assert {key: (each.exact, each.partly_unknown) for key, each in found.items()} == {
            key: (each.exact, each.partly_unknown) for key, each in alone.items() if each
        }


def test_two_companies_that_hold_each_other_whole_have_each_other_whole() -> None:
    found = order_of(owning({("a", "b"): (10_000, False), ("b", "a"): (10_000, False)})).shares_into("b")
    assert {key: each.share_bp for key, each in found.items()} == {"a": 10_000}


def test_in_a_loop_that_is_too_large_shares_are_lower_bounds() -> None:
    ring = {(str(number), str((number + 1) % 50)): (5_000, False) for number in range(50)}
    found = order_of(owning({**ring, ("owner", "7"): (4_000, False)})).shares_into("7")
    assert (found["owner"].share_bp, found["owner"].partly_unknown) == (4_000, True)
    assert all(each.partly_unknown for each in found.values())
