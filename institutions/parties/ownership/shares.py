"""Effective shares along ownership chains: how much of a company one holder has, directly and through others.

The effective share is the product of the shares along each path, summed over the paths (law.md, COL-11). Where
companies hold each other the paths never end; the sum is then the solution of x = a + xA, found exactly in fractions.
Three conventions make that solution exist, be unique, and lie between 0 and 100 %:

* a company's shares in itself carry no votes and are left out;
* ways back to the holder are left out: nobody owns more of a company through owning themselves;
* where the holders stated for a company pass 100 % in total, each share is scaled down to the total.

Then each loop of companies that the holder reaches has a member of which less than 100 % is held inside the loop, so
the loop's matrix has a spectral radius below 1 (an irreducible substochastic matrix) and I - A can be inverted.

A loop of more than LARGEST_LOOP companies is not solved (the largest known one has three): ways through it count as
unknown beyond the part that comes from outside.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import networkx as nx

WHOLE_BP: Final = 10_000
OPEN_START: Final = "0001-01-01"  # the days of a holding without first and last day
OPEN_END: Final = "9999-12-31"
LARGEST_LOOP: Final = 40
PRECISION: Final = 10**200  # parts of a whole that are told apart; fifty shares in basis points multiply to as many
PRECISE_BITS: Final = PRECISION.bit_length()


@dataclass(frozen=True, slots=True)
class Holding:
    """One holder's share in one company on the requested day; None: a holding whose share is unknown.

    `partly_unknown`: more is held in a way whose share is unknown. The days are those over which it is held.
    """

    holder: str
    company: str
    share_bp: int | None
    origins: tuple[str, ...]
    partly_unknown: bool = False
    from_on: str = OPEN_START
    until_on: str = OPEN_END


@dataclass(frozen=True, slots=True)
class EffectiveShare:
    """The share of one holder in one company. `exact` counts known shares only: a lower bound if `partly_unknown`.

    `origins` are the statements on every path that leads from the holder to the company.
    """

    holder: str
    company: str
    exact: Fraction
    partly_unknown: bool
    origins: tuple[str, ...]

    @property
    def share_bp(self) -> int:
        """The known part in whole basis points."""
        return whole_bp(self.exact)


@dataclass(frozen=True, slots=True)
class Ownership:
    """The holdings of one day as a graph from holder to company. Make it with `ownership_of`."""

    graph: "nx.DiGraph[str]" = field(compare=False)
    holdings: Mapping[tuple[str, str], Holding]
    scaled: Mapping[tuple[str, str], Fraction]
    above: dict[str, set[str]] = field(default_factory=dict, compare=False)  # answers of `ancestors`
    last: dict[str, "HoldingsReached"] = field(default_factory=dict, compare=False)  # the newest answer of `reach_of`

    def unheld(self, company: str) -> Fraction:
        """Return the part of a company without a stated holder of known share; its holdings of itself count as such."""
        above = self.graph.predecessors(company) if company in self.graph else ()
        return 1 - sum((self.scaled.get((holder, company), Fraction(0)) for holder in above), Fraction(0))

    def ancestors(self, company: str) -> set[str]:
        """Return everyone who holds a part of the company, directly or through others; computed once a company."""
        if company not in self.above:
            self.above[company] = nx.ancestors(self.graph, company) if company in self.graph else set()
        return self.above[company]

    def holders_of(self, company: str) -> list[str]:
        """Return everyone who holds a part of the company, directly or through others, sorted."""
        return sorted(self.ancestors(company))

    def held_by(self, holder: str) -> list[str]:
        """Return every company that the holder has a part of, directly or through others, sorted."""
        return sorted(nx.descendants(self.graph, holder)) if holder in self.graph else []

    def reach_of(self, holder: str) -> "HoldingsReached":
        """Return what the holder reaches. The answer for the newest holder is kept: callers ask company by company."""
        if holder not in self.last:
            below = nx.descendants(self.graph, holder)
            known = {pair: self.scaled[pair] for pair in self.graph.in_edges(below) if pair in self.scaled}
            within = {pair: share for pair, share in known.items() if pair[0] in below or pair[0] == holder}
            self.last.clear()
            self.last[holder] = HoldingsReached(below, *shares_from(holder, within))
        return self.last[holder]

    def between(self, holder: str, company: str) -> list[Holding]:
        """Return the holdings on every path from the holder to the company, sorted; none where there is no path."""
        above = self.ancestors(company)
        if holder == company or holder not in above:
            return []
        below = self.reach_of(holder).below  # of a holder of thousands; few of them lead to this company
        between = {each for each in above if each in below} | {company}
        edges = sorted((a, b) for a, b in self.graph.in_edges(between) if a in between or a == holder)
        return [self.holdings[edge] for edge in edges]

    def without(self, holder: str, company: str) -> "Ownership":
        """Return the paths from one party to another without the direct holding: nothing else leads there.

        A copy of the whole graph for each company of a holder of thousands would take work with the square of them.
        """
        if not self.graph.has_edge(holder, company):
            return self
        graph: nx.DiGraph[str] = nx.DiGraph()
        paths = ((each.holder, each.company) for each in self.between(holder, company))
        graph.add_edges_from(pair for pair in paths if pair != (holder, company))
        return Ownership(graph, self.holdings, self.scaled)

    def effective_share(self, holder: str, company: str) -> EffectiveShare | None:
        """Return the holder's share of the company; None if no path leads from one to the other."""
        on_paths = self.between(holder, company)
        if not on_paths:
            return None
        reach = self.reach_of(holder)
        unknown = any(each.share_bp is None or each.partly_unknown for each in on_paths)
        return EffectiveShare(
            holder=holder,
            company=company,
            exact=reach.shares.get(company, Fraction(0)),
            partly_unknown=unknown or company in reach.not_solved,
            origins=tuple(sorted({origin for each in on_paths for origin in each.origins})),
        )


