"""The finance and risks in contracts of the profile for public-private partnerships."""

from typing import Final

from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.case import ReleaseCase
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import FinanceWithoutParty, FinanceWithoutRole, RiskBearerUnknown
from institutions.formats.ocds.reading.wording import ALLOCATION, DEBT, EQUITY, RISKS
from institutions.kinds.base import Label
from institutions.values.quoting import shown_in_message

WITHOUT_CLASS: Final = Label("Finance without a class", "種類の記載のない資金")


def read_terms(case: ReleaseCase) -> None:
    """Read the lenders, investors and clauses of every contract."""
    for contract in case.contracts:
        for finance in contract.nodes("finance"):
            read_finance(case, finance)
        for risk in contract.nodes("riskAllocation"):
            read_risk(case, risk)


def read_finance(case: ReleaseCase, finance: ReleaseNode) -> None:
    """Add a lender or an equity investor as a participant; note grants and other finance, which have no role here."""
    party = finance.node("financingParty")
    company = case.parties.company(party) if party else None
    if company is None:
        case.report.note(finance.pointer, FinanceWithoutParty())
        return
    classes = [*finance.codes("assetClass"), *finance.codes("financeCategory")]
    for given in classes or [""]:
        if given in DEBT:
            case.takes_part(company, "lender")
        elif given in EQUITY:
            case.takes_part(company, "equity_investor")
        else:
            of_class = Label(
                f"Finance of the class '{shown_in_message(given)}'", f"種類「{shown_in_message(given)}」の資金"
            )
            case.report.note(finance.pointer, FinanceWithoutRole(what=of_class if given else WITHOUT_CLASS))


def read_risk(case: ReleaseCase, risk: ReleaseNode) -> None:
    """State one clause for each kind of risk and its bearer; further details have no field."""
    category, given = risk.text("category"), risk.text("allocation")
    allocated = ALLOCATION.get(given or "")
    if given is not None and allocated is None:
        case.report.note(risk.at("allocation"), RiskBearerUnknown(value=outside_value(given)))
    clause = {"kind": "clause", "risk": RISKS.get(category or "", "other" if category else None)}
    values = {name: value for name, value in {**clause, "allocated_to": allocated}.items() if value is not None}
    if not any(values.items() <= each.items() for each in case.statements if each["kind"] == "clause"):
        case.state(**values)
