"""Troubles with files that are not tables, whatever their names."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "file.old_excel",
    gettext_noop("This is an Excel file of the old form (.xls), or one with a password. Save it as .xlsx without one."),
)
class OldExcel(Coded):
    pass


@coded("file.pdf", gettext_noop("This is a PDF file. Save the table that it was made of as CSV or .xlsx."))
class PdfFile(Coded):
    pass


@coded("file.picture", gettext_noop("This is a picture. Save the table that it shows as CSV or .xlsx."))
class PictureFile(Coded):
    pass


@coded(
    "file.markup",
    gettext_noop("This is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx."),
)
class Markup(Coded):
    pass


@coded(
    "file.markup_for_json",
    gettext_noop("This is a web page or XML, and this format is JSON. Fetch the file again, or choose another format."),
    earlier=(
        gettext_noop(
            "This is a web page or XML, and this format is JSON. Fetch the file again, or say again what it is."
        ),
    ),
)
class MarkupForJson(Coded):
    pass


@coded("file.numbers", gettext_noop("This is a file of Numbers. Export it from Numbers as CSV or Excel (.xlsx)."))
class NumbersFile(Coded):
    pass


@coded("file.open_document", gettext_noop("This is an OpenDocument file. Save it as .xlsx or CSV."))
class OpenDocument(Coded):
    pass


@coded(
    "file.no_workbook",
    gettext_noop(
        "This is a zip archive, and no Excel workbook is in it. Unpack it and send the table as CSV or .xlsx."
    ),
)
class NoWorkbook(Coded):
    pass


@coded(
    "file.zip_for_json",
    gettext_noop(
        "This is an Excel file or another zip archive, and this format is JSON. Choose another "
        "format, or unpack the file."
    ),
    earlier=(
        gettext_noop(
            "This is an Excel file or another zip archive, and this format is JSON. Say again what the "
            "file is, or unpack it."
        ),
    ),
)
class ZipForJson(Coded):
    pass
