"""Troubles with a field of any release or statement."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded


@coded("node.text_cut", gettext_noop("The text has %(number)s characters; the first %(kept)s are kept."))
class TextCut(Coded):
    number: PlainNumber
    kept: PlainNumber


@coded(
    "node.no_day",
    gettext_noop("%(value)s is not a date. Write it as in 2026-06-15 or 2026-06-15T09:00:00Z."),
)
class NoMoment(Coded):
    value: OutsideValue


@coded("node.no_number", gettext_noop("%(value)s is not a number. Write it without quotes, or leave it out."))
class NoNumber(Coded):
    value: OutsideValue


@coded(
    "node.no_code",
    gettext_noop("A code is needed here, not %(value)s. Put it in quotes."),
    earlier=(gettext_noop("%(value)s stands where a code is needed. Put it in quotes."),),
)
class NoCode(Coded):
    value: OutsideValue
