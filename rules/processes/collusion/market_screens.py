"""Market records over the processes of files: the record of each, what its screens say, or why they say nothing.

The tender and its figures are those of `manage.py market screen`, and the facts are made by the functions that make
those of a case. Memory grows with the tenders of the publishers that some record is about, and with no others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.formats.ocds.publishers import PublisherProfile
from institutions.kinds.base import Label
from rules.facts.derivation.market_screens import market_ratio, screens_of
from rules.facts.gathering.mapping.tax import TaxRates
from rules.facts.kinds.base import Fact
from rules.facts.market_records.record import LEAST_POSITIVES, LEAST_TENDERS, MarketRecord, TenderPlace, record_for
from rules.facts.tenders.history import with_history
from rules.facts.tenders.tender import Tender
from rules.processes.collusion.market_reasons import (
    MarketRecordEnded,
    MarketRecordLater,
    MarketRecordOther,
    MarketRecordSmall,
    MarketRecordUndated,
    MarketScreenAbstains,
    NoDayForMarket,
    NoMarketRecord,
)
from rules.processes.process_tenders import process_day, process_tender
from rules.processes.published_process import PublishedProcess

SCREEN_OF: Final[Mapping[str, str]] = {"COL-21": "prices", "COL-22": "pairs", "COL-23": "rotation"}


@dataclass(frozen=True, slots=True)
class MarketAnswer:
    """The facts that follow from the record of a process, and by rule why its screen says nothing."""

    facts: tuple[Fact, ...]
    silent: Mapping[str, Coded]

    def to_json(self) -> list[Any]:  # Any: plain data
        """Return it as plain data, to compare two answers."""
        facts = [[each.type, asdict(each)] for each in self.facts]
        return [facts, {code: said.stored() for code, said in self.silent.items()}]


class MarketScreens:
    """The records over one run: tenders are observed, put in order of time, and then each process is answered."""

    def __init__(self, records: Sequence[MarketRecord], rates: TaxRates) -> None:
        self._records, self._rates = records, rates
        self._tenders: list[Tender] = []
        self._places: dict[str, TenderPlace] = {}
        self._screens: dict[str, tuple[Fact, ...]] = {}

    def observe(self, process: PublishedProcess, publisher: PublisherProfile, procured: str | None) -> None:
        """Keep the tender of a process, if a record is about its publisher. `procured`: its object."""
        place = TenderPlace(process_day(process), ocid=process.ocid, object=procured)
        if any(each.names(place) for each in self._records):
            self._tenders.append(process_tender(process, publisher.tax, self._rates))
            self._places[process.ocid] = place

    def settle(self) -> None:
        """Make the facts of each tender from those of earlier days, after the first reading."""
        for tender, history in with_history(self._tenders):
            if record := record_for(self._records, self._places[tender.key]):
                self._screens[tender.key] = tuple(screens_of(record, tender, history))
        self._tenders = []

    def of(self, ocid: str) -> MarketAnswer:
        """Return the facts of an observed process, and by rule why there is none of its screen."""
        place = self._places.get(ocid)
        if place is None:
            return MarketAnswer((market_ratio(None),), dict.fromkeys(SCREEN_OF, NoMarketRecord()))
        record = record_for(self._records, place)
        facts = (market_ratio(record), *self._screens.get(ocid, ()))
        if record is None:
            return MarketAnswer(facts, dict.fromkeys(SCREEN_OF, why_none(self._records, place)))
        lacking = {code: record.abstains[screen] for code, screen in SCREEN_OF.items() if screen in record.abstains}
        name = Label(**record.name)
        return MarketAnswer(
            facts, {code: MarketScreenAbstains(market=name, reason=Label(**why)) for code, why in lacking.items()}
        )


def why_none(records: Sequence[MarketRecord], place: TenderPlace) -> Coded:
    """Return why no record applies to a tender; of several that name its publisher, that with the latest tenders."""
    named = [each for each in records if each.names(place)]
    return why_not(max(named, key=lambda each: each.last_on or ""), place) if named else NoMarketRecord()


def why_not(record: MarketRecord, place: TenderPlace) -> Coded:
    """Return why a record that names the publisher of a tender does not apply to it."""
    name = Label(**record.name)
    if record.tenders < LEAST_TENDERS or record.positives < LEAST_POSITIVES:
        return MarketRecordSmall(
            market=name,
            tenders=PlainNumber(record.tenders),
            positives=PlainNumber(record.positives),
            least=PlainNumber(LEAST_TENDERS),
            least_positives=PlainNumber(LEAST_POSITIVES),
        )
    if record.first_on is None:
        return MarketRecordUndated(market=name)
    if place.day is None:
        return NoDayForMarket(market=name)
    if place.day > record.expires_on:
        return MarketRecordEnded(market=name, until=record.expires_on, day=place.day)
    if place.day < record.first_on:
        return MarketRecordLater(market=name, since=record.first_on, day=place.day)
    return MarketRecordOther(market=name)
