"""Troubles with the drawing of a sample, and with a note on a drawn case."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("sample.strata_not_chosen", gettext_noop("Choose one from the list."))
class NoStrataChosen(Coded):
    pass


@coded("sample.nothing_cleared", gettext_noop("No case was cleared in this period. Choose a longer one."))
class NothingCleared(Coded):
    pass


@coded("sample.no_size", gettext_noop("Write a whole number from 1 to %(most)s."))
class NoSampleSize(Coded):
    most: PlainNumber


@coded("sample.nothing_described", gettext_noop("Describe what you reviewed."))
class NothingDescribed(Coded):
    pass


@coded("sample.note_too_long", gettext_noop("Write at most %(most)s characters."))
class NoteTooLong(Coded):
    most: PlainNumber
