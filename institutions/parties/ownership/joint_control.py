"""Control with the votes of controlled companies: together over half is control too.

A parent company with two subsidiaries that hold 30 % each of a third company controls it, though no single holding says
so. Rules read the narrower control of `institutions.parties.ownership.control`; pages show both.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from institutions.parties.ownership.control import Control
from institutions.parties.ownership.shares import WHOLE_BP, Holding


def controlled_with_others(holdings: Iterable[Holding], control: Control) -> Mapping[str, frozenset[str]]:
    """Return, by party, the companies it controls directly, along chains, or by the votes of those it controls."""
    votes: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for each in holdings:
        if each.share_bp:
            votes[each.holder].append((each.company, each.share_bp))
    direct: dict[str, list[str]] = defaultdict(list)
    for controller, company in control.ties:
        direct[controller].append(company)
    return {party: companies_controlled_by(party, votes, direct) for party in sorted(direct)}


def companies_controlled_by(
    party: str, votes: Mapping[str, list[tuple[str, int]]], direct: Mapping[str, list[str]]
) -> frozenset[str]:
    """Find the companies that one party controls: each one found adds its votes and those that it controls."""
    inside, waiting = {party}, [party]
    together: dict[str, int] = defaultdict(int)
    while waiting:
        voting = waiting.pop()
        fresh = set(direct.get(voting, ()))
        for company, share in votes.get(voting, ()):
            together[company] += share
            if together[company] * 2 > WHOLE_BP:
                fresh.add(company)
        fresh -= inside
        inside |= fresh
        waiting += sorted(fresh)
    return frozenset(inside - {party})
