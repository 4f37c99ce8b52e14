"""The question whether a partnership may be a public contract, as far as its document says.

The law on contracts asks nothing of a grant. Where the document states what only contracts have all the same, such as a
reserve price, the facts about it are made as for a contract.
"""

from typing import Final

from institutions.kinds.document import CONTRACTS, WITHOUT_PROCUREMENT
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none

OF_CONTRACTS: Final = frozenset({"designated", "negotiated", "small_value"})  # the methods that contracts alone have


def may_be_contract(reading: CaseReading) -> bool:
    """Return whether it may be a contract: its scheme procures something or is not stated, or its method says so."""
    return text_or_none(reading.case.proposal, "scheme") not in WITHOUT_PROCUREMENT or is_awarded_as_contract(reading)


def may_need_award_notice(reading: CaseReading) -> bool:
    """Return whether the award may have to be published as that of a contract, or is stated to be or not to be."""
    return may_be_contract(reading) or "award_notified_on" in reading.case.selection


def may_have_price(reading: CaseReading) -> bool:
    """Return whether bids may be compared with a reserve price, which joint research has none of either."""
    scheme = text_or_none(reading.case.proposal, "scheme")
    priced = scheme is None or scheme in CONTRACTS or is_awarded_as_contract(reading)
    return priced or "reserve_price_yen" in reading.case.selection


def is_awarded_as_contract(reading: CaseReading) -> bool:
    """Return whether the method is one of contracts, whatever the scheme is called."""
    return text_or_none(reading.case.selection, "method") in OF_CONTRACTS
