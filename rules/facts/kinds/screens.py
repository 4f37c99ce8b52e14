"""Facts about what a market record says of this selection: see docs/detection.md."""

from dataclasses import dataclass
from typing import Annotated, Final

from rules.facts.kinds.base import BasisPoints, Count, Day, Fact, Flag, Text, word_type

SCREEN: Final = word_type("prices", "pairs", "rotation")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRatio(Fact):
    """The limit from which the ratio of bid to reserve price is looked at: exactly one for a selection with bids.

    None where its scheme has no reserve price (grant, equity, guarantee, mou; joint_research by a method that
    contracts do not have alone) and no reserve price is stated. None of a published tender that failed.

    `by` market: a market record applies (its body, object and days) and knows reserve prices. `limit_bp` is then the
    ratio that a tenth of its labelled tenders reach, `tenders` those, `positives` how many of these were in proved
    cartels, and `base_rate_bp` the share of all labelled tenders that were. `by` fixed: no such record, and all of
    these are unknown. `market`, `market_ja`: its name in English and Japanese. id: `market_ratio`.
    """

    label = ("Limit of the bid ratio", "落札率の基準")

    by: Annotated[str, word_type("market", "fixed")]
    market: Text | None = None
    market_ja: Text | None = None
    labelled_from_on: Day | None = None
    labelled_until_on: Day | None = None
    limit_bp: BasisPoints | None = None
    tenders: Count | None = None
    positives: Count | None = None
    base_rate_bp: BasisPoints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketScreen(Fact):
    """The answer of one screen of a market record about the bids of this selection.

    One for each screen that has a model in the record that applies to the selection: its body, its object, and a day
    from that of the first labelled tender to the expiry; never with fewer than 80 labelled tenders or 20 in proved
    cartels. The day is `closed_on`, else `proposed_on`. Of bids of one company the latest counts; withdrawn and
    disqualified ones have no price. Figures of bidders are of the sponsor's earlier calls for the same object.

    `of_hundred`: of 100 such tenders so many were in proved cartels; unknown where an amount or another figure that the
    model asks for is. `unusual`: the chance reaches the limit from which the record shows a tender.
    `shown`: of the tenders later than those that the model was made from, those that the screen shows;
    `shown_positives` of these were in proved cartels. `precision_lower_bp` is the lower bound (95 %) of their share,
    `base_rate_bp` that share among all of the later ones, rounded down and up. `labelled_from_on`, `labelled_until_on`:
    days of the labelled tenders; `expires_on`: the last day on which the record applies. id: `market_screen:<screen>`.
    """

    label = ("Screen of a market", "市場記録による指標")

    screen: Annotated[str, SCREEN]
    market: Text
    market_ja: Text
    labelled_from_on: Day
    labelled_until_on: Day
    expires_on: Day
    tenders: Count
    positives: Count
    shown: Count
    shown_positives: Count
    precision_lower_bp: BasisPoints
    base_rate_bp: BasisPoints
    of_hundred: Count | None = None
    unusual: Flag | None = None
