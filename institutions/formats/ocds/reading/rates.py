"""Rates by which amounts in other currencies are converted: the yen for one unit, as in USD=150.25."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

from institutions.codes.errors import CodedError
from institutions.codes.parameters import outside_value
from institutions.formats.ocds.reading.money import CURRENCY, YEN
from institutions.formats.ocds.reading.rate_troubles import NoRate, TwoRates

LARGEST_RATE: Final = Decimal(10) ** 9
PARTS: Final = re.compile(r"[\s,、;]+")  # between several rates of one text


class WrongRateError(CodedError):
    """A text that is not a rate, or a currency with two rates; the message says how to write it."""


def rate_of(currency: str, given: str, *, text: str = "") -> Decimal:
    """Return the yen for one unit of a currency; WrongRateError repeats `text`, the whole given text."""
    try:
        yen = Decimal(given)
    except InvalidOperation:
        yen = Decimal(0)
    if not (CURRENCY.fullmatch(currency) and currency != YEN and yen.is_finite() and 0 < yen <= LARGEST_RATE):
        raise WrongRateError(NoRate(value=outside_value(text or given)))
    return yen


def rate_in(text: str) -> tuple[str, Decimal]:
    """Return a currency and its rate, from a text such as USD=150.25."""
    currency, _, given = text.partition("=")
    return currency, rate_of(currency, given, text=text)


def rates_in(text: str) -> list[tuple[str, Decimal]]:
    """Return several rates with commas, spaces or line breaks between them."""
    return [rate_in(each) for each in PARTS.split(text) if each]


def one_each(rates: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Return the rates by currency; WrongRateError if a currency has two different ones."""
    found: dict[str, Decimal] = {}
    add_rates(found, rates)
    return found


def add_rates(found: dict[str, Decimal], rates: Iterable[tuple[str, Decimal]]) -> None:
    """Add rates to those found before; WrongRateError if a currency has two different ones."""
    for currency, yen in rates:
        if found.setdefault(currency, yen) != yen:
            raise WrongRateError(TwoRates(currency=currency))
