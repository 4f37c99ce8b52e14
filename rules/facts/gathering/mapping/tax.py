"""Amounts with and without consumption tax, brought to one basis before they are compared (SUBMISSION.md, `tax`).

Amounts of which it is not stated whether tax is in them are compared as they are, and the finding says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from institutions.parties.ownership.shares import WHOLE_BP
from rules.facts.gathering.statements import Values

TaxRates = Callable[[str], int | None]  # the rate of a day in basis points; None: not known
INCLUDED: Final = "included"
EXCLUDED: Final = "excluded"


def no_tax_rates(_day: str) -> int | None:
    """Return that the rate of the day is not known."""
    return None


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole yen: its basis (included, excluded or None: not stated) and the day of its act."""

    yen: int
    basis: str | None
    on: str


@dataclass(frozen=True, slots=True)
class ComparedAmounts:
    """Amounts on one basis, in their order. `stated`: the basis of each is. `added_on`: days whose tax was added."""

    yen: tuple[int, ...]
    stated: bool
    added_on: tuple[str, ...] = ()


def on_one_basis(amounts: Sequence[Amount], rates: TaxRates) -> ComparedAmounts:
    """Return the amounts as they are where they have one basis, or where some basis is not known; else with tax."""
    bases = {each.basis for each in amounts}
    if len(bases) <= 1 or None in bases:
        return ComparedAmounts(tuple(each.yen for each in amounts), None not in bases)
    return with_tax(amounts, rates)


def with_tax(amounts: Sequence[Amount], rates: TaxRates) -> ComparedAmounts:
    """Return the amounts with tax, as limits of the law read them; as they are where a basis or a rate is not known."""
    found = [yen_with_tax(each, rates) for each in amounts]
    if None in found:
        return ComparedAmounts(tuple(each.yen for each in amounts), stated=False)
    days = tuple(sorted({each.on for each in amounts if each.basis == EXCLUDED}))
    return ComparedAmounts(tuple(each or 0 for each in found), stated=True, added_on=days)


def yen_with_tax(amount: Amount, rates: TaxRates) -> int | None:
    """Return an amount with tax at the rate of its day, rounded down to whole yen; None where that is not known."""
    if amount.basis == INCLUDED:
        return amount.yen
    rate = rates(amount.on) if amount.basis == EXCLUDED else None
    return None if rate is None else amount.yen + amount.yen * rate // WHOLE_BP


def stated_basis(values: Values, default: str | None = None) -> str | None:
    """Return the basis that stands beside an amount, else the default."""
    found = values.get("tax")
    return found if isinstance(found, str) else default


def basis_of_selection(selection: Values, proposal: Values) -> str | None:
    """Return the basis of the amounts of the selection: its own by either of its two words, else the document's."""
    if "price_includes_tax" in selection and stated_basis(selection) is None:
        return INCLUDED if selection["price_includes_tax"] else EXCLUDED
    return stated_basis(selection, stated_basis(proposal))