@dataclass(frozen=True, slots=True)
class HoldingsReached:
    """Everything that a holder leads to, and its effective shares over known holdings.

    `not_solved`: the companies whose share is a lower bound, since a loop on the way was too large to be solved.
    """

    below: set[str]
    shares: Mapping[str, Fraction]
    not_solved: set[str]


def completing(holdings: Iterable[Holding], holder: str, company: str) -> Holding | None:
    """Return the holding with which those before it, in the given order, first make a path; None if none does.

    Each party and each holding is looked at once: the work grows with the number of holdings.
    """
    reached, waiting = {holder}, dict[str, list[str]]()
    for each in holdings:
        waiting.setdefault(each.holder, []).append(each.company)
        ahead = [each.company] if each.holder in reached else []
        while ahead:
            if (party := ahead.pop()) not in reached:
                reached.add(party)
                ahead += waiting.pop(party, [])
        if company in reached:
            return each
    return None


def whole_bp(share: Fraction) -> int:
    """Round a share down to basis points (so "at least" a whole limit stays exact), but never down to nothing."""
    return max(int(share * WHOLE_BP), 1 if share else 0)


def bounded(share: Fraction) -> Fraction:
    """Return a share, rounded up where it is finer than PRECISION.

    Each company of a chain multiplies the denominator: that of the last of thousands has ten thousands of digits, and
    the chain takes time with the third power of its length. Rounded up, shares that make up a whole still do.
    """
    if share.denominator.bit_length() <= PRECISE_BITS:
        return share
    return Fraction(-(-share.numerator * PRECISION // share.denominator), PRECISION)


def total_share(shares: Iterable[Fraction]) -> Fraction:
    """Return the sum of shares, no finer than PRECISION."""
    total = Fraction(0)
    for each in shares:
        total = bounded(total + each)
    return total


def ownership_of(holdings: Iterable[Holding]) -> Ownership:
    """Build the graph of holdings, one a pair; a share of 0 is no holding."""
    by_pair = {
        (each.holder, each.company): each
        for each in holdings
        if each.holder != each.company and (each.share_bp != 0 or each.partly_unknown)
    }
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(sorted(by_pair))
    totals: dict[str, int] = defaultdict(int)
    for each in by_pair.values():
        totals[each.company] += each.share_bp or 0
    scaled = {
        pair: Fraction(each.share_bp, max(totals[each.company], WHOLE_BP))
        for pair, each in by_pair.items()
        if each.share_bp
    }
    return Ownership(graph, by_pair, scaled)


def shares_from(holder: str, shares: Mapping[tuple[str, str], Fraction]) -> tuple[dict[str, Fraction], set[str]]:
    """Return the holder's effective share of every company that it reaches over the known shares, loop by loop.

    Beside them are the companies that a loop leads to which was too large to be solved: their shares are lower bounds.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node(holder)
    graph.add_edges_from(pair for pair in shares if pair[1] != holder)
    graph = graph.subgraph(nx.descendants(graph, holder) | {holder})
    loops = nx.condensation(graph)
    found: dict[str, Fraction] = {holder: Fraction(1)}
    not_solved: set[str] = set()
    for number in nx.topological_sort(loops):
        members = sorted(loops.nodes[number]["members"])
        if len(members) > LARGEST_LOOP:
            for member in members:
                before = (each for each in graph.predecessors(member) if each in found)
                found[member] = total_share(found[each] * shares[each, member] for each in before)
        elif members != [holder]:
            found |= solve_loop(graph, members, shares, found)
        if len(members) > LARGEST_LOOP or any(not_solved.intersection(graph.predecessors(each)) for each in members):
            not_solved.update(members)
    del found[holder]
    return found, not_solved


def solve_loop(
    graph: "nx.DiGraph[str]",
    members: list[str],
    shares: Mapping[tuple[str, str], Fraction],
    found: Mapping[str, Fraction],
) -> dict[str, Fraction]:
    """Solve x = inflow + xA for the companies of one loop (a single company is a loop of one), given all before it."""
    place = {company: row for row, company in enumerate(members)}
    rows = [[Fraction(int(row == column)) for column in range(len(members) + 1)] for row in range(len(members))]
    for company, row in place.items():
        rows[row][-1] = Fraction(0)
        for before in graph.predecessors(company):
            if before in place:
                rows[row][place[before]] -= shares[before, company]
            else:
                rows[row][-1] = bounded(rows[row][-1] + found[before] * shares[before, company])
    return dict(zip(members, map(bounded, solve_system(rows)), strict=True))


def solve_system(rows: list[list[Fraction]]) -> list[Fraction]:
    """Solve a regular system exactly by Gauss-Jordan elimination, right side in the last column. Changes `rows`."""
    for column in range(len(rows)):
        pivot = next(row for row in range(column, len(rows)) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][column]
        rows[column] = [value / scale for value in rows[column]]
        for row in range(len(rows)):
            if row != column and (factor := rows[row][column]):
                rows[row] = [value - factor * base for value, base in zip(rows[row], rows[column], strict=True)]
    return [row[-1] for row in rows]
