"""What contracts of the profile for public-private partnerships say about finance and risks."""

from institutions.drafts.errors import shown
from institutions.formats.ocds.reading.case import Case
from institutions.formats.ocds.reading.node import Node
from institutions.formats.ocds.reading.wording import ALLOCATION, DEBT, EQUITY, RISKS


def read_terms(case: Case) -> None:
    """Lenders, investors and clauses of every contract."""
    for contract in case.contracts:
        for finance in contract.nodes("finance"):
            read_finance(case, finance)
        for risk in contract.nodes("riskAllocation"):
            read_risk(case, risk)


def read_finance(case: Case, finance: Node) -> None:
    """Who lends is a lender, who takes a share is an investor; grants and the rest have no word here."""
    party = finance.node("financingParty")
    company = case.parties.company(party) if party else None
    if company is None:
        case.report.note(finance.pointer, "The finance names no party, so it is not carried over.")
        return
    classes = [*finance.codes("assetClass"), *finance.codes("financeCategory")]
    for given in classes or [""]:
        if given in DEBT:
            case.takes_part(company, "lender")
        elif given in EQUITY:
            case.takes_part(company, "equity_investor")
        else:
            what = f"Finance of the class '{shown(given)}'" if given else "Finance without a class"
            case.report.note(finance.pointer, f"{what} gives no role, so it is not carried over.")


def read_risk(case: Case, risk: Node) -> None:
    """One clause for each kind of risk and who bears it; what OCDS says beyond that has no field."""
    category, given = risk.text("category"), risk.text("allocation")
    allocated = ALLOCATION.get(given or "")
    if given is not None and allocated is None:
        message = f"'{shown(given)}' is not a party that can bear a risk here; the clause is held without one."
        case.report.note(risk.at("allocation"), message)
    clause = {"kind": "clause", "risk": RISKS.get(category or "", "other" if category else None)}
    values = {name: value for name, value in {**clause, "allocated_to": allocated}.items() if value is not None}
    if not any(values.items() <= each.items() for each in case.statements if each["kind"] == "clause"):
        case.state(**values)
