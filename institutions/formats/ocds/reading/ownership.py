"""Shareholders and beneficial owners of the listed parties."""

from institutions.codes.parameters import given as as_given
from institutions.formats.ocds.reading.case import Case
from institutions.formats.ocds.reading.node import Node
from institutions.formats.ocds.reading.notes import OwnShareholder, VotingRightsUnknown
from institutions.formats.ocds.reading.shares import basis_points

NO_VOTES = "none"


def read_ownership(case: Case) -> None:
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


def read_shareholder(case: Case, company: str, shareholder: Node) -> None:
    """State a company's shares. Without a right to vote its share of the votes is zero, else it is not stated."""
    holder = case.parties.company(shareholder.node("shareholder"))
    if holder is None:
        return
    if holder == company:
        case.report.note(shareholder.pointer, OwnShareholder())
        return
    share, votes = shareholder.number("shareholding"), shareholder.text("votingRights")
    if votes not in (None, NO_VOTES, "ordinary"):
        case.report.note(shareholder.at("votingRights"), VotingRightsUnknown(value=as_given(str(votes))))
    case.state(
        "shareholding",
        holder=holder,
        company=company,
        share_bp=None if share is None else basis_points(shareholder, "shareholding", share),
        voting_bp=0 if votes == NO_VOTES else None,
    )
