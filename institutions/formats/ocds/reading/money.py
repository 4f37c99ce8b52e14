"""Amounts: yen as yen, other currencies as given, converted only at a rate that the options give."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import AmountWithoutCurrency, SixDecimals, YenRounded
from institutions.formats.ocds.reading.troubles import NoCurrency, OddAmount, TooLargeInYen
from institutions.kinds.base import MAX_INTEGER
from institutions.values.quoting import shown_in_message

YEN: Final = "JPY"
CURRENCY: Final = re.compile(r"[A-Z]{3}")
SMALLEST: Final = Decimal("0.000001")  # the precision of a field for another currency
LARGEST: Final = Decimal(10) ** 18 - 1
EXACT: Final = Context(prec=60)  # never rounds: an amount has 24 digits at most, a rate fewer


@dataclass(frozen=True, slots=True)
class Money:
    """An amount that is not negative, with its currency and its place."""

    amount: Decimal
    currency: str
    value: ReleaseNode

    def __str__(self) -> str:
        """Return the amount in the form of fields for other currencies: '1250000.50 USD'."""
        return f"{plain_number(self.amount)} {self.currency}"

    @property
    def is_yen(self) -> bool:
        """Return whether it is in yen."""
        return self.currency == YEN


def money_of(value: ReleaseNode) -> Money | None:
    """Return the amount of an OCDS value; None without an amount or, with a note, without a currency.

    A negative amount, one that is too large and an invalid currency are refused.
    """
    amount = value.number("amount")
    if amount is None:
        return None
    currency = value.text("currency")
    if currency is None:
        value.report.note(value.pointer, AmountWithoutCurrency(value=shown_in_message(str(amount))))
        return None
    currency = currency.upper()
    if not CURRENCY.fullmatch(currency):
        value.report.refuse(value.at("currency"), NoCurrency(value=outside_value(currency)))
        return None
    if not 0 <= amount <= LARGEST:
        value.report.refuse(value.at("amount"), OddAmount(value=shown_in_message(str(amount))))
        return None
    rounded = amount.quantize(SMALLEST, rounding=ROUND_HALF_UP, context=EXACT)
    if rounded != amount:
        value.report.note(
            value.at("amount"), SixDecimals(value=shown_in_message(str(amount)), rounded=plain_number(rounded))
        )
        amount = rounded
    return Money(amount, currency, value)


def plain_number(amount: Decimal) -> str:
    """Return a number without exponent and trailing zeros."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def whole_yen(money: Money) -> int:
    """Return an amount in yen as a whole number; a fraction is rounded, and noted."""
    rounded = rounded_yen(money.amount)
    if rounded != money.amount:
        held = YenRounded(value=str(money), rounded=str(rounded))
        money.value.report.note(money.value.at("amount"), held)
    return rounded


def yen_at_rate(money: Money, yen_per_unit: Mapping[str, Decimal]) -> int | None:
    """Return the amount in yen at the rate given for its currency; None if none is given."""
    rate = yen_per_unit.get(money.currency)
    if rate is None:
        return None
    yen = rounded_yen(EXACT.multiply(money.amount, rate))
    if yen > MAX_INTEGER:
        money.value.report.refuse(money.value.at("amount"), TooLargeInYen(value=str(money)))
        return None
    return yen


def rounded_yen(amount: Decimal) -> int:
    """Return the nearest whole number, with halves rounded up."""
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP, context=EXACT))


def amount_fields(money: Money | None, yen_per_unit: Mapping[str, Decimal]) -> dict[str, object]:
    """Return the fields of a bid or an award that hold an amount."""
    if money is None:
        return {}
    if money.is_yen:
        return {"amount_yen": whole_yen(money)}
    yen = yen_at_rate(money, yen_per_unit)
    return {**({} if yen is None else {"amount_yen": yen}), "amount_other_currency": str(money)}


def basis_of(amounts: Mapping[str, object], tax: str | None) -> dict[str, object]:
    """Return the field that says whether tax is in an amount in yen; empty where that is not known."""
    return {"tax": tax} if tax and "amount_yen" in amounts else {}
