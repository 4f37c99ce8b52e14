"""Holdings of people in companies through other companies."""

from collections.abc import Iterable, Iterator

from institutions.parties.ownership.shares import Holding, Ownership, completing, whole_bp
from rules.facts.derivation.ties import DatedTies
from rules.facts.gathering.mapping.reading import CaseReading
from rules.facts.kinds.holdings import HoldsStake


def stakes_through_companies(reading: CaseReading, ties: DatedTies) -> Iterator[HoldsStake]:
    """Yield, for each person, each company that they reach over paths of two or more holdings."""
    ownership = ties.ownership
    holders = sorted({holder for holder, _ in ownership.holdings})
    for person in (holder for holder in holders if reading.sort_of(holder) == "person"):
        for company in ownership.held_by(person):
            if stake := stake_through_companies(ownership, person, company):
                yield stake


def stake_through_companies(ownership: Ownership, person: str, company: str) -> HoldsStake | None:
    """Return a person's share of a company beside their own direct holding; None if no such path exists."""
    if ownership.graph.out_degree(person) == 1 and ownership.graph.has_edge(person, company):
        return None
    indirect = ownership.without(person, company)
    found = indirect.effective_share(person, company)
    if found is None:
        return None
    path_holdings = indirect.between(person, company)
    return HoldsStake(
        id=f"holds_stake:through:{person}:{company}",
        origins=found.origins,
        holder=person,
        company=company,
        way="through_companies",
        share_bp=None if found.partly_unknown else whole_bp(found.exact),
        from_on=first_day(path_holdings, person, company),
        until_on=last_day_of_path(path_holdings, person, company),
    )


def first_day(holdings: Iterable[Holding], holder: str, company: str) -> str:
    """Return the first day from which every holding of at least one path is true."""
    held = sorted(holdings, key=lambda each: each.from_on)
    return (completing(held, holder, company) or held[-1]).from_on


def last_day_of_path(holdings: Iterable[Holding], holder: str, company: str) -> str:
    """Return the last day until which every holding of at least one path is true."""
    held = sorted(holdings, key=lambda each: each.until_on, reverse=True)
    return (completing(held, holder, company) or held[-1]).until_on
