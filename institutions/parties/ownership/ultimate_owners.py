"""The ends of chains of owners, and the whole part of a company that ends with the State, foreign or unknown owners."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from institutions.parties.ownership.owners import Owners, OwnerShare
from institutions.parties.ownership.parties import COUNTRY, DescribedParty
from institutions.parties.ownership.shares import WHOLE_BP, total_share, whole_bp

HOME: Final = "JP"


@dataclass(frozen=True, slots=True)
class Composition:
    """The hands in which a company is where its chains end, in basis points, each rounded down.

    A chain ends for the part of a party over which nobody is stated: a company with 10 % stated as held keeps the other
    90 % of what it has; a company without any statement keeps all.

    `state_bp` ends with government bodies of any country, `foreign_bp` with bodies, companies and people of another
    country than Japan: a foreign body counts in both. `own_bp` is what the company holds of itself. `unstated_bp` is
    the part without a stated owner, or that nobody outside a loop holds, or that may belong to somebody of whom only
    control or an unknown share is stated.
    """

    state_bp: int
    foreign_bp: int
    domestic_bp: int
    country_unknown_bp: int
    own_bp: int
    unstated_bp: int
    partly_unknown: bool  # a share on the way is not known, so that the figures are lower bounds
    state_controls: tuple[DescribedParty, ...]  # bodies and countries that control it, whatever share is stated of them
    over_whole: bool  # more than the whole is stated of somebody on the way, and was scaled down


def chain_composition(owners: Owners, company: str, found: Iterable[OwnerShare]) -> Composition:
    """Sum up what those over a company (`Owners.owners`) have where its chains end."""
    everybody = list(found)
    own = own_share(owners, company)
    sides = parties_by_side(owners)
    shares = [(each.party, each.kept) for each in everybody if each.kept and keeps_own_part(owners, each.party, sides)]
    whole = total_share(share for _, share in shares)
    return Composition(
        state_bp=total_bp(share for party, share in shares if is_state(party)),
        foreign_bp=total_bp(share for party, share in shares if is_foreign(party)),
        domestic_bp=total_bp(share for party, share in shares if party.country == HOME),
        country_unknown_bp=total_bp(share for party, share in shares if not party.country),
        own_bp=whole_bp(own),
        unstated_bp=WHOLE_BP - whole_bp(min(whole + own, Fraction(1))),
        partly_unknown=owners.cut or any(each.share is None or each.share.partly_unknown for each in everybody),
        state_controls=tuple(
            each.party for each in everybody if is_state(each.party) and (each.controls or each.controls_with_others)
        ),
        over_whole=not owners.too_much.isdisjoint({company, *(each.party.key for each in everybody)}),
    )


def own_share(owners: Owners, company: str) -> Fraction:
    """Return the known part that a company holds of itself, out of the part without another stated holder."""
    treasury = owners.treasury.get(company)
    stated = Fraction(treasury.share_bp or 0, WHOLE_BP) if treasury else Fraction(0)
    return min(stated, owners.ownership.unheld(company))


def keeps_own_part(owners: Owners, party: DescribedParty, sides: Mapping[str, Collection[str]]) -> bool:
    """Return whether the part that a party keeps belongs to its country, whoever holds how much of it.

    It does not where somebody of another or an unknown country has an unknown share in the party or controls it.
    """
    unknown, own = owners.unknown_over(party.key), side_of(party)
    if not unknown:
        return True
    return own != "" and all(unknown.isdisjoint(below) for side, below in sides.items() if side != own)


def parties_by_side(owners: Owners) -> Mapping[str, Collection[str]]:
    """Return, for each side, the parties that are of it or have somebody of it above them."""
    below: dict[str, list[str]] = defaultdict(list)
    for lower, uppers in owners.above.items():
        for upper in uppers:
            below[upper].append(lower)
    found: dict[str, set[str]] = defaultdict(set)
    for key, party in owners.parties.items():
        side = found[side_of(party)]
        waiting = [key] if key not in side else []
        side.update(waiting)
        while waiting:
            fresh = [lower for lower in below[waiting.pop()] if lower not in side]
            side.update(fresh)
            waiting += fresh
    return found


def side_of(party: DescribedParty) -> str:
    """Return home, abroad, or empty if the country is not known."""
    return (HOME if party.country == HOME else "abroad") if party.country else ""


def total_bp(shares: Iterable[Fraction]) -> int:
    """Add shares up, in whole basis points."""
    return whole_bp(total_share(shares))


def is_state(party: DescribedParty) -> bool:
    """Return whether a party is a government body, or a country itself."""
    return party.kind in ("body", COUNTRY)


def is_foreign(party: DescribedParty) -> bool:
    """Return whether a party is of another country than Japan; a party of unknown country is not."""
    return side_of(party) == "abroad"
