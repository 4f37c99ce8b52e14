"""The share of two partners together in a market, and the concentration of the market if they were one."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from rules.facts.derivation.chosen import ASKS_FOR_AWARD, awaits_choice, partner_companies
from rules.facts.gathering.mapping.reading import CaseReading, made_from, number_or_none, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import Fact
from rules.facts.kinds.markets import JointMarket, MarketKnown

SQUARE_OF_A_PERCENT: Final = 10_000  # in square basis points: the index is in points of squared per cent
Market = Mapping[str, GatheredStatement]  # the statement that counts of each company


def market_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield the markets whose shares are all stated, and the joint share of each pair of partners."""
    known: set[str] = set()
    for stated in reading.now("market_known"):
        if domain := text_or_none(stated.values, "domain"):
            known.add(domain)
            yield MarketKnown(**made_from(stated, MarketKnown), domain=domain)
    markets = markets_of(reading)
    partners = partner_companies(reading)
    domains, rivals = sorted({*markets, *known}), awaits_choice(reading)
    for first, second in pairs_to_look_at(partners, markets, some_known=bool(known)):
        for domain in domains:
            market = markets.get(domain, {})
            if domain in known or first in market or second in market:
                joint = joint_market(first, second, domain, market, complete=domain in known)
                yield of_rivals(joint) if rivals else joint


def pairs_to_look_at(
    partners: Sequence[str], markets: Mapping[str, Market], *, some_known: bool
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of which something can be said, in order: the partners of a tender may be tens of thousands.

    Of two without a stated share nothing can be said, unless every share of some market is known.
    """
    of_a_market = {company for market in markets.values() for company in market}
    listed = [each for each in partners if each in of_a_market]
    for place, first in enumerate(partners, start=1):
        if some_known or first in of_a_market:
            yield from ((first, second) for second in islice(partners, place, None))
        else:
            yield from ((first, second) for second in islice(listed, bisect_right(listed, first), None))


def markets_of(reading: CaseReading) -> dict[str, dict[str, GatheredStatement]]:
    """Return the shares that are true on the day, by domain; of two for one company the one that began later."""
    markets: dict[str, dict[str, GatheredStatement]] = defaultdict(dict)
    for stated in sorted(reading.now("market"), key=lambda each: (each.from_on or "", each.ref)):
        if domain := text_or_none(stated.values, "domain"):
            markets[domain][required_text(stated.values, "company")] = stated
    return markets


def joint_market(first: str, second: str, domain: str, market: Market, *, complete: bool) -> JointMarket:
    """Describe the two in one market. `complete`: every share of it is stated."""
    shares = {company: number_or_none(stated.values, "share_bp") for company, stated in market.items()}
    one, other = (shares.get(company, 0 if complete else None) for company in (first, second))
    both = None if one is None or other is None else one + other
    apart = [share for company, share in shares.items() if company not in (first, second)]
    squares = [share**2 for share in apart if share is not None]
    whole = both is not None and len(squares) == len(apart)
    return JointMarket(
        id=f"joint_market:{domain}:{first}:{second}",
        origins=tuple(sorted(stated.ref for stated in market.values())),
        first=first,
        second=second,
        domain=domain,
        share_bp=both,
        hhi=index_points(sum(squares) + both**2) if whole and both is not None else None,
        delta=None if one is None or other is None else index_points(2 * one * other),
    )


def of_rivals(joint: JointMarket) -> JointMarket:
    """Return the two without their sums: they bid against each other, and whether both are chosen is not known."""
    asking = f"{ASKS_FOR_AWARD}/{joint.domain}/{joint.first}/{joint.second}"
    return replace(joint, id=asking, share_bp=None, hhi=None, delta=None)


def index_points(square_bp: int) -> int:
    """Convert squared basis points to points of the index, rounded up."""
    return -(-square_bp // SQUARE_OF_A_PERCENT)
