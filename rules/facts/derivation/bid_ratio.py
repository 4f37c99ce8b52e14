"""The partner's bid as a share of the reserve price."""

from collections.abc import Iterator

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.derivation.bids import PARTNERS, bids_here, offers_of
from rules.facts.gathering.mapping.reading import CaseReading, number_or_none, required_text
from rules.facts.kinds.bidding import BidRatio


def ratio_facts(reading: CaseReading) -> Iterator[BidRatio]:
    """Yield one fact for each offer of a partner.

    If bids are stated but none is a partner's, yield one that asks for it.
    """
    partners = {required_text(row, "company") for row in reading.case.participants if row.get("role") in PARTNERS}
    leading = {required_text(row, "company") for row in reading.case.participants if row.get("role") == "lead_partner"}
    reserve = number_or_none(reading.case.selection, "reserve_price_yen")
    bids = bids_here(reading)
    found = False
    for offer in offers_of(bids):
        if offer.valid is not False and partners & set(offer.members):
            found = True
            amount = number_or_none(offer.stated.values, "amount_yen")
            yield BidRatio(
                id=f"bid_ratio:{offer.company}",
                origins=(offer.stated.ref,),
                company=offer.company,
                amount_yen=amount,
                reserve_price_yen=reserve,
                ratio_bp=amount * WHOLE_BP // reserve if amount is not None and reserve else None,
            )
    if bids and not found:
        for company in sorted(leading or partners):
            yield BidRatio(id=f"bid(company={company})", company=company, reserve_price_yen=reserve)
