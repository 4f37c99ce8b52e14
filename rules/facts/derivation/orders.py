"""Orders of the sponsor, given to a partner and its group without competition, that together may be one contract."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypedDict

from rules.facts.derivation.bids import PARTNERS, WITH_BIDS
from rules.facts.derivation.contract import day_of_contract, reserve_price, tax_not_excluded
from rules.facts.derivation.groups import Groups
from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, number_or_none, required_text, text_or_none
from rules.facts.gathering.mapping.tax import EXCLUDED, Amount, stated_basis, yen_with_tax
from rules.facts.gathering.statements import GatheredStatement

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


def partner_companies(reading: CaseReading) -> list[str]:
    """Return the lead partners and partners, sorted."""
    return sorted({required_text(row, "company") for row in reading.case.participants if row.get("role") in PARTNERS})


def sponsor_orders(reading: CaseReading) -> list[DirectOrder]:
    """Return every order of the sponsor in the case's domain, to any company; this partnership's own is left out."""
    return [make_order(reading, stated) for stated in reading.of("award") if is_direct_award(reading, stated)]


def is_direct_award(reading: CaseReading, stated: GatheredStatement) -> bool:
    """Return whether it is an award of the sponsor in the domain, without competition and not for a separate need."""
    call = reading.call_of(stated)
    of_call = call.values if call else {}
    under_call = text_or_none(stated.values, "call") is not None
    body = (
        text_or_none(stated.values, "body")
        or text_or_none(of_call, "body")
        or (reading.sponsor if stated.own else None)
    )
    domain = text_or_none(stated.values, "domain") or text_or_none(of_call, "domain") or reading.domain
    method = text_or_none(stated.values, "method") or text_or_none(of_call, "method")
    competed = method in WITH_BIDS if method else under_call
    awarded_on = text_or_none(reading.case.selection, "awarded_on")
    of_this = (
        stated.own and not under_call and awarded_on is not None and text_or_none(stated.values, "on") == awarded_on
    )
    separate = flag_or_none(stated.values, "separate_need") is True
    return body == reading.sponsor and domain == reading.domain and not (competed or of_this or separate)


def make_order(reading: CaseReading, stated: GatheredStatement) -> DirectOrder:
    """Make an order of an award, with the object of its call where it states none."""
    call = reading.call_of(stated)
    on, yen = text_or_none(stated.values, "on"), number_or_none(stated.values, "amount_yen")
    amount = None if yen is None else Amount(yen, stated_basis(stated.values), on or reading.proposed_on)
    return DirectOrder(
        key=stated.lineage,
        company=required_text(stated.values, "company"),
        procured=text_or_none(stated.values, "object") or (text_or_none(call.values, "object") if call else None),
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
    """Yield this partnership, where it is to be a small-value contract with the company."""
    given = reading.case.selection
    if text_or_none(given, "method") == "small_value":
        amount = order_amount(reading, reserve_price(reading))
        yield DirectOrder(
            key=THIS,
            company=company,
            procured=required_text(given, "object"),
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
