"""The selection of a case, and the sponsor's earlier calls for the same object, as tenders for the screens."""

from collections.abc import Iterable, Mapping, Sequence

from rules.facts.derivation.bids import Offer, bid_amount, bids_here, earlier_calls, offers_of
from rules.facts.derivation.contract import reserve_price
from rules.facts.gathering.mapping.reading import CaseReading, number_or_none, required_text, text_or_none
from rules.facts.gathering.mapping.tax import Amount, on_one_basis, stated_basis
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.tenders.history import TenderHistory
from rules.facts.tenders.tender import Tender, TenderBid


def tender_here(reading: CaseReading) -> Tender | None:
    """Return the selection of the case; None if none of its bids is stated. Its winners are those that take part."""
    bids = bids_here(reading)
    day = text_or_none(reading.case.selection, "closed_on") or reading.proposed_on
    winners = {
        required_text(row, "company")
        for row in reading.case.participants
        if row.get("role") in ("lead_partner", "partner")
    }
    return make_tender(reading, "here", day, offers_of(bids), reserve_price(reading), winners) if bids else None


def earlier_tenders(reading: CaseReading) -> list[Tender]:
    """Return the sponsor's earlier calls for the same object of which bids are stated, the latest first."""
    bids, won = by_call(reading.of("bid")), by_call(reading.of("award"))
    found = []
    for call in earlier_calls(reading):
        if stated := bids.get(call.lineage):
            day = text_or_none(call.values, "closed_on") or ""
            yen = number_or_none(call.values, "reserve_price_yen")
            reserve = None if yen is None else Amount(yen, stated_basis(call.values), day)
            winners = {required_text(each.values, "company") for each in won.get(call.lineage, ())}
            found.append(make_tender(reading, call.lineage, day, offers_of(stated), reserve, winners))
    return found


def by_call(statements: Iterable[GatheredStatement]) -> Mapping[str, list[GatheredStatement]]:
    """Return the statements that name a call, by its lineage."""
    found: dict[str, list[GatheredStatement]] = {}
    for stated in statements:
        if call := text_or_none(stated.values, "call"):
            found.setdefault(call, []).append(stated)
    return found


def history_before(reading: CaseReading) -> TenderHistory:
    """Return what is known of bidders from the earlier calls."""
    history = TenderHistory()
    for tender in reversed(earlier_tenders(reading)):
        history.add(tender)
    return history


def make_tender(
    reading: CaseReading, key: str, day: str, offers: Sequence[Offer], reserve: Amount | None, winners: set[str]
) -> Tender:
    """Return a tender with all amounts on one basis. A bid that does not stand has no price."""
    standing = [offer for offer in offers if offer.valid is not False]
    amounts = [bid_amount(reading, offer.stated) for offer in standing]
    known = [each for each in (*amounts, reserve) if each is not None]
    on_basis = iter(on_one_basis(known, reading.tax_rates).yen)
    yen = [None if amount is None else float(next(on_basis)) for amount in amounts]
    price = None if reserve is None else float(next(on_basis))
    bids = [
        TenderBid(offer.company, amount, won=not winners.isdisjoint(offer.members))
        for offer, amount in zip(standing, yen, strict=True)
    ]
    out = [
        TenderBid(offer.company, None, stands=False, withdrawn=offer.stated.values.get("status") == "withdrawn")
        for offer in offers
        if offer.valid is False
    ]
    return Tender(key, day, (*bids, *out), price)
