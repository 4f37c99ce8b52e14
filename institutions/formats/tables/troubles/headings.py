"""Troubles with a table as a whole: its lines and headings."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "table.no_heading",
    gettext_noop("None of the first lines has the heading %(headings)s. Is this another file?"),
)
class NoSuchHeading(Coded):
    headings: Label


@coded("table.empty", gettext_noop("The file is empty. Its first line holds the headings of the columns."))
class EmptyTable(Coded):
    pass


@coded(
    "table.csv_broken",
    gettext_noop("The CSV is broken at line %(line)s: %(trouble)s. Correct the quotes there."),
)
class CsvBroken(Coded):
    line: PlainNumber
    trouble: str


@coded(
    "table.tabs",
    gettext_noop("Line %(line)s has tabs between its cells. Save the file as CSV, with commas between them."),
    earlier=(
        gettext_noop("Tabs stand between the cells of line %(line)s. Save the file as CSV, with commas between them."),
    ),
)
class TabsBetween(Coded):
    line: PlainNumber


@coded(
    "table.semicolons",
    gettext_noop("Line %(line)s has semicolons between its cells. Save the file as CSV, with commas between them."),
    earlier=(
        gettext_noop(
            "Semicolons stand between the cells of line %(line)s. Save the file as CSV, with commas between them."
        ),
    ),
)
class SemicolonsBetween(Coded):
    line: PlainNumber


@coded(
    "table.line_too_long",
    gettext_noop("Line %(line)s is longer than %(number)s characters. Is this a CSV file? Save it as one."),
)
class LineWithoutEnd(Coded):
    line: PlainNumber
    number: int


@coded(
    "table.too_many_columns",
    gettext_noop("The table has %(number)s columns; at most %(most)s are taken. Leave some out."),
)
class TooManyColumns(Coded):
    number: int
    most: int


@coded("table.headings_repeated", gettext_noop("Columns have the same heading: %(headings)s. Give each its own."))
class HeadingsRepeated(Coded):
    headings: tuple[str, ...]


@coded("table.unknown_column", gettext_noop("%(value)s is not a column of this table.%(near)s"))
class UnknownColumn(Coded):
    value: OutsideValue
    near: Coded | None
