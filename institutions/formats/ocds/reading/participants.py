"""The participants: suppliers, the private party, investors, lenders; before an award, the tenderers."""

from typing import Final

from institutions.formats.ocds.reading.case import ReleaseCase
from institutions.formats.ocds.reading.notes import TenderersAsPartners
from institutions.formats.ocds.reading.troubles import NoPartner

ROLES: Final = {
    "equityInvestor": "equity_investor",
    "lender": "lender",
    "leadBank": "lender",
    "subcontractor": "subcontractor",
}
OUT: Final = ("disqualified", "withdrawn")


def read_participants(case: ReleaseCase, suppliers: list[str]) -> None:
    """Add the participants, partners first. A single partner leads; of several, only the profile's private party."""
    private = case.parties.companies_of(case.parties.with_role("privateParty"))
    chosen = case.parties.companies_of(case.parties.with_role("supplier", "preferredBidder"))
    partners = list(dict.fromkeys([*private, *suppliers, *chosen]))
    leads = private if len(private) == 1 else partners if len(partners) == 1 else []
    if not partners:
        partners = standing_bidders(case)
    for company in partners:
        case.takes_part(company, "lead_partner" if company in leads else "partner")
    for code, role in ROLES.items():
        for company in case.parties.companies_of(case.parties.with_role(code)):
            case.takes_part(company, role)


def standing_bidders(case: ReleaseCase) -> list[str]:
    """Return the companies with valid bids, where nothing is awarded yet: each may become the partner."""
    bids = [each for each in case.statements if each["kind"] == "bid" and each.get("status") not in OUT]
    found = list(dict.fromkeys(company for bid in bids for company in (bid["company"], *bid.get("members", ()))))
    if found:
        case.report.note("/awards", TenderersAsPartners(number=len(found)))
    elif not case.report.errors.errors:
        case.report.refuse("/parties", NoPartner())
    return found
