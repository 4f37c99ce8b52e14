"""The owners of a company as rows of an indented tree: each party is unfolded once, so that no loop is endless."""

from collections.abc import Iterator
from dataclasses import dataclass

from institutions.parties.ownership.owners import Owners
from institutions.parties.ownership.parties import DescribedParty
from institutions.parties.ownership.ties import OwningTie


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """One direct tie in the tree: a party over another, one level deeper than that one.

    `share_bp` is None if no share is known; `partly_unknown` says that more is held than is known. `unfolded_above`:
    the owners of this party are listed at its first place.
    """

    depth: int
    party: DescribedParty
    over: str
    share_bp: int | None
    partly_unknown: bool
    from_on: str | None
    until_on: str | None
    ties: tuple[OwningTie, ...]
    unfolded_above: bool


def owner_tree(owners: Owners, company: str) -> Iterator[OwnerRow]:
    """Yield the rows depth first, the largest direct share first at each level; at most one row per direct tie."""
    unfolded = {company}
    waiting = [(upper, company, 1) for upper in reversed(owners.above.get(company, []))]
    while waiting:
        upper, lower, depth = waiting.pop()
        known = upper in unfolded
        yield owner_row(owners, upper, lower, depth, unfolded_above=known and bool(owners.above.get(upper)))
        if not known:
            unfolded.add(upper)
            waiting += [(above, upper, depth + 1) for above in reversed(owners.above.get(upper, []))]


def owner_row(owners: Owners, upper: str, lower: str, depth: int, *, unfolded_above: bool) -> OwnerRow:
    """Make the row of one direct tie. Its days are open where a statement sets no bound."""
    holding = owners.holding(upper, lower)
    ties = owners.by_pair[upper, lower]
    begins = [each.from_on for each in ties]
    ends = [each.until_on for each in ties]
    return OwnerRow(
        depth=depth,
        party=owners.parties[upper],
        over=lower,
        share_bp=holding.share_bp if holding else None,
        partly_unknown=holding is None or holding.partly_unknown,
        from_on=None if None in begins else min(each for each in begins if each),
        until_on=None if None in ends else max(each for each in ends if each),
        ties=ties,
        unfolded_above=unfolded_above,
    )
