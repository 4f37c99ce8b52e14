"""At whom the chains of owners end, and what of a company the State, foreign owners and nobody known have in all."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from institutions.ownership.owners import Owners, OwnerShare
from institutions.ownership.parties import COUNTRY, SeenParty
from institutions.ownership.shares import WHOLE_BP, whole_bp

HOME: Final = "JP"


@dataclass(frozen=True, slots=True)
class Composition:
    """What of a company is in whose hands at the ends of its chains, in basis points, each rounded down.

    `state_bp` is held by government bodies of any country, `foreign_bp` by bodies, companies and people of another
    country than Japan: a foreign body counts in both. `unstated_bp` is the part of which no owner is stated, or which
    nobody outside a loop holds.
    """

    state_bp: int
    foreign_bp: int
    domestic_bp: int
    country_unknown_bp: int
    unstated_bp: int
    partly_unknown: bool  # a share on the way is not known, so that the figures are lower bounds


def ultimate_owners(owners: Owners, company: str) -> list[OwnerShare]:
    """Those over a company over whom nobody is stated, the largest effective share first.

    A company among them is one whose own owners are not stated. Companies that hold each other, and that nobody else
    holds, have no ultimate owner.
    """
    return [each for each in owners.owners(company) if each.ultimate]


def composition(found: Iterable[OwnerShare]) -> Composition:
    """What the ultimate owners have together."""
    ends = list(found)
    shares = [(each.party, each.exact) for each in ends]
    whole = sum((share for _, share in shares), Fraction(0))
    return Composition(
        state_bp=together(share for party, share in shares if is_state(party)),
        foreign_bp=together(share for party, share in shares if is_foreign(party)),
        domestic_bp=together(share for party, share in shares if party.country == HOME),
        country_unknown_bp=together(share for party, share in shares if not party.country),
        unstated_bp=WHOLE_BP - whole_bp(whole),
        partly_unknown=any(each.share is None or each.share.partly_unknown for each in ends),
    )


def together(shares: Iterable[Fraction]) -> int:
    """Shares added up, in whole basis points."""
    return whole_bp(sum(shares, Fraction(0)))


def is_state(party: SeenParty) -> bool:
    """A government body, or a country itself."""
    return party.kind in ("body", COUNTRY)


def is_foreign(party: SeenParty) -> bool:
    """Of another country than Japan; a party whose country is not known is not."""
    return bool(party.country) and party.country != HOME
