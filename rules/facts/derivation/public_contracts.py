"""Partnerships that may be public contracts, as far as their documents say.

The law on contracts asks nothing of a grant. Where the document states what only contracts have all the same, such as a
reserve price, the facts about it are made as for a contract. A method that contracts alone have is no such statement:
with a grant it contradicts the scheme.
"""

from typing import Final

from institutions.kinds.document import CONTRACTS, WITHOUT_PROCUREMENT
from rules.facts.gathering.mapping.contradictions import OF_CONTRACTS, scheme_beside_method
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none

# Of contracts alone: fields of the selection, and the days since when suppliers know that they were left out.
STATED_OF_CONTRACT: Final = ("mof_consulted", "notice_days", "award_notified_on")
DAYS_OF_SUPPLIERS: Final = (("bid", "informed_on"), ("measure", "known_on"))


def may_be_contract(reading: CaseReading) -> bool:
    """Return whether it may be a contract: its scheme procures something or is not stated."""
    return text_or_none(reading.case.proposal, "scheme") not in WITHOUT_PROCUREMENT


def may_need_award_notice(reading: CaseReading) -> bool:
    """Return whether the award may have to be published as that of a contract, or is stated to be or not to be."""
    return may_be_contract(reading) or "award_notified_on" in reading.case.selection


def may_have_price(reading: CaseReading) -> bool:
    """Return whether bids may be compared with a reserve price; joint research has one by a method of contracts."""
    scheme = text_or_none(reading.case.proposal, "scheme")
    of_contract = text_or_none(reading.case.selection, "method") in OF_CONTRACTS and may_be_contract(reading)
    return scheme is None or scheme in CONTRACTS or of_contract or "reserve_price_yen" in reading.case.selection


def is_negotiated_in_doubt(reading: CaseReading) -> bool:
    """Return whether it is called negotiated although its scheme procures nothing, and states nothing of a contract.

    Nobody knows then that the agreement covers it. Where something of a contract is stated, it is looked at as one.
    """
    found = scheme_beside_method(reading.case)
    if found is None or found[1] != "negotiated" or any(name in reading.case.selection for name in STATED_OF_CONTRACT):
        return False
    return not any(each.values.get(day) for kind, day in DAYS_OF_SUPPLIERS for each in reading.of(kind))
