"""Owners and controllers of companies, along all chains, as of a day: four queries, however long the chains are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property
from typing import Final
from uuid import UUID

from institutions.access.callers import EVERYBODY, Reader
from institutions.access.view import TieView
from institutions.parties.ownership.control import Control, ControlTie, control_of
from institutions.parties.ownership.holdings import StatedHolding, merged_holdings
from institutions.parties.ownership.joint_control import controllers_with_others
from institutions.parties.ownership.parties import DescribedParties, DescribedParty, describe_parties
from institutions.parties.ownership.shares import WHOLE_BP, Holding, Ownership, ownership_of
from institutions.parties.ownership.shares_into import LoopOrder, ShareInto, order_of
from institutions.parties.ownership.ties import OwningTie, owner_arms, ties_over
from institutions.parties.ownership.walking import reached_parties

MOST_OWNERS: Final = 5_000  # parties that are followed; the busiest company of a public record has 28 in all


@dataclass(frozen=True, slots=True)
class OwnerShare:
    """The whole share of one party in one company. `share` is None for control without a known share."""

    party: DescribedParty
    share: ShareInto | None
    controls: bool  # over half of the votes at each hop, or as stated
    disputed: bool  # it controls by shares of a company of which more than the whole is stated
    controls_with_others: bool  # with the votes of those that it controls
    ultimate: bool  # nobody is stated to own or control this party

    @property
    def exact(self) -> Fraction:
        """The known part, for sorting."""
        return self.share.exact if self.share else Fraction(0)

    @property
    def kept(self) -> Fraction:
        """The known part for which nobody is stated over this party, for adding up."""
        return self.share.kept if self.share else Fraction(0)


@dataclass(frozen=True)
class Owners:
    """The owners of some companies. `cut`: the chains lead to more parties than are followed, and the rest is missing.

    Parties are named by key: an id, or the code of a country.
    """

    on: date
    companies: tuple[str, ...]
    parties: Mapping[str, DescribedParty]
    ties: tuple[OwningTie, ...]
    by_pair: Mapping[tuple[str, str], tuple[OwningTie, ...]]  # upper and lower side
    ownership: Ownership
    control: Control
    undisputed: Control  # without the shares of companies of which more than the whole is stated
    cut: bool
    too_much: frozenset[str]  # companies of which others are stated to hold more than there is
    treasury: Mapping[str, Holding]  # companies' holdings of themselves: they carry no votes and count for nobody

    @cached_property
    def order(self) -> LoopOrder:
        """The graph in the order in which shares are computed."""
        return order_of(self.ownership)

    @cached_property
    def above(self) -> Mapping[str, list[str]]:
        """The parties directly over each party by any tie, the largest share first."""
        found: dict[str, list[str]] = {}
        for upper, lower in sorted(self.by_pair):
            if upper != lower:
                found.setdefault(lower, []).append(upper)
        for lower, uppers in found.items():
            uppers.sort(key=lambda upper: (-self.share_bp(upper, lower), upper))
        return found

    def holding(self, upper: str, lower: str) -> Holding | None:
        """Return the direct holding between two parties; None for control or a group without a share."""
        return self.ownership.holdings.get((upper, lower))

    def share_bp(self, upper: str, lower: str) -> int:
        """Return the known direct share in basis points; 0 if there is none."""
        holding = self.holding(upper, lower)
        return (holding.share_bp or 0) if holding else 0

    def owners(self, company: str) -> list[OwnerShare]:
        """Return everyone over a company, the largest effective share first. Ways back to the company are left out."""
        shares = self.order.shares_into(company)
        over = self.over(company)
        controlling = self.control.ancestors(company)
        certain = self.undisputed.ancestors(company) if self.too_much else controlling
        with_others = controllers_with_others(company, over, self.ownership.holdings.values(), self.control)
        found = [
            OwnerShare(
                party=self.parties[key],
                share=shares.get(key),
                controls=key in controlling,
                disputed=key in controlling and key not in certain,
                controls_with_others=key in with_others,
                ultimate=key not in self.above,
            )
            for key in over
        ]
        return sorted(found, key=lambda each: (-each.exact, each.share is None, each.party.key))

    def unknown_over(self, company: str) -> set[str]:
        """Return those directly over a company whose share in it is not known, or not wholly."""
        return {upper for upper in self.above.get(company, ()) if not self.is_known(upper, company)}

    def is_known(self, upper: str, lower: str) -> bool:
        """Return whether all of a direct tie is a known share; control without a share is not."""
        holding = self.holding(upper, lower)
        return holding is not None and holding.share_bp is not None and not holding.partly_unknown

    def over(self, company: str) -> set[str]:
        """Return everyone over a company by any ties, without the company itself."""
        found: set[str] = set()
        waiting = [company]
        while waiting:
            fresh = [upper for upper in self.above.get(waiting.pop(), ()) if upper not in found]
            found.update(fresh)
            waiting += fresh
        return found - {company}


def owners_of(
    companies: Collection[UUID], *, on: date, reader: Reader = EVERYBODY, known_at: datetime | None = None
) -> Owners:
    """Find everyone who owns or controls the companies on a day, as known now or at an earlier moment.

    The reader decides whose statements about people are read.
    """
    view = TieView(on=on, known_at=known_at, reader=reader)
    found, cut = reached_parties(companies, owner_arms(), view, most=MOST_OWNERS)
    ties = [each for each in ties_over(found, view) if not cut or isinstance(each.upper, str) or each.upper in found]
    countries = {each.upper for each in ties if isinstance(each.upper, str)}
    known = describe_parties(found, countries)
    asked = tuple(dict.fromkeys(known.key_of[each] for each in companies if each in known.key_of))
    return owners_in(ties, known, asked, on=on, cut=cut)


def owners_in(
    ties: Iterable[OwningTie], known: DescribedParties, companies: tuple[str, ...], *, on: date, cut: bool
) -> Owners:
    """Build the graphs that ties make, in the keys of the parties."""
    by_pair: dict[tuple[str, str], list[OwningTie]] = {}
    holdings: list[StatedHolding] = []
    control: list[ControlTie] = []
    kept = tuple(ties)
    for tie in kept:
        upper = tie.upper if isinstance(tie.upper, str) else known.key_of[tie.upper]
        lower = known.key_of[tie.lower]
        by_pair.setdefault((upper, lower), []).append(tie)
        if tie.kind == "shareholding":
            votes, vehicle = tie.votes_bp, tie.vehicle
            holdings.append(StatedHolding(tie.ref, upper, lower, votes, vehicle, tie.from_on, tie.until_on))
        else:
            control.append(ControlTie(upper, lower, (tie.ref,)))
    merged = merged_holdings(holdings)
    too_much = overheld_companies(merged)
    return Owners(
        on=on,
        companies=companies,
        parties=known.parties,
        ties=kept,
        by_pair={pair: tuple(found) for pair, found in by_pair.items()},
        ownership=ownership_of(merged),
        control=control_of(merged, control),
        undisputed=control_of([each for each in merged if each.company not in too_much], control),
        cut=cut,
        too_much=frozenset(too_much),
        treasury={each.company: each for each in merged if each.holder == each.company},
    )


def overheld_companies(holdings: Iterable[Holding]) -> set[str]:
    """Return the companies whose other holders are stated to hold more than the whole."""
    totals: Counter[str] = Counter()
    for each in holdings:
        if each.holder != each.company:
            totals[each.company] += each.share_bp or 0
    return {company for company, total in totals.items() if total > WHOLE_BP}
