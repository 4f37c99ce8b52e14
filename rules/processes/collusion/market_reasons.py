"""Reasons why a screen of a market record says nothing about a published process."""

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label


@coded("process.no_market_record", gettext_noop("No market record is about this publisher."))
class NoMarketRecord(Coded):
    """No proved cases of this market are known here."""


@coded(
    "process.market_record_ended",
    gettext_noop(
        "The market record '%(market)s' has expired: it applies until %(until)s, and the tender is of %(day)s."
    ),
)
class MarketRecordEnded(Coded):
    """A tender after the last day on which the record of its market applies."""

    market: Label
    until: str
    day: str


@coded(
    "process.market_record_later",
    gettext_noop(
        "The market record '%(market)s' is about other days: it applies from %(since)s, and the tender is of %(day)s."
    ),
)
class MarketRecordLater(Coded):
    """A tender before the first labelled one."""

    market: Label
    since: str
    day: str


@coded(
    "process.market_record_small",
    gettext_noop(
        "The market record '%(market)s' rests on %(tenders)s labelled tenders, %(positives)s of them in proved "
        "cartels. At least %(least)s and %(least_positives)s are needed."
    ),
)
class MarketRecordSmall(Coded):
    """A record of too few tenders."""

    market: Label
    tenders: PlainNumber
    positives: PlainNumber
    least: PlainNumber
    least_positives: PlainNumber


@coded(
    "process.market_record_undated",
    gettext_noop("The market record '%(market)s' has no days, so it applies to no tender."),
)
class MarketRecordUndated(Coded):
    """A record whose source does not date its tenders."""

    market: Label


@coded(
    "process.market_record_other",
    gettext_noop(
        "The market record '%(market)s' is about another object or region, or the release does not state them."
    ),
)
class MarketRecordOther(Coded):
    """A tender of the publisher that is not one of the market."""

    market: Label


@coded(
    "process.no_day_for_market",
    gettext_noop("The tender has no day, so it is not known whether the market record '%(market)s' applies."),
)
class NoDayForMarket(Coded):
    """A tender of the publisher without a day."""

    market: Label


@coded("process.market_screen_abstains", gettext_noop("The market record '%(market)s' has no such screen. %(reason)s"))
class MarketScreenAbstains(Coded):
    """A screen for which the record has no model, with its reason."""

    market: Label
    reason: Label
