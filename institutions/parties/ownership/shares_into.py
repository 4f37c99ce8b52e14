"""The effective share of every owner in one company at once: from the company upwards, loop by loop.

The figures are those of `Ownership.effective_share`, for all holders in one pass instead of one holder. With A the
direct shares and e the company, g = e + Ag counts every way down. For a holder in a loop it counts ways that lead back
to the holder again; that is divided out, since all ways are those that come back, times those that do not: g = G·f,
where G is the holder's own entry of the inverse of I - A in its loop.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import networkx as nx

from institutions.parties.ownership.shares import LARGEST_LOOP, Ownership, bounded, solve_system, whole_bp


@dataclass(frozen=True, slots=True)
class ShareInto:
    """The share of one holder in the company. `exact` counts known shares only: a lower bound if `partly_unknown`.

    `kept` is the part of the company that ends with the holder, since no owner of the holder is stated for that part:
    all of it for a holder without owners, nothing for a company that is held whole. The parts kept by all holders, and
    the part for which no holder of the company itself is stated, add up to the whole.
    """

    exact: Fraction
    partly_unknown: bool
    kept: Fraction

    @property
    def share_bp(self) -> int:
        """The known part in whole basis points."""
        return whole_bp(self.exact)


@dataclass(frozen=True, slots=True)
class LoopOrder:
    """The parties of an ownership graph in loops, each after those that it leads to. Made once for many companies."""

    ownership: Ownership
    loops: list[list[str]]
    loop_of: Mapping[str, int]
    below: Mapping[str, list[str]]

    def shares_into(self, company: str) -> dict[str, ShareInto]:
        """Find everyone who holds a part of the company, directly or through others."""
        ways = WaysInto(self.ownership, self.below, company)
        over = {company, *self.ownership.ancestors(company)}
        for place in sorted({self.loop_of[party] for party in over if party in self.loop_of}):
            ways.take(self.loops[place])
        ways.found.pop(company, None)
        return ways.found


def order_of(ownership: Ownership) -> LoopOrder:
    """Order the loops by Tarjan's algorithm, which finds a loop after all that it leads to."""
    below: dict[str, list[str]] = defaultdict(list)
    for holder, company in sorted(ownership.holdings):
        below[holder].append(company)
    loops = [sorted(loop) for loop in nx.strongly_connected_components(ownership.graph)]
    loop_of = {party: place for place, loop in enumerate(loops) for party in loop}
    return LoopOrder(ownership, loops, loop_of, below)


@dataclass(slots=True)
class WaysInto:
    """All ways down to one company, found for one loop after the other."""

    ownership: Ownership
    below: Mapping[str, list[str]]
    company: str
    ways: dict[str, Fraction] = field(default_factory=dict)  # g: of each party that leads to the company
    unknown: dict[str, bool] = field(default_factory=dict)
    found: dict[str, ShareInto] = field(default_factory=dict)

    def take(self, loop: list[str]) -> None:
        """Add the next loop; a party that is in none is a loop of one."""
        members = set(loop)
        inflow = {member: self.outside(member, members) for member in loop}
        if self.company not in members and not any(reached for _, reached, _ in inflow.values()):
            return
        start = {member: share for member, (share, _, _) in inflow.items()}
        if self.company in members:
            start[self.company] += 1
        unknown = any(each for _, _, each in inflow.values())
        if len(loop) == 1:
            self.enter(loop[0], start[loop[0]], start[loop[0]], unknown=unknown)
        elif len(loop) > LARGEST_LOOP:
            self.lower_bounds(loop, members, start)
        else:
            self.solve(loop, members, start, unknown=unknown)

    def enter(self, member: str, ways: Fraction, share: Fraction, *, unknown: bool, own: bool | None = None) -> None:
        """Note the result for one party; `own` where its own unknown part differs from that led through it."""
        self.ways[member] = ways = bounded(ways)
        self.unknown[member] = unknown
        kept = ways * self.ownership.unheld(member)
        self.found[member] = ShareInto(bounded(share), unknown if own is None else own, kept)

    def outside(self, member: str, members: set[str]) -> tuple[Fraction, bool, bool]:
        """Sum a party's ways down out of its loop: known part, any way at all, any unknown part."""
        share, any_way, unknown = Fraction(0), False, False
        for company in self.below.get(member, ()):
            if company in members or company not in self.ways:
                continue
            any_way = True
            share = bounded(share + self.ownership.scaled.get((member, company), 0) * self.ways[company])
            unknown |= self.unknown[company] or self.is_unknown(member, company)
        return share, any_way, unknown

    def is_unknown(self, holder: str, company: str) -> bool:
        """Return whether a part of a direct holding is not known."""
        holding = self.ownership.holdings[holder, company]
        return holding.share_bp is None or holding.partly_unknown

    def within(self, members: set[str]) -> Iterator[tuple[str, str]]:
        """Return the direct holdings inside a loop."""
        return ((holder, company) for holder in members for company in self.below[holder] if company in members)

    def solve(self, loop: list[str], members: set[str], start: Mapping[str, Fraction], *, unknown: bool) -> None:
        """Solve one loop exactly; where nobody outside holds a part of it, holder by holder."""
        place = {member: row for row, member in enumerate(loop)}
        size = len(loop)
        rows = [[Fraction(int(row == column % size)) for column in range(2 * size)] for row in range(size)]
        for holder, company in self.within(members):
            rows[place[holder]][place[company]] -= self.ownership.scaled.get((holder, company), 0)
        inside = [pair for pair in self.within(members) if self.is_unknown(*pair)]
        try:
            solve_system(rows)
        except StopIteration:
            for member in loop:
                self.alone(member)
            return
        for member in loop:
            inverse = rows[place[member]][size:]
            ways = sum((inverse[place[other]] * start[other] for other in loop), Fraction(0))
            own = unknown or any(company != member for _, company in inside)
            self.enter(member, ways, ways / inverse[place[member]], unknown=unknown or bool(inside), own=own)

    def alone(self, member: str) -> None:
        """Add a holder in a loop without a known share from outside: chains continue only through the holder."""
        share = self.ownership.effective_share(member, self.company)
        if share is not None:
            self.enter(member, share.exact, share.exact, unknown=share.partly_unknown)
        else:
            self.enter(member, Fraction(1), Fraction(1), unknown=True)  # the company itself

    def lower_bounds(self, loop: list[str], members: set[str], start: Mapping[str, Fraction]) -> None:
        """Enter lower bounds for a loop that is too large to solve: each party once, so only some ways count."""
        for member in loop:
            share = start[member]
            for company in self.below[member]:
                if company in members and company in self.ways:
                    share = bounded(share + self.ownership.scaled.get((member, company), 0) * self.ways[company])
            self.enter(member, share, share, unknown=True)
