"""Tenders of OCDS files under the market records: which record applies, what its screens say, where they abstain."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from institutions.codes.wording import code_words
from rules.facts.derivation.market_screens import screens_of
from rules.facts.kinds.screens import MarketScreen
from rules.facts.market_records.model import unknown_figure
from rules.facts.market_records.record import MarketRecord, TenderPlace, record_for
from rules.facts.tenders.history import TenderHistory, with_history
from rules.facts.tenders.screens import SCREENS, figures_of
from rules.facts.tenders.tender import Tender
from rules.markets.ocds_file import tenders_in
from rules.processes.collusion.market_screens import why_none

Json = dict[str, Any]  # Any: plain data of an answer


@dataclass(frozen=True)
class ScreenedByMarket:
    """A tender, the record that applies to it, what each screen says, and by screen why one says nothing."""

    tender: Tender
    record: MarketRecord | None
    said: dict[str, MarketScreen] = field(default_factory=dict)
    abstains: dict[str, str] = field(default_factory=dict)

    def outcome(self, screen: str) -> str:
        """Return the outcome of a screen, in the words of the rules."""
        found = self.said.get(screen)
        return "not_assessable" if found is None else "flagged" if found.unusual else "clear"

    def to_json(self) -> Json:
        """Return the answer as plain data."""
        return {
            "ocid": self.tender.key,
            "day": self.tender.day,
            "market": self.record.key if self.record else None,
            "outcomes": {screen: self.outcome(screen) for screen in SCREENS},
            "of_hundred": {screen: each.of_hundred for screen, each in self.said.items()},
            "abstains": self.abstains,
        }


def screened_by_market(paths: Sequence[Path], records: Sequence[MarketRecord]) -> Iterator[ScreenedByMarket]:
    """Yield every tender of the files: the dated ones first, the earliest first. Memory grows with the files."""
    tenders = [tender for path in paths for tender in tenders_in(path)]
    for tender, history in with_history(tenders):
        yield screened_tender(tender, history, records)
    for tender in tenders:
        if tender.day is None:
            yield without_record(tender, records)


def without_record(tender: Tender, records: Sequence[MarketRecord]) -> ScreenedByMarket:
    """Return that no record applies to a tender, with the reason that `screen_processes` gives."""
    why = code_words(why_none(records, TenderPlace(tender.day, ocid=tender.key)), "en")
    return ScreenedByMarket(tender, None, abstains=dict.fromkeys(SCREENS, why))


def screened_tender(tender: Tender, history: TenderHistory, records: Sequence[MarketRecord]) -> ScreenedByMarket:
    """Return what the record of its market says of a tender."""
    record = record_for(records, TenderPlace(tender.day, ocid=tender.key))
    if record is None:
        return without_record(tender, records)
    figures = figures_of(tender, history)
    said = {each.screen: each for each in screens_of(record, tender, history) if each.of_hundred is not None}
    abstains = {name: reason["en"] for name, reason in record.abstains.items()}
    for name, screen in record.screens.items():
        if name not in said:
            abstains[name] = f"The figure {unknown_figure(screen.model.tree, figures)} is not known."
    return ScreenedByMarket(tender, record, said, abstains)


def answer_line(screened: ScreenedByMarket) -> str:
    """Return a line for a terminal about what is shown of a tender."""
    shown = [
        f"{name}: of 100 such tenders in this market {each.of_hundred} were in proved cartels"
        for name, each in screened.said.items()
        if each.unusual
    ]
    return f"{screened.tender.key} {screened.tender.day}: {'; '.join(shown)}"


class ScreenTotals:
    """Outcomes by screen, and why screens abstained."""

    def __init__(self) -> None:
        self.tenders = 0
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.reasons: Counter[tuple[str, str]] = Counter()

    def add(self, screened: ScreenedByMarket) -> None:
        """Count a tender."""
        self.tenders += 1
        self.outcomes.update((screen, screened.outcome(screen)) for screen in SCREENS)
        self.reasons.update(screened.abstains.items())

    def lines(self) -> Iterator[str]:
        """Yield the totals."""
        yield f"{self.tenders} tenders"
        for screen in SCREENS:
            counts = ", ".join(
                f"{outcome} {self.outcomes[screen, outcome]}" for outcome in ("flagged", "clear", "not_assessable")
            )
            yield f"  {screen}: {counts}"
            for (of, reason), count in sorted(self.reasons.items()):
                if of == screen:
                    yield f"    {count}: {reason}"
