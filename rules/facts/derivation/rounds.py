"""The rounds of this selection: whether one company was lowest in each, and by what margin."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.derivation.bids import WITH_BIDS, bid_amount, bid_order, bid_validity, bids_here
from rules.facts.gathering.mapping.reading import CaseReading, number_or_none, required_text, text_or_none
from rules.facts.gathering.mapping.tax import on_one_basis
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.bidding import BidRounds

Prices = dict[str, int]  # the amount of each company in one round


def round_facts(reading: CaseReading) -> Iterator[BidRounds]:
    """Yield the rounds; unknown ones for a selection with bids of which no bid is registered."""
    if bids := bids_here(reading):
        counted = [stated for stated in bids if bid_validity(stated) is not False]
        yield bid_rounds(reading, counted, tuple(stated.ref for stated in bids))
    elif text_or_none(reading.case.selection, "method") in {*WITH_BIDS, None}:
        yield BidRounds(id="bids_known()", bidders=0)


def bid_rounds(reading: CaseReading, bids: Sequence[GatheredStatement], origins: tuple[str, ...]) -> BidRounds:
    """Describe the rounds from the bids that count."""
    rounds = rounds_of(bids)
    certain = rounds is not None and all(bid_validity(stated) and bid_amount(reading, stated) for stated in bids)
    amounts = {stated.ref: amount for stated in bids if (amount := bid_amount(reading, stated))}
    compared = on_one_basis(list(amounts.values()), reading.tax_rates)
    yen = dict(zip(amounts, compared.yen, strict=True))
    prices = [prices_in(each, yen) for each in rounds] if rounds and certain else []
    lowest = lowest_throughout(prices)
    gaps = [gap for each in prices if (gap := gap_bp(each)) is not None]
    return BidRounds(
        id="bid_rounds",
        origins=origins,
        bidders=len({required_text(stated.values, "company") for stated in bids}),
        rounds=None if rounds is None else len(rounds),
        same_lowest=bool(lowest) if prices else None,
        lowest=min(lowest, default=None),
        smallest_gap_bp=min(gaps, default=None),
        tax_not_stated=("same_lowest",) if prices and not compared.stated else (),
        tax_added_on=compared.added_on if prices else (),
    )


def rounds_of(bids: Iterable[GatheredStatement]) -> list[list[GatheredStatement]] | None:
    """Return the bids by round, the first round first; None if the round of some bids is not stated."""
    rounds: dict[int | None, list[GatheredStatement]] = defaultdict(list)
    for stated in bids:
        rounds[number_or_none(stated.values, "round")].append(stated)
    unnumbered = rounds.get(None, [])
    several = len({required_text(stated.values, "company") for stated in unnumbered}) < len(unnumbered)
    if unnumbered and (len(rounds) > 1 or several):
        return None
    return [found for _, found in sorted(rounds.items(), key=lambda pair: pair[0] or 0)]


def lowest_throughout(rounds: Iterable[Prices]) -> set[str]:
    """Return the companies that bid the lowest amount, alone or with others, in each round; none without rounds."""
    lowest = [{each for each in prices if prices[each] == min(prices.values())} for prices in rounds]
    return set.intersection(*lowest) if lowest else set()


def prices_in(bids: Iterable[GatheredStatement], yen: Mapping[str, int]) -> Prices:
    """Return the amount of each company's latest bid in a round. `yen`: that of each bid, on one basis."""
    return {required_text(stated.values, "company"): yen[stated.ref] for stated in sorted(bids, key=bid_order)}


def gap_bp(prices: Prices) -> int | None:
    """Return the gap of the lowest to the next bid, as a share of the next in basis points, rounded down, or None."""
    for lowest, following in pairwise(sorted(prices.values())):
        return (following - lowest) * WHOLE_BP // following if following else 0
    return None
