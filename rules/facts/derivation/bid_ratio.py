"""The partner's bid as a share of the reserve price."""

from collections.abc import Iterator
from dataclasses import replace

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.derivation.bids import bid_amount, bids_here
from rules.facts.derivation.chosen import awaits_choice, partner_companies, partner_offers
from rules.facts.derivation.contract import reserve_price
from rules.facts.gathering.mapping.reading import CaseReading, required_text
from rules.facts.gathering.mapping.tax import on_one_basis
from rules.facts.kinds.bidding import BidRatio


def ratio_facts(reading: CaseReading) -> Iterator[BidRatio]:
    """Yield one fact for each offer of a partner.

    If bids are stated but none is a partner's, yield one that asks for it. Of a tender without an award there is none.
    """
    if awaits_choice(reading):
        return
    leading = {required_text(row, "company") for row in reading.case.participants if row.get("role") == "lead_partner"}
    price = reserve_price(reading)
    reserve = price.yen if price else None
    offers = partner_offers(reading)
    for offer in offers:
        amount = bid_amount(reading, offer.stated)
        # The rate of one day for both: what tax adds to each side must not move the ratio.
        pair = [amount, replace(price, on=amount.on)] if amount and price and price.yen else None
        compared = on_one_basis(pair, reading.tax_rates) if pair else None
        yield BidRatio(
            id=f"bid_ratio:{offer.company}",
            origins=(offer.stated.ref,),
            company=offer.company,
            amount_yen=amount.yen if amount else None,
            bid_tax=amount.basis if amount else None,
            reserve_price_yen=reserve,
            reserve_tax=price.basis if price else None,
            ratio_bp=compared.yen[0] * WHOLE_BP // compared.yen[1] if compared else None,
            tax_not_stated=("ratio_bp",) if compared and not compared.stated else (),
            tax_added_on=compared.added_on if compared else (),
        )
    if not offers and bids_here(reading):
        for company in sorted(leading) or partner_companies(reading):
            yield BidRatio(
                id=f"bid(company={company})",
                company=company,
                reserve_price_yen=reserve,
                reserve_tax=price.basis if price else None,
            )
