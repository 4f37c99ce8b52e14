"""Troubles with a row of a table."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "row.cut_off",
    gettext_noop(
        "The line has %(cells)s cells, and the table %(headings)s columns. A file that was cut off must be fetched "
        "again; cells that are empty at the end need their commas too."
    ),
)
class RowCutOff(Coded):
    cells: int
    headings: int


@coded(
    "row.no_record",
    gettext_noop("The row does not say which record it is. Fill in the column record."),
    earlier=(gettext_noop("Nothing says which record this is. Fill the column record."),),
)
class NoRecord(Coded):
    pass


@coded(
    "row.no_key",
    gettext_noop("The row has no key. Give your own number for the party: a name is not enough."),
    earlier=(gettext_noop("The row has no key. Give the number by which you know the party; a name is not enough."),),
)
class NoRowKey(Coded):
    pass


@coded(
    "row.of_one_partnership",
    gettext_noop("The row belongs to one partnership alone. Leave it out, and correct the proposal instead."),
)
class RowOfPartnership(Coded):
    pass


@coded("row.source_without_title", gettext_noop("A source needs a title. Fill the column source too."))
class SourceWithoutTitle(Coded):
    pass


@coded(
    "row.party_without_key",
    gettext_noop("A name alone does not identify this party. Give a key of yours in %(column)s, or a number."),
    earlier=(gettext_noop("Only a name says who this is. Give a key of yours in %(column)s, or a number."),),
)
class PartyWithoutKey(Coded):
    column: str


@coded("row.party_of_some_type", gettext_noop("This may be %(types)s. Say which in %(column)s."))
class PartyOfSomeType(Coded):
    types: Label
    column: str


@coded(
    "row.different_numbers",
    gettext_noop(
        "The columns of %(name)s hold different numbers of parties. Write the same number in each, "
        "separated by semicolons."
    ),
    earlier=(
        gettext_noop("The columns of %(name)s hold different numbers of parties. Write as many in each, with ;."),
    ),
)
class DifferentNumbers(Coded):
    name: str
