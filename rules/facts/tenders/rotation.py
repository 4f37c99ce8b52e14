"""Screens of whose turn it was: how winners alternate, who had waited longest, who never withdrew, jumps of price."""

from itertools import pairwise
from statistics import fmean, median
from typing import Final

from rules.facts.tenders.history import TenderHistory
from rules.facts.tenders.pairs import KNOWN_FROM
from rules.facts.tenders.tender import Figures, Tender
from rules.facts.tenders.turns import chance_of_so_few_repeats

SERIES: Final = 12  # latest wins of today's bidders that are looked at
FEWEST: Final = 4  # wins from which alternation is looked at
SAME_GROUP: Final = 0.5  # of two tenders: bidders in both over bidders in either
GROUP_TENDERS: Final = 5  # latest tenders of the same group whose ratio is compared
NAMES: Final = ("alternation", "chance_of_order", "winner_waited", "earlier_wins", "never_withdrew", "price_jump")


def rotation_figures(tender: Tender, history: TenderHistory) -> Figures:
    """Return the figures by NAMES; all None where bidders are hidden."""
    if not tender.named:
        return dict.fromkeys(NAMES)
    winners = winners_before(tender, history)
    series = winners if len(winners) >= FEWEST and len(set(winners)) > 1 else []
    return {
        "alternation": fmean(first != second for first, second in pairwise(series)) if series else None,
        "chance_of_order": float(chance_of_so_few_repeats(series)) if series else None,
        "winner_waited": winner_waited(tender, history),
        "earlier_wins": float(tender.winner in winners) if tender.winner and winners else None,
        "never_withdrew": never_withdrew(tender, history),
        "price_jump": price_jump(tender, history),
    }


def winners_before(tender: Tender, history: TenderHistory) -> list[str]:
    """Return the winners among today's bidders of the latest tenders that one of them won, the earliest first."""
    here = set(tender.bidders)
    found = [each.winner for each in reversed(history.last) if each.winner in here]
    return [each for each in found[:SERIES] if each][::-1]


def winner_waited(tender: Tender, history: TenderHistory) -> float | None:
    """Return the part of the others who won something whose last win is later than the winner's. One: its turn.

    None where the winner, or everybody else, has won nothing before.
    """
    last = history.won_at.get(tender.winner or "")
    others = [history.won_at[each] for each in tender.bidders if each != tender.winner and each in history.won_at]
    return fmean(each > last for each in others) if last is not None and others else None


def never_withdrew(tender: Tender, history: TenderHistory) -> float | None:
    """Return the part of the known bidders who never withdrew a bid; None where no withdrawal is on record at all."""
    known = [each for each in tender.bidders if history.bids[each] >= KNOWN_FROM]
    return fmean(not history.withdrawn[each] for each in known) if known and history.withdrawn else None


def price_jump(tender: Tender, history: TenderHistory) -> float | None:
    """Return by how much the ratio to the reserve price differs from that of the same group's latest tenders.

    Only where the group has changed since: somebody bids who did not, or somebody is missing. Else 0. None where a
    ratio is not known, or the group has made no tender before.
    """
    if tender.ratio is None:
        return None
    here = set(tender.bidders)
    before = [each for each in reversed(history.last) if same_group(here, set(each.bidders)) and each.ratio is not None]
    if not before:
        return None
    if set(before[0].bidders) == here:
        return 0.0
    return tender.ratio - median(each.ratio for each in before[:GROUP_TENDERS] if each.ratio is not None)


def same_group(here: set[str], there: set[str]) -> bool:
    """Return whether two sets of bidders are one group by SAME_GROUP."""
    return len(here & there) >= SAME_GROUP * len(here | there)
