"""What can be wrong with a table: the file that it stands in, its headings, its rows and its cells."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import Exact, Given, WrittenDay
from institutions.codes.registry import coded
from institutions.kinds.base import Label

# Files of another sort


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
class Picture(Coded):
    pass


@coded(
    "file.markup",
    gettext_noop("This is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx."),
)
class Markup(Coded):
    pass


@coded(
    "file.markup_for_json",
    gettext_noop("This is a web page or XML, and this format is JSON. Fetch the file again, or say again what it is."),
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
        "This is an Excel file or another zip archive, and this format is JSON. Say again what the file is, or unpack "
        "it."
    ),
)
class ZipForJson(Coded):
    pass


# Encodings


@coded("encoding.utf16", gettext_noop("The file is UTF-16. Save it as CSV UTF-8."))
class Utf16(Coded):
    pass


@coded(
    "encoding.euc_jp",
    gettext_noop("The file is EUC-JP, or can be read as it as well as Shift_JIS (cp932). Save it as CSV UTF-8."),
)
class EucJp(Coded):
    pass


@coded("encoding.iso_2022_jp", gettext_noop("The file is ISO-2022-JP (JIS). Save it as CSV UTF-8."))
class Iso2022Jp(Coded):
    pass


@coded(
    "encoding.nul",
    gettext_noop("The file has NUL characters: it is UTF-16 without its mark, or no text. Save it as CSV UTF-8."),
)
class NulCharacters(Coded):
    pass


@coded(
    "encoding.cut_off",
    gettext_noop(
        "The file is not UTF-8 at byte %(byte)s. Save it as CSV UTF-8; a file that was cut off must be fetched again."
    ),
)
class NoUtf8(Coded):
    byte: Exact


@coded(
    "encoding.neither",
    gettext_noop(
        "The file is not UTF-8 at byte %(byte)s, nor is it Shift_JIS (cp932). Save it as CSV UTF-8; a file that was "
        "cut off must be fetched again."
    ),
)
class NeitherEncoding(Coded):
    byte: Exact


# The table and its headings


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
    line: Exact
    trouble: str


@coded(
    "table.tabs",
    gettext_noop("Tabs stand between the cells of line %(line)s. Save the file as CSV, with commas between them."),
)
class TabsBetween(Coded):
    line: Exact


@coded(
    "table.semicolons",
    gettext_noop(
        "Semicolons stand between the cells of line %(line)s. Save the file as CSV, with commas between them."
    ),
)
class SemicolonsBetween(Coded):
    line: Exact


@coded(
    "table.line_too_long",
    gettext_noop("Line %(line)s is longer than %(number)s characters. Is this a CSV file? Save it as one."),
)
class LineWithoutEnd(Coded):
    line: Exact
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
    value: Given
    near: Coded | None


# Rows


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


@coded("row.no_record", gettext_noop("Nothing says which record this is. Fill the column record."))
class NoRecord(Coded):
    pass


@coded(
    "row.no_key",
    gettext_noop("The row has no key. Give the number by which you know the party; a name is not enough."),
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
    gettext_noop("Only a name says who this is. Give a key of yours in %(column)s, or a number."),
)
class PartyWithoutKey(Coded):
    column: str


@coded("row.party_of_some_type", gettext_noop("This may be %(types)s. Say which in %(column)s."))
class PartyOfSomeType(Coded):
    types: Label
    column: str


@coded(
    "row.different_numbers",
    gettext_noop("The columns of %(name)s hold different numbers of parties. Write as many in each, with ;."),
)
class DifferentNumbers(Coded):
    name: str


# Cells


@coded("cell.too_long", gettext_noop("The cell has %(length)s characters; at most %(most)s are read. Shorten it."))
class CellTooLong(Coded):
    length: int
    most: int


@coded(
    "cell.no_heading",
    gettext_noop("Column %(number)s has no heading, but a value. Give it a heading, or empty it."),
)
class CellWithoutHeading(Coded):
    number: Exact


@coded("cell.formula", gettext_noop("The cell holds a formula. Copy the column and paste its values."))
class Formula(Coded):
    pass


@coded("cell.error", gettext_noop("The cell holds the error %(value)s. Correct it."))
class CellError(Coded):
    value: str


@coded(
    "cell.no_day",
    gettext_noop("%(value)s is not a date. Write it as in 2026-06-15, 2026/6/15, 令和8年6月15日 or R8.6.15."),
)
class NoDayInCell(Coded):
    value: Given


@coded(
    "cell.before_era",
    gettext_noop("%(value)s is not a day of %(era)s, which began on %(day)s. Correct it."),
)
class BeforeEra(Coded):
    value: Given
    era: str
    day: WrittenDay


@coded(
    "cell.outside_era",
    gettext_noop("%(value)s is not a day of %(era)s, which began on %(day)s and ended before %(end)s. Correct it."),
)
class OutsideEra(Coded):
    value: Given
    era: str
    day: WrittenDay
    end: WrittenDay


@coded(
    "cell.no_whole_number", gettext_noop("%(value)s is not a whole number. Write digits, such as 1250000 or 1,250,000.")
)
class NoWholeNumberInCell(Coded):
    value: Given


@coded(
    "cell.no_percent_sign",
    gettext_noop("%(value)s has no %% sign. Write %(percent)s%% or %(bp)s (hundredths of a percent)."),
)
class NoPercentSign(Coded):
    value: Given
    percent: str
    bp: str


@coded(
    "cell.no_share",
    gettext_noop("%(value)s is not a share. Write basis points, or a percentage with at most two decimals."),
)
class NoShareInCell(Coded):
    value: Given


@coded(
    "cell.neither_yes_nor_no",
    gettext_noop("%(value)s is neither yes nor no. Write true or false, or leave the cell empty if it is unknown."),
)
class NeitherYesNorNo(Coded):
    value: Given


@coded("cell.like_a_country", gettext_noop("%(value)s is not a country. Did you mean %(name)s? Write %(country)s."))
class LikeCountry(Coded):
    value: Given
    name: str
    country: str


@coded(
    "cell.no_country",
    gettext_noop("%(value)s is not a country. Write its code of two letters, such as JP, or its name in full."),
)
class NoCountryInCell(Coded):
    value: Given


# Excel files


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
        "The Excel file declares entities, as none that Excel saves does. Open it in Excel and save it again."
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
        "The Excel file unpacks to %(whole)s bytes in %(parts)s parts; the limits are %(most_bytes)s, of which "
        "%(most_held)s beside the sheets, and %(most_parts)s. Save the table as CSV."
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
