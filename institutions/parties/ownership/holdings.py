"""The direct holding of a company by a holder: the statements about one pair, put together."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from institutions.parties.ownership.shares import OPEN_END, OPEN_START, Holding


@dataclass(frozen=True, slots=True)
class StatedHolding:
    """One statement of a shareholding. The days are ISO text, None if the statement sets no bound.

    `votes_bp` are the votes as stated, else the share of the capital; None if neither is known.
    """

    ref: str
    holder: str
    company: str
    votes_bp: int | None
    vehicle: str | None = None
    from_on: str | None = None
    until_on: str | None = None


def merged_holdings(statements: Iterable[StatedHolding]) -> list[Holding]:
    """Merge statements into one holding per pair of holder and company, by votes where they are stated.

    Two statements of one pair through the same vehicle speak of the same shares: the later one counts, then the larger.
    Shares through different vehicles (direct, fund, blind trust) add up.
    """
    by_pair: dict[tuple[str, str], list[StatedHolding]] = defaultdict(list)
    for each in statements:
        by_pair[each.holder, each.company].append(each)
    return [merged_holding(pair, found) for pair, found in sorted(by_pair.items())]


def merged_holding(pair: tuple[str, str], statements: list[StatedHolding]) -> Holding:
    """Merge all statements of one pair into one holding."""
    latest: dict[str, StatedHolding] = {}
    for each in statements:
        vehicle = each.vehicle or "direct"
        latest[vehicle] = max(latest.get(vehicle, each), each, key=holding_precedence)
    votes = [each.votes_bp for each in latest.values()]
    known = [share for share in votes if share is not None]
    return Holding(
        holder=pair[0],
        company=pair[1],
        share_bp=sum(known) if known else None,
        origins=tuple(sorted(each.ref for each in statements)),
        partly_unknown=None in votes,
        from_on=min(each.from_on or OPEN_START for each in statements),
        until_on=max(each.until_on or OPEN_END for each in statements),
    )


def holding_precedence(stated: StatedHolding) -> tuple[bool, str, int, str]:
    """Return the key by which the preferred statement is the greatest: known, later, larger, by reference."""
    return (stated.votes_bp is not None, stated.from_on or "", stated.votes_bp or 0, stated.ref)
