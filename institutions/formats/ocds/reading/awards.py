"""Awards and contracts: suppliers, days and amounts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from institutions.formats.ocds.reading.bids import tenderers_of
from institutions.formats.ocds.reading.case import ReleaseCase
from institutions.formats.ocds.reading.money import Money, amount_fields, basis_of, money_of
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import (
    AwardOfSeveral,
    AwardWithoutSupplier,
    ContractOfSeveral,
    ContractWithoutSupplier,
)


def read_awards(case: ReleaseCase) -> list[str]:
    """State each supplier of each award; return the suppliers in order."""
    suppliers: list[str] = []
    days: set[str | None] = set()
    contracts = case.contracts
    awards = case.awards
    on_award = [(contract.code("awardID") if awards else None, contract) for contract in contracts]
    by_award = contracts_by_award(case, on_award)
    for award in awards:
        number = award.code("id") if contracts else None
        found = read_award(case, award, by_award.get(number or "", NO_CONTRACTS))
        suppliers += found
        if found:
            days.add(award.day("date"))
    numbers = {award.code("id") for award in awards} if contracts else set()
    for number, contract in on_award:
        if number is None or number not in numbers:
            suppliers += read_contract(case, contract)
    if len(days) == 1 and (day := days.pop()):
        case.selection["awarded_on"] = day
    return list(dict.fromkeys(suppliers))


@dataclass(frozen=True, slots=True)
class ContractsOfAward:
    """The contracts on one award: their amounts by the supplier that each names alone, and that of the only one."""

    amounts: dict[str, Money | None] = field(default_factory=dict)
    only_amount: Money | None = None


NO_CONTRACTS: Final = ContractsOfAward()


def contracts_by_award(
    case: ReleaseCase, on_award: Iterable[tuple[str | None, ReleaseNode]]
) -> dict[str, ContractsOfAward]:
    """Return the contracts by the id of their award: each is read once, however many awards have one id."""
    found: dict[str, list[ReleaseNode]] = defaultdict(list)
    for number, contract in on_award:
        if number is not None:
            found[number].append(contract)
    awarded = {award.code("id") for award in case.awards} if found else set()
    return {
        number: ContractsOfAward(
            {company: money for each in contracts for company, money in contract_amounts(case, each)},
            only_amount(contracts),
        )
        for number, contracts in found.items()
        if number in awarded
    }


def read_award(case: ReleaseCase, award: ReleaseNode, contracts: ContractsOfAward) -> list[str]:
    """State one award; return its suppliers. Its amount belongs to a supplier only where there is one supplier."""
    bid = award.code("relatedBid")
    suppliers = case.parties.companies_of(award.nodes("suppliers")) or (tenderers_of(case, bid) if bid else [])
    if not suppliers:
        case.report.note(award.pointer, AwardWithoutSupplier())
    amounts = {each: contracts.amounts.get(each) for each in suppliers}
    total = money_of(award.node("value"))
    if len(suppliers) == 1:
        amounts = {suppliers[0]: total or amounts[suppliers[0]] or contracts.only_amount}
    elif total is not None and suppliers and not all(amounts.get(each) for each in suppliers):
        case.report.note(award.at("value"), AwardOfSeveral(amount=str(total), number=len(suppliers)))
    for company in suppliers:
        state_award(case, company, award, award.day("date"), amounts.get(company))
    return suppliers


def contract_amounts(case: ReleaseCase, contract: ReleaseNode) -> list[tuple[str, Money | None]]:
    """Return the amount of a contract that names its single supplier, as some publishers do; else an empty list."""
    companies = case.parties.companies_of(contract.nodes("suppliers"))
    return [(companies[0], money_of(contract.node("value")))] if len(companies) == 1 else []


def only_amount(contracts: list[ReleaseNode]) -> Money | None:
    """Return the amount of the only contract; None if there are several or none."""
    return money_of(contracts[0].node("value")) if len(contracts) == 1 else None


def read_contract(case: ReleaseCase, contract: ReleaseNode) -> list[str]:
    """State a contract without an award; return its suppliers."""
    suppliers = case.parties.companies_of(contract.nodes("suppliers"))
    if not suppliers:
        case.report.note(contract.pointer, ContractWithoutSupplier())
    amount = money_of(contract.node("value"))
    if amount is not None and len(suppliers) > 1:
        case.report.note(contract.at("value"), ContractOfSeveral(amount=str(amount), number=len(suppliers)))
    for company in suppliers:
        state_award(case, company, contract, contract.day("dateSigned"), amount if len(suppliers) == 1 else None)
    return suppliers


def state_award(case: ReleaseCase, company: str, award: ReleaseNode, on: str | None, amount: Money | None) -> None:
    """State that a company was awarded a contract of the sponsor."""
    amounts = amount_fields(amount, case.options.yen_per_unit)
    case.state(
        "award",
        company=company,
        on=on,
        body=case.options.sponsor,
        domain=case.options.domain,
        method=case.selection.get("method"),
        object=case.selection.get("object"),
        subject=award.text("title") or case.tender.text("title"),
        **amounts,
        **basis_of(amounts, case.options.tax_of("awards")),
    )
