"""A market record: where it applies and until when; for each screen a model with its figures, or why there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rules.facts.market_records.model import ReadableModel

LEAST_TENDERS: Final = 80  # labelled tenders below which a market has no screen
LEAST_POSITIVES: Final = 20


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Figures of a model on labelled tenders that it was not made from. Shares and scores from 0 to 1.

    `top_*`: the tenth with the highest chances; of tied tenders the expected part. `flagged*`: every tender that the
    screen would show. Bounds are those of Wilson at 95 %.
    """

    tenders: int
    positives: int
    not_assessable: int
    f1: float
    f1_of_all: float
    top_precision: float
    top_lower: float
    top_upper: float
    flagged: int
    flagged_positives: int
    flagged_lower: float
    flagged_upper: float
    brier: float
    brier_of_base_rate: float
    ece: float

    @property
    def base_rate(self) -> float:
        """The share of positive tenders."""
        return self.positives / self.tenders


@dataclass(frozen=True, slots=True)
class ScreenModel:
    """The model of one screen in one market. `shown_from`: the chance from which a tender is shown; `f1_from`: from
    which F1 counts it. Both are set on the tenders that the model was made from.

    `later`: figures on the tenders after those that it was made from. `other_firms`: the same tenders, each judged by
    a model that saw no tender won by its winner; None where the source hides bidders.
    """

    model: ReadableModel
    shown_from: float
    f1_from: float
    tenders: int
    positives: int
    last_on: str
    later: HeldOut
    other_firms: HeldOut | None


@dataclass(frozen=True, slots=True)
class HighRatio:
    """The ratio of lowest bid to reserve price that a tenth of the labelled tenders reach, and how many of these were
    in proved cartels.
    """

    reached: float
    tenders: int
    positives: int


@dataclass(frozen=True, slots=True)
class MarketScope:
    """The tenders that a record applies to: of one of the bodies or prefixes; `object` and `region` None: of any."""

    bodies: tuple[str, ...]
    ocid_prefixes: tuple[str, ...]
    object: str | None
    region: str | None


@dataclass(frozen=True, slots=True)
class TenderPlace:
    """The place of a tender, as far as it is known, to find the record of its market."""

    day: str | None
    body: str | None = None
    object: str | None = None
    region: str | None = None
    ocid: str | None = None


@dataclass(frozen=True, slots=True)
class MarketRecord:
    """All that is known of one market. `first_on`, `last_on`: days of its labelled tenders; None where none has one.

    `order_is`: why an order of the file that predicts the label is harmless, where there is one.
    `abstains`: a reason, in both languages, for each screen without a model.
    """

    key: str
    name: Mapping[str, str]
    source: str
    source_url: str
    made_on: str
    expires_on: str
    order_is: str | None
    high_ratio: HighRatio | None  # None: no reserve price is known
    scope: MarketScope
    first_on: str | None
    last_on: str | None
    tenders: int
    positives: int
    screens: Mapping[str, ScreenModel]
    abstains: Mapping[str, Mapping[str, str]]

    @property
    def base_rate(self) -> float:
        """The share of the labelled tenders that were in proved cartels."""
        return self.positives / self.tenders

    def names(self, place: TenderPlace) -> bool:
        """Return whether the record is about the body or the publisher of a tender, whatever its object and day."""
        return place.body in self.scope.bodies or any(
            place.ocid is not None and place.ocid.startswith(prefix) for prefix in self.scope.ocid_prefixes
        )

    def applies_to(self, place: TenderPlace) -> bool:
        """Return whether a tender is one of this market, on a day from its first labelled tender to its expiry."""
        scope = self.scope
        return bool(
            self.names(place)
            and self.tenders >= LEAST_TENDERS
            and self.positives >= LEAST_POSITIVES
            and scope.object in (None, place.object)
            and scope.region in (None, place.region)
            and place.day
            and self.first_on
            and self.first_on <= place.day <= self.expires_on
        )


def record_for(records: Iterable[MarketRecord], place: TenderPlace) -> MarketRecord | None:
    """Return the record that applies to a tender; of several the one whose labelled tenders are the latest."""
    fitting = [each for each in records if each.applies_to(place)]
    return max(fitting, key=lambda each: (each.last_on or "", each.key), default=None)
