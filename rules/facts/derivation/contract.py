"""The contract itself as stated: its price, with tax as far as that is known, and the limits that apply."""

from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, number_or_none, required_text, text_or_none
from rules.facts.gathering.statements import Values
from rules.facts.kinds.base import Fact
from rules.facts.kinds.contract import PlannedContract

# Consumption tax at its standard rate, in basis points: the highest that it has been. It only bounds a price of which
# it is not known whether tax is in it, and never makes one. From memory, to be reviewed by 28 February 2027.
HIGHEST_TAX_BP: Final = 1_000


def contract_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield the contract of this partnership."""
    given = reading.case.selection
    price = number_or_none(given, "reserve_price_yen")
    yield PlannedContract(
        id="planned_contract",
        origins=("partnership", "selection"),
        body=reading.sponsor,
        method=required_text(given, "method"),
        object=required_text(given, "object"),
        on=day_of_contract(reading),
        local=flag_or_none(reading.case.parties.get(reading.sponsor, {}), "local") is True,
        price_yen=price,
        price_includes_tax=flag_or_none(given, "price_includes_tax"),
        price_with_tax_yen=price if flag_or_none(given, "price_includes_tax") else None,
        at_most_yen=None if price is None else price + highest_tax(given),
    )


def highest_tax(selection: Values) -> int:
    """Return the most that tax can add to the reserve price, in yen, rounded down: 0 if the price includes tax."""
    price = number_or_none(selection, "reserve_price_yen") or 0
    return 0 if flag_or_none(selection, "price_includes_tax") else price * HIGHEST_TAX_BP // 10_000


def day_of_contract(reading: CaseReading) -> str:
    """Return the day whose limits apply to the contract: of its award, or of the proposal while `as_of` is earlier."""
    awarded_on = text_or_none(reading.case.selection, "awarded_on")
    return awarded_on if awarded_on and awarded_on <= reading.as_of else reading.proposed_on
