"""Direct holdings of a party, the companies that it controls and those in its group, as of a day: six queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from institutions.access.callers import EVERYBODY, Reader
from institutions.access.view import TieView
from institutions.parties.ownership.owners import Owners, owners_in
from institutions.parties.ownership.parties import DescribedParty, describe_parties
from institutions.parties.ownership.ties import OwningTie, ties_below
from institutions.parties.ownership.walking import reached_parties, same_party

MOST_HELD: Final = 5_000  # of each kind; the largest holder of a public record has 656


@dataclass(frozen=True, slots=True)
class HeldCompany:
    """One company and the ties of the party to it. `share_bp` is None if no share is known."""

    company: DescribedParty
    share_bp: int | None
    partly_unknown: bool
    controls: bool  # over half of the votes, or as stated
    ties: tuple[OwningTie, ...]


@dataclass(frozen=True, slots=True)
class Holdings:
    """The holdings of a party, the largest share first. `cut`: it has more than is read."""

    on: date
    held: tuple[HeldCompany, ...]
    cut: bool


def holdings_of(
    party: UUID, *, on: date, reader: Reader = EVERYBODY, known_at: datetime | None = None, most: int = MOST_HELD
) -> Holdings:
    """Find everything that a party holds directly, under whatever id it was stated."""
    view = TieView(on=on, known_at=known_at, reader=reader)
    one, _ = reached_parties([party], same_party(), view, most=most)
    ties = ties_below(one, view, most=most + 1)
    companies, _ = reached_parties({each.lower for each in ties}, same_party(), view, most=2 * most)
    known = describe_parties(companies | one)
    owners = owners_in(ties, known, (known.key_of[party],) if party in known.key_of else (), on=on, cut=False)
    held = [held_company(owners, upper, lower) for upper, lower in owners.by_pair if upper != lower]
    held.sort(key=lambda each: (-(each.share_bp or 0), each.company.key))
    kinds = [each.kind for each in ties]
    return Holdings(on, tuple(held), cut=any(kinds.count(kind) > most for kind in set(kinds)))


def held_company(owners: Owners, upper: str, lower: str) -> HeldCompany:
    """Describe one company."""
    holding = owners.holding(upper, lower)
    return HeldCompany(
        company=owners.parties[lower],
        share_bp=holding.share_bp if holding else None,
        partly_unknown=holding is None or holding.partly_unknown,
        controls=(upper, lower) in owners.control.ties,
        ties=owners.by_pair[upper, lower],
    )
