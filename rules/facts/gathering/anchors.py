"""Statements of the register that a case reads: the kinds that facts are made from, and the anchors of each.

An anchor is a party field: a statement is read if one of its anchors is a party in the scope of the case. A holder that
is a company is no anchor: a fund's thousands of other holdings say nothing about the case.
"""

from typing import Final

# Holders, traders, controllers and leaders of companies; people who own one, work or are to work in it, or received
# something from it. They bring further people into the scope.
COMPANY_TIES: Final[dict[str, tuple[str, ...]]] = {
    "shareholding": ("company",),
    "securities_trade": ("person", "company"),
    "control": ("company",),
    "group": ("company",),
    "benefit": ("person", "giver"),
    "directorship": ("person", "company"),
    "employment": ("person", "company"),
    "re_employment": ("person", "company"),
    "secondment": ("person", "company"),
    "ex_officio_seat": ("person", "company"),
    "bid_restriction": ("person", "company"),
    "advisory_role": ("person", "company"),
    "job_offer": ("person", "company"),
    "clearance": ("person", "company"),
}
# Statements about people, read once all people of the scope are known.
ABOUT_PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    "appointment": ("person",),
    "duty": ("person",),
    "kinship": ("person", "relative"),
    "declaration": ("person",),
    "decision": ("person",),
    "contracts_total": ("person",),
    "joint_research": ("person", "other"),
}
# Statements about companies.
ABOUT_COMPANIES: Final[dict[str, tuple[str, ...]]] = {
    "ownership_known": ("company",),
    "contact_details": ("company",),
    "association_member": ("company",),
    "exposure": ("company",),
    "listing": ("company",),
    "succession": ("company",),
    "export_item": ("company",),
    "foreign_acquisition": ("company",),
    "investment": ("investor",),
}
# Statements about the market of a domain.
ABOUT_MARKETS: Final = ("market", "market_known")
# Statements about government bodies: those that the case names; the signatories, with the bodies over and under them.
ABOUT_NAMED_BODIES: Final[dict[str, tuple[str, ...]]] = {"seat": ("body",)}
ABOUT_LINES: Final[dict[str, tuple[str, ...]]] = {"mandates_known": ("body",)}
# Statements that belong to their partnership alone: a case reads only its own.
OWN_ONLY: Final = (
    "conduct",
    "contact",
    "infrastructure",
    "preservation_order",
    "recusal",
    "relocation_request",
    "subcontract",
    "transaction",
)
# Measures that keep the company that they name out of a selection.
KEEPS_OUT: Final = frozenset({"exclusion", "refusal"})
# The number of owners and subsidiaries followed beyond the parties that the document names. The busiest company in a
# public record of 10,871 holdings has 28 owners along all chains; a case with more than this is said to be cut.
MOST_FOLLOWED: Final = 5_000
# The length of the series of single bids that is followed; it is compared with a small number.
EARLIER_CALLS: Final = 20
# The years of the sponsor's awards that are read, and the most awards; rules look back over fewer years. Of a
# case with more awards the history is not fully known.
AWARD_YEARS: Final = 5
MOST_AWARDS: Final = 1_000
