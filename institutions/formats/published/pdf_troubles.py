"""Troubles with a published list as a PDF."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded


@coded(
    "pdf.scanned",
    gettext_noop(
        "This PDF is a scanned picture without text, so its table cannot be read. Ask the publisher for the "
        "Excel file, or type the table into one."
    ),
)
class PdfScanned(Coded):
    pass


@coded(
    "pdf.page_scanned",
    gettext_noop(
        "Page %(page)s of this PDF is a scanned picture without text. Ask the publisher for the Excel file, "
        "or type the table into one."
    ),
)
class PdfPageScanned(Coded):
    page: PlainNumber


@coded(
    "pdf.no_table",
    gettext_noop("This PDF has text but no table with ruled lines. Copy the table into an Excel file."),
)
class PdfWithoutTable(Coded):
    pass


@coded(
    "pdf.page_unread",
    gettext_noop(
        "Page %(page)s of this PDF has text but no table with ruled lines, behind pages with one: %(text)s."
        " Copy the table into an Excel file, or remove the page if it is no part of the list."
    ),
)
class PdfPageUnread(Coded):
    page: PlainNumber
    text: OutsideValue


@coded(
    "pdf.columns_differ",
    gettext_noop(
        "The table on page %(page)s of this PDF has %(columns)s columns and no headings, and the one before "
        "it %(before)s. Copy the table into an Excel file."
    ),
)
class PdfColumnsDiffer(Coded):
    page: PlainNumber
    columns: int
    before: int


@coded(
    "pdf.letters",
    gettext_noop(
        "The letters on page %(page)s of this PDF cannot be read: the file does not say which they are. Ask "
        "the publisher for the Excel file."
    ),
)
class PdfLetters(Coded):
    page: PlainNumber


@coded("pdf.locked", gettext_noop("This PDF has a password. Save it without one."))
class PdfLocked(Coded):
    pass


@coded("pdf.damaged", gettext_noop("This PDF is damaged and cannot be read. Fetch the file again."))
class PdfDamaged(Coded):
    pass


@coded(
    "pdf.page_damaged",
    gettext_noop("Page %(page)s of this PDF is damaged and cannot be read whole. Fetch the file again."),
)
class PdfPageDamaged(Coded):
    page: PlainNumber


@coded(
    "pdf.pages",
    gettext_noop(
        "This PDF has %(pages)s pages; at most %(most)s are read. Split it, or copy the table into an Excel file."
    ),
)
class PdfPages(Coded):
    pages: int
    most: int


@coded(
    "pdf.too_much",
    gettext_noop(
        "Reading this PDF takes more than %(seconds)s seconds or %(megabytes)s MB. Split it, or copy the "
        "table into an Excel file."
    ),
)
class PdfTooMuch(Coded):
    seconds: int
    megabytes: int
