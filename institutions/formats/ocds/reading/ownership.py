"""Shareholders and beneficial owners of the listed parties."""

from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.case import ReleaseCase
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import OwnShareholder, VotingRightsUnknown
from institutions.formats.ocds.reading.shares import fraction_to_bp

NO_VOTES = "none"


def read_ownership(case: ReleaseCase) -> None:
    """State a shareholding for each shareholder and each beneficial owner."""
    for party in case.parties.listed:
        shareholders, owners = party.nodes("shareholders"), party.nodes("beneficialOwners")
        company = case.parties.company(party) if shareholders or owners else None
        if company is None:
            continue
        for shareholder in shareholders:
            read_shareholder(case, company, shareholder)
        for owner in owners:
            if person := case.parties.owner(owner, company):
                case.state("shareholding", holder=person, company=company)


def read_shareholder(case: ReleaseCase, company: str, shareholder: ReleaseNode) -> None:
    """State a company's shares. Without a right to vote its share of the votes is zero, else it is not stated."""
    holder = case.parties.company(shareholder.node("shareholder"))
    if holder is None:
        return
    if holder == company:
        case.report.note(shareholder.pointer, OwnShareholder())
        return
    share, votes = shareholder.number("shareholding"), shareholder.text("votingRights")
    if votes not in (None, NO_VOTES, "ordinary"):
        case.report.note(shareholder.at("votingRights"), VotingRightsUnknown(value=outside_value(str(votes))))
    case.state(
        "shareholding",
        holder=holder,
        company=company,
        share_bp=None if share is None else fraction_to_bp(shareholder, "shareholding", share),
        voting_bp=0 if votes == NO_VOTES else None,
    )
