"""Troubles with an Excel file."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded(
    "excel.damaged",
    gettext_noop("The Excel file is damaged (%(trouble)s). Open it in Excel and save it again."),
)
class ExcelDamaged(Coded):
    trouble: str


@coded(
    "excel.too_deep",
    gettext_noop("The Excel file is damaged: its XML is nested too deep. Open it in Excel and save it again."),
)
class ExcelTooDeep(Coded):
    pass


@coded(
    "excel.declares",
    gettext_noop(
        "The Excel file declares XML entities, which Excel itself never saves. Open it in Excel and save it again."
    ),
    earlier=(
        gettext_noop(
            "The Excel file declares entities, as none that Excel saves does. Open it in Excel and save it again."
        ),
    ),
)
class ExcelDeclares(Coded):
    pass


@coded("excel.password", gettext_noop("The Excel file has a password. Save it without one."))
class ExcelPassword(Coded):
    pass


@coded(
    "excel.unpacks_to_too_much",
    gettext_noop(
        "The Excel file unpacks to %(whole)s bytes in %(parts)s parts. At most %(most_bytes)s bytes "
        "in %(most_parts)s parts are allowed, and %(most_held)s bytes outside the sheets. Save the "
        "table as CSV."
    ),
    earlier=(
        gettext_noop(
            "The Excel file unpacks to %(whole)s bytes in %(parts)s parts; the limits are %(most_bytes)s,"
            " of which %(most_held)s beside the sheets, and %(most_parts)s. Save the table as CSV."
        ),
    ),
)
class ExcelTooLarge(Coded):
    whole: int
    parts: int
    most_bytes: int
    most_held: int
    most_parts: int


@coded("excel.no_sheet", gettext_noop("The workbook has no sheet with cells. Put the table on its first sheet."))
class NoSheet(Coded):
    pass


@coded(
    "excel.empty_sheet",
    gettext_noop("The first sheet is empty, and only the first sheet is read. Put the table first, and save again."),
)
class EmptySheet(Coded):
    pass


@coded("excel.too_many_texts", gettext_noop("The Excel file has more than %(number)s texts. Save the table as CSV."))
class TooManyTexts(Coded):
    number: int


@coded(
    "excel.large_part",
    gettext_noop("One %(part)s of the Excel file has more than %(size)s bytes. Save the table as CSV."),
)
class LargePart(Coded):
    part: Label
    size: int


@coded(
    "excel.empty_rows",
    gettext_noop("More than %(number)s empty rows end at row %(row)s. Delete them and save again."),
)
class EmptyRows(Coded):
    number: int
    row: int


@coded(
    "excel.too_many_rows_to_write",
    gettext_noop("The list has more than %(most)s rows, too many for an Excel sheet. Export it as csv."),
    form=gettext_noop("The list has more rows than an Excel sheet holds. Choose CSV."),
)
class TooManyRowsToWrite(Coded):
    most: int
