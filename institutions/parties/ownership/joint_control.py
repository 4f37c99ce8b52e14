"""Control with the votes of controlled companies: together over half is control too.

A parent company with two subsidiaries that hold 30 % each of a third company controls it, though no single holding says
so. Rules read the narrower control of `institutions.parties.ownership.control`; pages show both.

It is asked of one company. Only parties are walked whose votes may lead to it, and a party that does no more than
control another one has the answer of that one: a chain of thousands is walked once, not once for each of its parties.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from institutions.parties.ownership.control import Control
from institutions.parties.ownership.shares import WHOLE_BP, Holding


def controllers_with_others(
    company: str, parties: Iterable[str], holdings: Iterable[Holding], control: Control
) -> set[str]:
    """Return those of some parties who control a company directly, along chains, or by the votes of those below."""
    known = VotesToward(company, control)
    for each in holdings:
        if each.share_bp:
            known.votes[each.holder].append((each.company, each.share_bp))
    for controller, below in control.ties:
        known.direct[controller].append(below)
    return {each for each in parties if known.is_controlled_by(each)}


@dataclass(frozen=True)
class VotesToward:
    """Votes and direct control by party, and the parties of whom it is known whether they control the company."""

    company: str
    control: Control
    votes: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    direct: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def leading(self) -> Collection[str]:
        """The company, and everyone from whom votes or control lead to it over companies that may be controlled."""
        voters: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for holder, held in self.votes.items():
            for company, share in held:
                voters[company].append((holder, share))
        above: dict[str, list[str]] = defaultdict(list)
        for controller, companies in self.direct.items():
            for company in companies:
                above[company].append(controller)
        found, waiting = {self.company}, [self.company]
        while waiting:
            company = waiting.pop()
            if company not in above and sum(share for _, share in voters[company]) * 2 <= WHOLE_BP:
                continue  # nobody has over half of its votes, alone or with others
            fresh = {*above.get(company, ()), *(holder for holder, _ in voters[company])} - found
            found |= fresh
            waiting += fresh
        return found

    @cached_property
    def chained(self) -> Collection[str]:
        """Everyone who controls the company at each hop of some chain."""
        return self.control.ancestors(self.company)

    def is_controlled_by(self, party: str) -> bool:
        """Return whether a party controls the company, alone or with the votes of those that it controls."""
        alike: list[str] = []
        asked = party
        while asked not in self.answers:
            alike.append(asked)
            self.answers[asked] = asked in self.chained  # until more is known, also for a way round to itself
            if self.answers[asked] or (below := self.only_one_below(asked)) is None:
                break
            asked = below
        if alike and asked == alike[-1] and not self.answers[asked]:
            self.answers[asked] = self.reaches_with_votes(asked)
        found = self.answers[asked]
        self.answers.update(dict.fromkeys(alike, found))
        return found

    def only_one_below(self, party: str) -> str | None:
        """Return the only party that another one votes in and controls, on the way to the company; None if several."""
        below = {each for each, _ in self.votes.get(party, ()) if each in self.leading}
        controlled = {each for each in self.direct.get(party, ()) if each in self.leading}
        return next(iter(controlled)) if len(controlled) == 1 and below <= controlled else None

    def reaches_with_votes(self, party: str) -> bool:
        """Add the votes and companies of each company that is controlled, until the company is, or no more follows."""
        inside, waiting = {party}, [party]
        together: dict[str, int] = defaultdict(int)
        while waiting:
            voting = waiting.pop()
            fresh = {each for each in self.direct.get(voting, ()) if each in self.leading}
            for company, share in self.votes.get(voting, ()):
                if company in self.leading:
                    together[company] += share
                    if together[company] * 2 > WHOLE_BP:
                        fresh.add(company)
            fresh -= inside
            if any(each == self.company or self.answers.get(each) for each in fresh):
                return True
            inside |= fresh
            waiting += sorted(fresh)
        return False
