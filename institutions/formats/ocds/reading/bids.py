"""Bids, tenderers without a bid, and the subcontracts that bids name."""

from decimal import Decimal
from typing import Final

from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.case import ReleaseCase
from institutions.formats.ocds.reading.money import amount_fields, basis_of, money_of
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import (
    BidStatusUnknown,
    BidWithoutTenderer,
    Invitation,
    JointBid,
    SubcontractOfLostBid,
    TenderersCounted,
)
from institutions.formats.ocds.reading.shares import fraction_to_bp
from institutions.formats.ocds.reading.wording import BID_STATUS

NOT_MADE: Final = "invited"  # the party was asked and has not bid
UNDECIDED: Final = "pending"


def read_bids(case: ReleaseCase) -> None:
    """State each bid, then each tenderer without a bid of their own."""
    bidders: set[str] = set()
    for bid in case.release.node("bids").nodes("details"):
        bidders.update(read_bid(case, bid))
    tenderers = case.parties.companies_of(
        [*case.tender.nodes("tenderers"), *case.parties.with_role("tenderer", "bidder")]
    )
    for company in tenderers:
        if company not in bidders:
            case.state("bid", company=company)
    expected = case.tender.number("numberOfTenderers")
    if expected is not None and expected != len(bidders | set(tenderers)):
        counted = TenderersCounted(counted=str(expected), named=len(bidders | set(tenderers)))
        case.report.note(case.tender.at("numberOfTenderers"), counted)
    for company in case.parties.companies_of(case.parties.with_role("disqualifiedBidder")):
        if company not in bidders:
            case.state("bid", company=company, status="disqualified")


def read_bid(case: ReleaseCase, bid: ReleaseNode) -> list[str]:
    """State one bid, alone or joint; return its companies, empty if there is no bid."""
    companies = case.parties.companies_of(bid.nodes("tenderers"))
    status = bid.text("status")
    if status == NOT_MADE:
        case.report.note(bid.pointer, Invitation())
        return []
    if not companies:
        case.report.note(bid.pointer, BidWithoutTenderer())
        return []
    if status is not None and status not in BID_STATUS and status != UNDECIDED:
        case.report.note(bid.at("status"), BidStatusUnknown(value=outside_value(status)))
    first, *others = companies
    if others:
        case.report.note(bid.at("tenderers"), JointBid())
    amounts = amount_fields(money_of(bid.node("value")), case.options.yen_per_unit)
    case.state(
        "bid",
        company=first,
        members=others or None,
        on=bid.day("date"),
        status=BID_STATUS.get(status or ""),
        **amounts,
        **basis_of(amounts, case.options.tax_of("bids")),
    )
    return companies


def tenderers_of(case: ReleaseCase, number: str) -> list[str]:
    """Return the companies of the bid with this id."""
    bid = case.bid_of(number)
    return [] if bid is None else case.parties.companies_of(bid.nodes("tenderers"))


def read_subcontracts(case: ReleaseCase, suppliers: set[str]) -> None:
    """State the subcontracts in the bids of suppliers. Those in unsuccessful bids were never made."""
    for bid in case.release.node("bids").nodes("details"):
        terms = bid.node("subcontracting")
        subcontracts = terms.nodes("subcontracts")
        share = passed_on_share(terms) if len(subcontracts) == 1 else None
        for subcontract in subcontracts:
            contractors = case.parties.companies_of(subcontract.nodes("mainContractors") or bid.nodes("tenderers"))
            company = case.parties.company(subcontract.node("subcontractor"))
            if company is None:
                continue
            if suppliers.isdisjoint(contractors):
                case.report.note(subcontract.pointer, SubcontractOfLostBid())
                continue
            case.takes_part(company, "subcontractor")
            for contractor in contractors:
                if contractor in suppliers:
                    case.state(
                        "subcontract", contractor=contractor, company=company, share_bp=share, named_in_bids=True
                    )


def passed_on_share(terms: ReleaseNode) -> int | None:
    """Return the share of the bid that is passed on, where minimum and maximum are equal; else None."""
    least, most = terms.number("minimumPercentage"), terms.number("maximumPercentage")
    if least is None or least != most:
        return None
    return fraction_to_bp(terms, "minimumPercentage", Decimal(least))
