"""A published process as the screens read it: its bids, its day, and the reserve price where the publisher means it."""

from collections.abc import Mapping
from typing import Final

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.gathering.mapping.tax import EXCLUDED, INCLUDED, TaxRates
from rules.facts.tenders.tender import Tender, TenderBid
from rules.processes.published_process import (
    ACTIVE,
    DISQUALIFIED,
    PublishedBid,
    PublishedProcess,
    number_in,
    object_in,
    text_in,
)

EPOCH: Final = "1970-01-01"  # stands for no date in converted files
HIDDEN: Final = "anon"  # in the id of a bidder whose source hides who it is
WITHDRAWN: Final = "withdrawn"
DAY: Final = 10


def process_tender(process: PublishedProcess, tax: Mapping[str, str], rates: TaxRates) -> Tender:
    """Return the tender of a process. `tax`: the basis of its amounts, as the profile of its publisher states them."""
    winners = {name for award in process.awards or () if award.status == ACTIVE for name, _ in award.supplier_ids()}
    bids = [bid for bid in process.bids or () if bid.submitted or bid.status == WITHDRAWN]
    value = object_in(process.tender, "value")
    return Tender(
        key=process.ocid,
        day=(day := process_day(process)),
        bids=tuple(tender_bid(number, bid, winners) for number, bid in enumerate(bids)),
        reserve=reserve_beside_bids(value, day, tax, rates) if one_currency(process, value) else None,
        named=not any(HIDDEN in name for bid in bids for name, _ in bid.tenderer_ids()),
    )


def reserve_beside_bids(value: object, day: str | None, tax: Mapping[str, str], rates: TaxRates) -> float | None:
    """Return the value of a tender as its reserve price on the basis of the bids; None where that is not known."""
    amount = number_in(value, "amount")
    bases = tax.get("reserve_price"), tax.get("bids")
    if amount is None or bases[0] == bases[1] or None in bases:
        return amount
    if day is None or (rate := rates(day)) is None:
        return None
    with_tax = 1 + rate / WHOLE_BP
    return amount / with_tax if bases == (INCLUDED, EXCLUDED) else amount * with_tax


def tender_bid(number: int, bid: PublishedBid, winners: set[str]) -> TenderBid:
    """Return a bid; one of several tenderers is that of the first, as a consortium's leader is named first."""
    names = [name for name, _ in bid.tenderer_ids()]
    bidder = names[0] if names else f"bid {number}"
    stands = bid.status not in (WITHDRAWN, DISQUALIFIED)
    won, withdrawn = not winners.isdisjoint(names), bid.status == WITHDRAWN
    return TenderBid(bidder, bid.amount or None, won=won, stands=stands, withdrawn=withdrawn)


def process_day(process: PublishedProcess) -> str | None:
    """Return the day of a tender: of its deadline, else of its latest bid, else of its release; None without one."""
    deadline = text_in(object_in(process.tender, "tenderPeriod"), "endDate")
    bid_days = [bid.date for bid in process.submitted if bid.date]
    for found in (deadline, max(bid_days, default=None), text_in(process.release, "date")):
        if found and not found.startswith(EPOCH):
            return found[:DAY]
    return None


def one_currency(process: PublishedProcess, value: object) -> bool:
    """Return whether bids and value are in one currency."""
    return {bid.currency for bid in process.submitted} == {text_in(value, "currency")}
