"""Words of the submission document as OCDS codes; the reverse of the reader's certain meanings."""

from typing import Final

from institutions.formats.ocds.reading import wording

METHODS: Final = {
    "open": "open",
    "selective": "selective",
    "designated": "selective",
    "negotiated": "direct",
    "small_value": "direct",
    "unsolicited_proposal": "direct",
}
OBJECTS: Final = {
    "goods": "goods",
    "lease": "goods",
    "manufacture": "goods",
    "works": "works",
    "services": "services",
    "technical_services": "services",
    "research": "services",
}
# A party that supplies or advises the partners has no role in a contracting process.
ROLES: Final = {
    "lead_partner": "privateParty",
    "partner": "supplier",
    "subcontractor": "subcontractor",
    "lender": "lender",
    "equity_investor": "equityInvestor",
}
ALLOCATION: Final = {ours: theirs for theirs, ours in wording.ALLOCATION.items()}
RISKS: Final = {ours: theirs for theirs, ours in wording.RISKS.items()}
