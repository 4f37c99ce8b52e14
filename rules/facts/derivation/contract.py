"""The contract itself as stated: its price, with tax as far as that is known, and the limits that apply."""

from collections.abc import Iterator
from dataclasses import replace

from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, number_or_none, text_or_none
from rules.facts.gathering.mapping.tax import EXCLUDED, INCLUDED, Amount, basis_of_selection, yen_with_tax
from rules.facts.kinds.base import Fact
from rules.facts.kinds.contract import PlannedContract


def contract_facts(reading: CaseReading) -> Iterator[Fact]:
    """Yield the contract of this partnership."""
    given = reading.case.selection
    stated = reserve_price(reading)
    price = stated.yen if stated else None
    basis = basis_of_selection(given, reading.case.proposal)
    with_tax = yen_with_tax(stated, reading.tax_rates) if stated else None
    yield PlannedContract(
        id="planned_contract",
        origins=("partnership", "selection"),
        body=reading.sponsor,
        method=text_or_none(given, "method"),
        object=text_or_none(given, "object"),
        on=day_of_contract(reading),
        local=is_local(reading),
        price_yen=price,
        price_includes_tax=None if basis is None else basis == INCLUDED,
        price_with_tax_yen=with_tax,
        at_most_yen=None if price is None else price + tax_not_excluded(reading),
        tax_not_stated=("price_yen",) if stated and basis is None else (),
    )


def is_local(reading: CaseReading) -> bool | None:
    """Return whether the sponsor is a local government: no where nothing is stated of a body that was registered."""
    stated = flag_or_none(reading.case.parties.get(reading.sponsor, {}), "local")
    return stated is True if reading.case.registered else stated


def reserve_price(reading: CaseReading) -> Amount | None:
    """Return the reserve price with its basis, at the day of the contract; None if it is not stated."""
    given = reading.case.selection
    price = number_or_none(given, "reserve_price_yen")
    basis = basis_of_selection(given, reading.case.proposal)
    return None if price is None else Amount(price, basis, day_of_contract(reading))


def tax_not_excluded(reading: CaseReading) -> int:
    """Return the most that tax can add to the reserve price, in yen: 0 if it includes tax, or the rate is not known."""
    stated = reserve_price(reading)
    if stated is None or stated.basis == INCLUDED:
        return 0
    return (yen_with_tax(replace(stated, basis=EXCLUDED), reading.tax_rates) or stated.yen) - stated.yen


def day_of_contract(reading: CaseReading) -> str:
    """Return the day whose limits apply to the contract: of its award, or of the proposal while `as_of` is earlier."""
    awarded_on = text_or_none(reading.case.selection, "awarded_on")
    return awarded_on if awarded_on and awarded_on <= reading.as_of else reading.proposed_on
