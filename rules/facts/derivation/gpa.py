"""The contract of this partnership under the Agreement on Government Procurement: covered or not, in which class."""

from typing import Final

from rules.facts.derivation.contract import day_of_contract
from rules.facts.derivation.public_contracts import is_negotiated_in_doubt
from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, number_or_none, text_or_none
from rules.facts.gathering.mapping.tax import EXCLUDED, Amount, basis_of_selection, stated_basis, yen_with_tax
from rules.facts.gathering.statements import Values
from rules.facts.kinds.gpa import NO_CLASS, ProcurementCovered

COVERED: Final = {  # SUBMISSION.md, rule 9; research, sale and let are not covered
    "goods": "goods",
    "lease": "goods",
    "manufacture": "goods",
    "services": "services",
    "technical_services": "technical",
    "works": "construction",
}
# A patent preservation order keeps an application from being published; it does not make the procurement secret.
SECRET: Final = frozenset({"critical_economic_security_information", "defence"})


def procurement_covered(reading: CaseReading) -> ProcurementCovered:
    """Return the coverage of the contract of this partnership by the agreement."""
    of = text_or_none(reading.case.parties.get(reading.sponsor, {}), "gpa_class")
    stated_object = text_or_none(reading.case.selection, "object")
    procured = COVERED.get(stated_object or "")
    asks = f"gpa_class(body={reading.sponsor})" if of is None else "selection(object)"
    covered = procured is not None and of != NO_CLASS
    in_doubt = covered and is_negotiated_in_doubt(reading)
    unknown = in_doubt or (of != NO_CLASS and (stated_object is None or (procured is not None and of is None)))
    stated = value_of_contract(reading)
    with_tax = yen_with_tax(stated, reading.tax_rates) if stated else None
    value = stated.yen if stated and with_tax is None else with_tax
    return ProcurementCovered(
        id=asks if unknown and not in_doubt else "procurement_covered",
        origins=("partnership", "selection"),
        body=reading.sponsor,
        value_yen=value,
        lots_total_yen=value if lots_known(reading.case.selection) else None,
        on=day_of_contract(reading),
        covered=None if unknown else covered,
        category=f"{of}_{procured}" if covered and not unknown else None,
        exempt=special_exemption(reading, procured),
        tax_not_stated=("value_yen",) if stated and with_tax is None else (),
        tax_added_on=(stated.on,) if stated and with_tax is not None and stated.basis == EXCLUDED else (),
    )


def value_of_contract(reading: CaseReading) -> Amount | None:
    """Return the value for a threshold: all lots together, else the reserve price, else public money; None: unknown."""
    given, proposal, on = reading.case.selection, reading.case.proposal, day_of_contract(reading)
    for name in ("lots_total_yen", "reserve_price_yen"):
        if (yen := number_or_none(given, name)) is not None:
            return Amount(yen, basis_of_selection(given, proposal), on)
    public = number_or_none(proposal, "value_yen")
    return None if public is None else Amount(public, stated_basis(proposal), on)


def lots_known(selection: Values) -> bool:
    """Return whether the value is that of all lots together: not where this is a later lot and no total is stated."""
    return number_or_none(selection, "lots_total_yen") is not None or flag_or_none(selection, "later_lot") is not True


def special_exemption(reading: CaseReading, procured: str | None) -> str:
    """Return why the Order on special procurement exempts the contract, where it is stated."""
    if text_or_none(reading.case.proposal, "secrecy") in SECRET:
        return "secret"
    defence = flag_or_none(reading.case.proposal, "defence_use") is True and procured == "goods"
    return "defence" if defence else "not_exempt"
