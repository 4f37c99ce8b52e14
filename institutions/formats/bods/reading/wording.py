"""The types of interest of BODS 0.4 in the register: a share, control, a seat, or nothing that it can hold."""

from typing import Final

SHARES: Final = {"shareholding": "share_bp", "votingRights": "voting_bp"}
# Interests that direct a company, trust or other arrangement, with their ground where the register has a word for it.
CONTROL: Final = {
    "appointmentOfBoard": "board",
    "otherInfluenceOrControl": None,
    "controlViaCompanyRulesOrArticles": None,
    "controlByLegalFramework": None,
    "trustee": None,
    "protector": None,
    "nominator": None,
}
# A directorship is a seat on the board: a mere board member has no named post.
BOARD_MEMBER: Final = "boardMember"
SEATS: Final = {
    BOARD_MEMBER: "Board member",
    "boardChair": "Board chair",
    "seniorManagingOfficial": "Senior managing official",
}
# Rights to money or assets, parts in a trust that direct nothing, and interests that the publisher left open.
NOT_HELD: Final = frozenset(
    {
        "settlor",
        "beneficiaryOfLegalArrangement",
        "nominee",
        "rightsToSurplusAssetsOnDissolution",
        "rightsToProfitOrIncome",
        "rightToProfitOrIncomeFromAssets",
        "enjoymentAndUseOfAssets",
        "rightsGrantedByContract",
        "conditionalRightsGrantedByContract",
        "unknownInterest",
        "unpublishedInterest",
    }
)
INTERESTS: Final = (*SHARES, *CONTROL, *SEATS, *sorted(NOT_HELD))
DIRECTNESS: Final = (None, "direct", "indirect", "unknown")
