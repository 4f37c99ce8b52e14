"""Troubles with the rates by which amounts in other currencies are converted."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue
from institutions.codes.registry import coded


@coded(
    "rate.malformed",
    gettext_noop("%(value)s is not a rate. Write the currency and the yen for one unit of it, as in USD=150.25."),
)
class NoRate(Coded):
    value: OutsideValue


@coded("rate.two", gettext_noop("There are two rates for %(currency)s. Give one."))
class TwoRates(Coded):
    currency: str
