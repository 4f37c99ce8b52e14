"""Owners along chains of thousands: each party of a chain is walked once, not once for each party below it."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import prod
from uuid import UUID

import pytest

from institutions.parties.ownership.owners import Owners, owners_in
from institutions.parties.ownership.parties import DescribedParties, DescribedParty
from institutions.parties.ownership.shares import Holding, ownership_of
from institutions.parties.ownership.shares_into import order_of
from institutions.parties.ownership.ties import OwningTie
from institutions.parties.ownership.ultimate_owners import chain_composition
from tests.institutions.parties.ownership.register import DAY
from tests.proportion import assert_linear

pytestmark = pytest.mark.django_db  # queries are counted too


def tie(kind: str, upper: int, lower: int, share_bp: int | None = None) -> OwningTie:
    said = {"share_bp": share_bp, "voting_bp": None, "vehicle": None, "by": None, "from_on": None, "until_on": None}
    return OwningTie(
        kind=kind,
        stored_lineage=UUID(int=upper * 10**9 + lower),
        upper=UUID(int=upper),
        lower=UUID(int=lower),
        confidence="official",
        source_id=1,
        submission_id=None,
        **said,  # type: ignore[arg-type]  # as the table gives them
    )


def owned(number: int, ties: list[OwningTie]) -> Owners:
    """Return the owners of company 1 among so many companies, of two countries by turns."""
    keys = {UUID(int=each): str(each) for each in range(1, number + 1)}
    parties = {key: DescribedParty(key, "company", key, key, "JP" if int(key) % 2 else "US") for key in keys.values()}
    return owners_in(ties, DescribedParties(parties, keys), ("1",), on=DAY, cut=False)


def controllers(number: int) -> Iterator[OwningTie]:
    yield from (tie("control", upper, upper - 1) for upper in range(2, number + 1))


def majorities(number: int) -> Iterator[OwningTie]:
    """Yield shares of which those in the lowest company add up to more than the whole."""
    yield from (tie("shareholding", upper, upper - 1, 6_000) for upper in range(2, number + 1))
    yield tie("shareholding", number, 1, 5_000)


def controllers_of_a_minority(number: int) -> Iterator[OwningTie]:
    """Yield a chain of control over a company that holds less than half of the lowest one."""
    yield tie("shareholding", 2, 1, 4_000)
    yield from (tie("control", upper, upper - 1) for upper in range(3, number + 1))


def controllers_of_two_halves(number: int) -> Iterator[OwningTie]:
    """Yield two chains of control, over companies that together hold more than half of the lowest one."""
    yield from (tie("shareholding", upper, 1, 3_000) for upper in (2, 3))
    yield from (tie("control", upper, upper - 2) for upper in range(4, number + 1))


def minorities_under_unknown_shares(number: int) -> Iterator[OwningTie]:
    """Yield a chain of small shares, each company of which has an owner whose share is not known."""
    yield from (tie("shareholding", upper, upper - 1, 100) for upper in range(2, number + 1))
    yield from (tie("shareholding", upper, upper - 2, None) for upper in range(3, number + 1))


@pytest.mark.parametrize(
    "ties",
    [
        controllers,
        majorities,
        controllers_of_a_minority,
        controllers_of_two_halves,
        minorities_under_unknown_shares,
    ],
)
def test_a_chain_of_owners_is_walked_in_proportion(ties: Callable[[int], Iterator[OwningTie]]) -> None:
    """Everybody in a chain had all companies below them kept: a chain of 5,000 took 23 seconds and 1.7 GB."""

    def work(number: int) -> None:
        owners = owned(number, list(ties(number)))
        found = owners.owners("1")
        assert len(found) == number - 1
        chain_composition(owners, "1", found)

    assert_linear(work, ties.__name__)


def test_shares_along_a_chain_have_few_digits() -> None:
    """A chain multiplies its denominators: one of 5,000 odd shares took 53 seconds, within calls of C."""
    shares = [9_001 + place % 997 for place in range(400)]
    chain = ownership_of(Holding(str(upper), str(upper - 1), share, ()) for upper, share in enumerate(shares, 1))
    into = order_of(chain).shares_into("0")
    for upper in (1, 20, 50, 100, 400):
        one = chain.effective_share(str(upper), "0")
        assert one is not None
        exact = prod((Fraction(share, 10_000) for share in shares[:upper]), start=Fraction(1))
        for each in (one.exact, into[str(upper)].exact, into[str(upper)].kept):
            assert each.denominator.bit_length() < 1_000
        for each in (one.exact, into[str(upper)].exact):
            assert 0 <= each - exact < Fraction(1, 10**150)
            assert (each == exact) == (upper <= 50)
