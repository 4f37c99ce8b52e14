"""Knowledge of bidders from the tenders of earlier days: bids, bids beside each other, wins, withdrawals."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import combinations, groupby
from operator import attrgetter
from typing import Final

from rules.facts.tenders.tender import Tender

LAST: Final = 200  # tenders that are looked back through for groups and wins
BY_DAY: Final = attrgetter("day")


class TenderHistory:
    """Counts over tenders, added day by day. Nothing of a tender's own day or later is in it when it is screened."""

    def __init__(self) -> None:
        self.bids: Counter[str] = Counter()
        self.beside: Counter[tuple[str, str]] = Counter()  # by two bidders in order of their keys
        self.withdrawn: Counter[str] = Counter()
        self.won_at: dict[str, int] = {}  # the number of the tender that a bidder won last
        self.last: deque[Tender] = deque(maxlen=LAST)
        self.tenders = 0

    def add(self, tender: Tender) -> None:
        """Count a tender whose day is over. Bidders that a source hides are not counted."""
        self.tenders += 1
        if not tender.named:
            return
        self.bids.update(tender.bidders)
        self.beside.update(combinations(tender.bidders, 2))
        self.withdrawn.update({each.bidder for each in tender.bids if each.withdrawn})
        self.last.append(tender)
        if tender.winner:
            self.won_at[tender.winner] = self.tenders


def time_key(tender: Tender) -> tuple[str, str]:
    """Return the place of a tender in time. Those of one day come in an order without any meaning, the same always."""
    return tender.day or "", sha256(tender.key.encode()).hexdigest()


def with_history(tenders: Iterable[Tender]) -> Iterator[tuple[Tender, TenderHistory]]:
    """Yield dated tenders, the earliest first, each with the history of the days before its own.

    Nothing of a tender depends on the order of a file.
    """
    history = TenderHistory()
    dated = sorted((each for each in tenders if each.day), key=time_key)
    for _, same_day in groupby(dated, key=BY_DAY):
        of_day = list(same_day)
        for tender in of_day:
            yield tender, history
        for tender in of_day:
            history.add(tender)
