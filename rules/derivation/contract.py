"""What is stated of the contract itself: its price, with tax as far as that is known, and whose limits apply."""

from collections.abc import Iterator

from rules.facts.base import Fact
from rules.facts.contract import PlannedContract
from rules.gathering.mapping.reading import Reading, flag, named, number, text


def contract_facts(reading: Reading) -> Iterator[Fact]:
    """The contract of this partnership."""
    given = reading.case.selection
    price = number(given, "reserve_price_yen")
    yield PlannedContract(
        id="planned_contract",
        origins=("partnership", "selection"),
        body=reading.sponsor,
        method=named(given, "method"),
        object=named(given, "object"),
        on=day_of_contract(reading),
        local=flag(reading.case.parties.get(reading.sponsor, {}), "local") is True,
        price_yen=price,
        price_with_tax_yen=None if flag(given, "price_includes_tax") is False else price,
    )


def day_of_contract(reading: Reading) -> str:
    """The day whose limits apply to the contract: that of its award, or of the proposal while `as_of` is before it."""
    awarded_on = text(reading.case.selection, "awarded_on")
    return awarded_on if awarded_on and awarded_on <= reading.as_of else reading.proposed_on
