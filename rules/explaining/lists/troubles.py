"""Troubles with a row of a table of thresholds."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "threshold.repeated",
    gettext_noop("%(record)s is also in line %(line)s. Keep one."),
    earlier=(gettext_noop("%(record)s stands in line %(line)s too. Keep one."),),
)
class ThresholdRepeated(Coded):
    record: str
    line: PlainNumber


@coded("threshold.cannot_be_none", gettext_noop("%(label)s cannot be none. Give it, or leave the cell empty."))
class CannotBeNone(Coded):
    label: Label


@coded("threshold.too_much", gettext_noop("%(value)s is more than %(most)s yen. Correct it."))
class TooManyYen(Coded):
    value: OutsideValue
    most: int


@coded(
    "threshold.one_note",
    gettext_noop("The note is in one language only. Fill in both note and note_ja, or leave both empty."),
    earlier=(gettext_noop("A note is needed in both languages, or in none. Fill note and note_ja."),),
)
class OneNote(Coded):
    pass


@coded(
    "threshold.ends_before_it_begins",
    gettext_noop("The last day is before the first. Exchange or correct them."),
)
class LastBeforeFirst(Coded):
    pass


# Reasons to refuse a table


@coded("threshold.errors", gettext_noop("Errors in the file: %(number)s. Correct them."))
class ErrorsInTable(Coded):
    number: PlainNumber


@coded("threshold.does_not_fit", gettext_noop("The table does not fit the current thresholds: %(trouble)s"))
class TableDoesNotFit(Coded):
    """A table that the reader of rule files refuses; its trouble is for their authors, in English."""

    trouble: str


@coded(
    "threshold.no_checkout",
    gettext_noop(
        "This installation is not a checkout: its rules change with the next release. Accept the table in a "
        "checkout and commit it there; --output PATH writes the new file."
    ),
)
class NoCheckout(Coded):
    pass


@coded("threshold.text_in_both_languages", gettext_noop("%(text)s"))
class TextInBothLanguages(Coded):
    text: Label
