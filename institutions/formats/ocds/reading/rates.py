"""Rates by which amounts in other currencies are converted: the yen for one unit, as in USD=150.25."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Final

from institutions.drafts.errors import quoted
from institutions.formats.ocds.reading.money import CURRENCY, YEN

LARGEST_RATE: Final = Decimal(10) ** 9
PARTS: Final = re.compile(r"[\s,、;]+")  # between several rates of one text


class WrongRateError(ValueError):
    """A text is no rate, or a currency has two; the message says how to write it."""


def rate_of(currency: str, given: str, *, text: str = "") -> Decimal:
    """The yen for one unit of a currency; WrongRateError repeats `text`, what was given as a whole."""
    try:
        yen = Decimal(given)
    except InvalidOperation:
        yen = Decimal(0)
    if not (CURRENCY.fullmatch(currency) and currency != YEN and yen.is_finite() and 0 < yen <= LARGEST_RATE):
        said = quoted(text or given)
        message = f"{said} is not a rate. Write the currency and the yen for one unit of it, as in USD=150.25."
        raise WrongRateError(message)
    return yen


def rate_in(text: str) -> tuple[str, Decimal]:
    """A currency and its rate, as in USD=150.25."""
    currency, _, given = text.partition("=")
    return currency, rate_of(currency, given, text=text)


def rates_in(text: str) -> list[tuple[str, Decimal]]:
    """Several rates with commas, spaces or line breaks between them."""
    return [rate_in(each) for each in PARTS.split(text) if each]


def one_each(rates: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """By currency; the same rate may be given twice, two different ones may not."""
    found: dict[str, Decimal] = {}
    for currency, yen in rates:
        if found.setdefault(currency, yen) != yen:
            message = f"There are two rates for {currency}. Give one."
            raise WrongRateError(message)
    return found
