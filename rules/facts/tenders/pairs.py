"""Screens of who bids beside whom: exclusivity of pairs, and bidders who are new to a group.

Exclusivity: bids beside each other over the bids of the one of the two that made fewer (Wachs and Kertész 2019 look at
groups that are cohesive and exclusive; this is the same idea for two).
"""

from itertools import combinations
from statistics import fmean
from typing import Final

from rules.facts.tenders.history import TenderHistory
from rules.facts.tenders.tender import Figures, Tender

KNOWN_FROM: Final = 3  # earlier bids from which a bidder is known
NAMES: Final = ("exclusivity", "most_exclusive", "winner_exclusivity", "known_bidders", "met_before")


def pair_figures(tender: Tender, history: TenderHistory) -> Figures:
    """Return the figures by NAMES. All are None where bidders are hidden; those of pairs, where not two are known."""
    if not tender.named or len(tender.bidders) < 2:
        return dict.fromkeys(NAMES)
    known = [each for each in tender.bidders if history.bids[each] >= KNOWN_FROM]
    shares = {pair: exclusivity(history, *pair) for pair in combinations(known, 2)}
    of_winner = [share for pair, share in shares.items() if tender.winner in pair]
    pairs = list(combinations(tender.bidders, 2))
    return {
        "exclusivity": fmean(shares.values()) if shares else None,
        "most_exclusive": max(shares.values(), default=None),
        "winner_exclusivity": fmean(of_winner) if of_winner else None,
        "known_bidders": len(known) / len(tender.bidders),
        "met_before": fmean(history.beside[pair] > 0 for pair in pairs) if history.tenders else None,
    }


def exclusivity(history: TenderHistory, first: str, second: str) -> float:
    """Return the earlier bids of two beside each other over the bids of the one that made fewer."""
    return history.beside[first, second] / min(history.bids[first], history.bids[second])
