"""Facts about the selection of a case that follow from the record of its market."""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, floor

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.derivation.bids import WITH_BIDS, bids_here
from rules.facts.derivation.case_tenders import history_before, tender_here
from rules.facts.derivation.chosen import has_failed
from rules.facts.derivation.public_contracts import may_have_price
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none
from rules.facts.kinds.base import Fact
from rules.facts.kinds.screens import MarketRatio, MarketScreen
from rules.facts.market_records.record import MarketRecord, TenderPlace, record_for
from rules.facts.tenders.history import TenderHistory
from rules.facts.tenders.screens import figures_of
from rules.facts.tenders.tender import Tender


def market_facts_of_selection(reading: CaseReading) -> Iterator[Fact]:
    """Yield the limit of the bid ratio for a selection with bids, and what each screen of its market says."""
    method = text_or_none(reading.case.selection, "method")
    if reading.of_market is not None and method in {*WITH_BIDS, None}:
        for each in reading.of_market:
            if isinstance(each, MarketScreen):
                yield replace(each, origins=own_bids(reading))
            elif not has_failed(reading):
                yield each
        return
    if method not in WITH_BIDS:
        return
    record = record_for(reading.markets, place_of(reading))
    if may_have_price(reading):
        yield market_ratio(record)
    tender = tender_here(reading) if record and record.screens else None
    if record and tender:
        yield from screens_of(record, tender, history_before(reading), own_bids(reading))


def own_bids(reading: CaseReading) -> tuple[str, ...]:
    """Return the bids of the selection, from which its screens follow."""
    return tuple(sorted(each.ref for each in bids_here(reading)))


def place_of(reading: CaseReading) -> TenderPlace:
    """Return the place of the selection, to find the record of its market. A case states no region."""
    day = text_or_none(reading.case.selection, "closed_on") or reading.proposed_on
    return TenderPlace(day, body=reading.sponsor, object=text_or_none(reading.case.selection, "object"))


def market_ratio(record: MarketRecord | None) -> MarketRatio:
    """Return the limit of the bid ratio that a record gives; the fixed one without a record."""
    if record is None or record.high_ratio is None:
        return MarketRatio(id="market_ratio", by="fixed")
    return MarketRatio(
        id="market_ratio",
        by="market",
        market=record.name["en"],
        market_ja=record.name["ja"],
        labelled_from_on=record.first_on,
        labelled_until_on=record.last_on,
        limit_bp=ceil(record.high_ratio.reached * WHOLE_BP),
        tenders=record.high_ratio.tenders,
        positives=record.high_ratio.positives,
        base_rate_bp=round(record.base_rate * WHOLE_BP),
    )


def screens_of(
    record: MarketRecord, tender: Tender, history: TenderHistory, origins: tuple[str, ...] = ()
) -> Iterator[MarketScreen]:
    """Yield what each screen of a record says of a tender: of a case, or of a published process.

    `history`: of days before the tender's own.
    """
    figures = figures_of(tender, history)
    for name, screen in record.screens.items():
        chance = screen.model.chance(figures)
        yield MarketScreen(
            id=f"market_screen:{name}",
            origins=origins,
            screen=name,
            market=record.name["en"],
            market_ja=record.name["ja"],
            labelled_from_on=record.first_on or "",
            labelled_until_on=record.last_on or "",
            expires_on=record.expires_on,
            tenders=record.tenders,
            positives=record.positives,
            shown=screen.later.flagged,
            shown_positives=screen.later.flagged_positives,
            precision_lower_bp=floor(screen.later.flagged_lower * WHOLE_BP),
            base_rate_bp=ceil(screen.later.base_rate * WHOLE_BP),
            of_hundred=None if chance is None else round(100 * chance),
            unusual=None if chance is None else chance >= screen.shown_from,
        )
