"""A tender as the screens read it, whatever it was read from: the register, an OCDS release or a labelled file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

Figures = dict[str, float | None]  # a screen by name; None: not known on the day, or not defined


@dataclass(frozen=True, slots=True)
class TenderBid:
    """The last bid of one bidder. `amount`: in any currency, on one basis with the others; None if it is not stated.

    `stands`: it has a price to compare; false where it was withdrawn, or disqualified.
    """

    bidder: str
    amount: float | None
    won: bool = False
    stands: bool = True
    withdrawn: bool = False


@dataclass(frozen=True)
class Tender:
    """One selection with its bids. `day` is ISO text, or a padded number where a source numbers its days.

    `named`: the bidders are the same ones under the same key in other tenders; false where a source hides who they are.
    `reserve`: the reserve price on the basis of the bids; None if it is not stated.
    """

    key: str
    day: str | None
    bids: Sequence[TenderBid]
    reserve: float | None = None
    named: bool = True

    @cached_property
    def amounts(self) -> tuple[float, ...]:
        """The amounts of the bids that stand, the lowest first."""
        return tuple(sorted(each.amount for each in self.bids if each.amount and each.stands))

    @cached_property
    def complete(self) -> bool:
        """True if the amount of every bid that stands is known."""
        return all(each.amount for each in self.bids if each.stands)

    @cached_property
    def bidders(self) -> tuple[str, ...]:
        """Everybody who made a bid, whether it stands or not, each once, sorted."""
        return tuple(sorted({each.bidder for each in self.bids}))

    @cached_property
    def winner(self) -> str | None:
        """The one bidder who won; None if there is none, several, or it is not stated."""
        winners = {each.bidder for each in self.bids if each.won}
        return winners.pop() if len(winners) == 1 else None

    @cached_property
    def ratio(self) -> float | None:
        """The lowest bid as a part of the reserve price; None if either is not known."""
        return self.amounts[0] / self.reserve if self.amounts and self.complete and self.reserve else None
