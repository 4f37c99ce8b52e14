"""Orders of the sponsor, given to a partner and its group without competition, that together may be one contract."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypedDict

from rules.facts.derivation.bids import WITH_BIDS
from rules.facts.derivation.completed_awards import CompletedAward
from rules.facts.derivation.contract import day_of_contract, reserve_price, tax_not_excluded
from rules.facts.derivation.groups import Groups
from rules.facts.derivation.public_contracts import may_be_contract
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none
from rules.facts.gathering.mapping.tax import EXCLUDED, Amount, stated_basis, yen_with_tax

THIS: Final = "this"  # the order that this partnership is itself


@dataclass(frozen=True, slots=True)
class DirectOrder:
    """One order without competition. None: not stated.

    `amount_yen` is with tax where it is known how. `tax_yen`: the most that tax can add to it, where a fact asks for
    that. `tax_stated`: it is known whether tax is in it. `tax_added_on`: the day at whose rate tax was added.
    """

    key: str
    company: str
    procured: str | None
    on: str | None
    amount_yen: int | None
    site: str | None
    origins: tuple[str, ...]
    tax_yen: int = 0
    tax_stated: bool = True
    tax_added_on: str | None = None


def sponsor_orders(reading: CaseReading, awards: Iterable[CompletedAward]) -> list[DirectOrder]:
    """Return every order of the sponsor in the case's domain, to any company; this partnership's own is left out.

    `awards` are all of the case.
    """
    return [make_order(reading, each) for each in awards if not is_competed(each) and is_direct_award(reading, each)]


def is_competed(award: CompletedAward) -> bool:
    """Return whether there was competition for an award: by its method, else because it is under a call."""
    return award.method in WITH_BIDS if award.method else award.under_call


def is_direct_award(reading: CaseReading, award: CompletedAward) -> bool:
    """Return whether an award without competition is the sponsor's, in the domain, and not for a separate need."""
    body = award.body or (reading.sponsor if award.stated.own else None)
    of_this = award.is_of_partnership(text_or_none(reading.case.selection, "awarded_on"))
    in_domain = (award.domain or reading.domain) == reading.domain
    return body == reading.sponsor and in_domain and not (of_this or award.separate_need)


def make_order(reading: CaseReading, award: CompletedAward) -> DirectOrder:
    """Make an order of an award; its day is what it states itself."""
    stated = award.stated
    on = text_or_none(stated.values, "on")
    amount = None if award.yen is None else Amount(award.yen, stated_basis(stated.values), on or reading.proposed_on)
    return DirectOrder(
        key=stated.lineage,
        company=award.company,
        procured=award.procured,
        on=on,
        site=text_or_none(stated.values, "site"),
        origins=(stated.ref,),
        **order_amount(reading, amount),
    )


class OrderAmount(TypedDict):
    """The amount of an order, with tax where it is known how."""

    amount_yen: int | None
    tax_stated: bool
    tax_added_on: str | None


def order_amount(reading: CaseReading, amount: Amount | None) -> OrderAmount:
    """Return an amount with tax where its basis and the rate of its day are known, else as it is."""
    yen = yen_with_tax(amount, reading.tax_rates) if amount else None
    added = amount.on if amount and yen is not None and amount.basis == EXCLUDED else None
    if amount and yen is None:
        return OrderAmount(amount_yen=amount.yen, tax_stated=False, tax_added_on=None)
    return OrderAmount(amount_yen=yen, tax_stated=True, tax_added_on=added)


def own_order(reading: CaseReading, company: str) -> Iterator[DirectOrder]:
    """Yield this partnership, where it is to be a small-value contract with the company, or has the price of one."""
    given = reading.case.selection
    of_contract = may_be_contract(reading) or "reserve_price_yen" in given
    if of_contract and text_or_none(given, "method") == "small_value":
        amount = order_amount(reading, reserve_price(reading))
        yield DirectOrder(
            key=THIS,
            company=company,
            procured=text_or_none(given, "object"),
            on=day_of_contract(reading),
            site=None,
            origins=("planned_contract",),
            tax_yen=0 if amount["tax_stated"] else tax_not_excluded(reading),
            **amount,
        )


def orders_to(reading: CaseReading, groups: Groups, company: str, orders: Iterable[DirectOrder]) -> list[DirectOrder]:
    """Return the orders to a partner's group, earliest first, including this partnership."""
    own = [each for each in orders if groups.of(each.company) == groups.of(company)]
    return sorted([*own, *own_order(reading, company)], key=lambda each: (each.on or "", each.key))
