"""Partnerships that may be public contracts, as far as their documents say.

The law on contracts asks nothing of a grant. Where the document states what only contracts have all the same, such as a
reserve price, the facts about it are made as for a contract. A method that contracts alone have is no such statement:
with a grant it contradicts the scheme, and the facts that would rest on it name both.
"""

from typing import Final

from institutions.kinds.document import CONTRACTS, WITHOUT_PROCUREMENT
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none

OF_CONTRACTS: Final = frozenset({"designated", "negotiated", "small_value"})  # the methods that contracts alone have


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


def contradiction(scheme: object, method: object) -> tuple[str, str] | None:
    """Return scheme and method where they contradict each other: nothing is procured, by a method of contracts."""
    if isinstance(scheme, str) and isinstance(method, str) and scheme in WITHOUT_PROCUREMENT and method in OF_CONTRACTS:
        return scheme, method
    return None


def id_of_contract(reading: CaseReading, made: str, *stated: str) -> str:
    """Return the id of a fact about the contract: as made, or one that names the contradiction of scheme and method.

    `stated`: fields of the selection that only contracts have. Where one of them is stated, the fact is as for any
    contract.
    """
    found = contradiction(text_or_none(reading.case.proposal, "scheme"), text_or_none(reading.case.selection, "method"))
    if found is None or any(name in reading.case.selection for name in stated):
        return made
    return f"contradiction(scheme={found[0]}, method={found[1]})/{made}"
