"""Troubles with the file of an import, and with its options."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "import.file_too_large",
    gettext_noop("The file is larger than %(size)s bytes. Split it: records of one collection add up."),
)
class FileTooLarge(Coded):
    size: int


@coded(
    "import.file_changed",
    gettext_noop(
        "The stored file is not the one that was sent: its SHA-256 is another. Nothing of it was read. Send it again, "
        "and tell whoever looks after the database."
    ),
)
class FileNotAsSent(Coded):
    """A stored file that somebody changed by hand while it waited."""


@coded("import.unpacks_to_too_much", gettext_noop("The file unpacks to more than %(size)s bytes. Split it."))
class UnpacksToTooMuch(Coded):
    size: int


@coded(
    "import.packed_twice",
    gettext_noop(
        "The file is packed twice: what it unpacks to is packed with gzip itself. Unpack it once, and send that."
    ),
)
class PackedTwice(Coded):
    pass


@coded("import.gzip_damaged", gettext_noop("The gzip file is damaged or ends early (%(trouble)s). Fetch it again."))
class GzipDamaged(Coded):
    trouble: str


@coded("import.unknown_format", gettext_noop("%(value)s is not a format that can be imported.%(near)s"))
class UnknownFormat(Coded):
    value: OutsideValue
    near: Coded | None


@coded("option.unknown", gettext_noop("%(value)s is not an option of this format.%(near)s"))
class UnknownOption(Coded):
    value: OutsideValue
    near: Coded | None


@coded(
    "option.not_complete",
    gettext_noop(
        "%(value)s is not an option of this format. Only tables of statements and BODS files can be said to be "
        "complete: leave it out."
    ),
)
class NeverComplete(Coded):
    value: OutsideValue


@coded(
    "option.not_numbered",
    gettext_noop("%(value)s is not an option of this format. Only tables are numbered by hand: leave it out."),
)
class NeverNumbered(Coded):
    value: OutsideValue


@coded(
    "option.collection_unnamed",
    gettext_noop("This name cannot be used for a collection. %(why)s"),
    earlier=(gettext_noop("A collection cannot be named so. %(why)s"),),
)
class CollectionUnnamed(Coded):
    why: Coded


@coded("option.neither_true_nor_false", gettext_noop("%(value)s is neither true nor false. Write one of them."))
class NoTruth(Coded):
    value: OutsideValue


@coded("option.true_or_false", gettext_noop("Write true or false."))
class TrueOrFalse(Coded):
    pass


@coded("option.no_day", gettext_noop("%(value)s is not a date. Write it as in 2026-06-15."))
class NoDayInOption(Coded):
    value: OutsideValue


@coded(
    "option.day_to_come",
    gettext_noop("%(day)s is in the future. Give the date of the data in the file."),
    earlier=(gettext_noop("%(day)s is still to come. Give the day of which the file is."),),
)
class DayToCome(Coded):
    day: WrittenDay


@coded(
    "option.not_in_ocds",
    gettext_noop("This is missing in the OCDS data: give the option %(name)s."),
    earlier=(gettext_noop("OCDS data does not say it: give the option %(name)s."),),
)
class NotInOcds(Coded):
    name: Label


@coded(
    "option.no_amount",
    gettext_noop("%(value)s is not an amount in yen. Write a whole number without separators."),
)
class NoAmount(Coded):
    value: OutsideValue
