"""Troubles with the file of an edition."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("edition.file_too_large", gettext_noop("The file is larger than %(number)s bytes. Is this a list?"))
class ListFileTooLarge(Coded):
    number: int


@coded(
    "edition.said_twice",
    gettext_noop("Line %(line)s repeats %(name)s. Keep one of the two lines."),
    earlier=(gettext_noop("Line %(line)s says %(name)s once more. Keep one of the two lines."),),
)
class SaidTwice(Coded):
    line: PlainNumber
    name: str


@coded("edition.too_many_rows", gettext_noop("The list has more than %(number)s rows. Is this another file?"))
class TooManyRows(Coded):
    number: int


@coded(
    "edition.no_table",
    gettext_noop("The file has no table. Put the headings of its columns below the lines that describe the list."),
    earlier=(
        gettext_noop(
            "The file has no table. Below the lines that say what the list is stand the headings of its columns."
        ),
    ),
)
class NoTable(Coded):
    pass


@coded(
    "edition.no_room",
    gettext_noop("The disk has no room for the copy of the register that the edition is compared with."),
    form=gettext_noop(
        "The server's disk is full, so the edition can't be compared. Notify the administrator of the server."
    ),
    earlier=(
        gettext_noop("There is no room on the disk for a copy of the register, beside which the edition is looked at."),
    ),
)
class NoRoom(Coded):
    pass
