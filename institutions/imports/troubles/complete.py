"""Troubles with a file stated to be complete, and the reason why an import is set aside."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded


@coded("import.because", gettext_noop(" %(said)s%(more)s"))
class FurtherReasons(Coded):
    """One reason, with the others after it."""

    said: Coded
    more: Coded | None


@coded(
    "import.unnamed_line",
    gettext_noop(
        "Line %(line)s does not say which record it is, so the records missing from the file cannot be "
        "determined. Correct it, or import the file without %(option)s.%(why)s"
    ),
    earlier=(
        gettext_noop(
            "Line %(line)s does not say which record it is, so that what it means cannot be told from what is "
            "missing. Correct it, or bring the file in without %(option)s.%(why)s"
        ),
    ),
)
class UnnamedLine(Coded):
    line: PlainNumber
    option: str
    why: Coded | None


@coded(
    "import.of_nobody",
    gettext_noop(
        "No record in the file shows which records the file covers, so the missing ones cannot be "
        "determined. Nothing was stored. Correct it, or import the file without %(option)s."
    ),
    earlier=(
        gettext_noop(
            "The file has no record that says whose it is, so that what is missing cannot be told. Nothing was "
            "stored. Correct it, or bring the file in without %(option)s."
        ),
    ),
)
class FileOfNobody(Coded):
    option: str


@coded(
    "import.too_many_end",
    gettext_noop(
        "%(missing)s of %(held)s current records are not in this file: more than half would end. Was the "
        "file cut off, or is it another one? Nothing was stored. If it is right, give the option %(option)s "
        "too."
    ),
    earlier=(
        gettext_noop(
            "%(missing)s of %(held)s records that are held are not in this file: more than half would end. Was "
            "the file cut off, or is it another one? Nothing was stored. If it is right, give the option "
            "%(option)s too."
        ),
    ),
)
class TooManyEnd(Coded):
    missing: int
    held: int
    option: str


@coded(
    "import.set_aside",
    gettext_noop(
        "Two attempts ended at the same place without a result: the worker stopped while it worked on"
        " the records after it. Check the worker's log, then resume the import: manage.py import_file"
        " --resume %(id)s"
    ),
    earlier=(
        gettext_noop(
            "Two attempts ended at the same place without a result: the worker died or was killed while "
            "it worked on the records after it. Look at the worker's log, then go on: manage.py "
            "import_file --resume %(id)s"
        ),
    ),
)
class SetAside(Coded):
    id: str
