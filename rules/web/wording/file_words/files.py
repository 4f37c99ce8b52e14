"""What is wrong with a file before any record of it is read: its encoding, JSON, archive or sheet."""

from typing import Final

from django.utils.translation import gettext_noop

SAID: Final = (
    gettext_noop("The record cannot be named so. %(why)s"),
    gettext_noop("The publisher cannot be named so. %(why)s"),
    gettext_noop("Write true or false."),
    gettext_noop("%(value)s is not an option of this format."),
    gettext_noop("%(value)s is not an amount in yen. Write a whole number without separators."),
    gettext_noop("%(value)s is not a rate. Write for example %(example)s."),
    gettext_noop("%(value)s is not a format that can be imported."),
    gettext_noop("This file starts the collection %(name)s."),
    gettext_noop("New collection %(name)s. You already have %(other)s: did you mean it?"),
    gettext_noop("The list does not name the issuer: it is called by its code until the code list names it."),
    gettext_noop("The line has no name. Leave it out, or fetch the list again."),
    gettext_noop("The line has no EDINET code. Leave it out, or fetch the list again."),
    gettext_noop("The line has no %(column)s. Leave it out, or make the list again."),
    gettext_noop("More than %(number)s empty rows end at row %(row)s. Delete them and save again."),
    gettext_noop(
        "The line has %(cells)s cells, and the table %(headings)s columns. A file that was cut off must be fetched "
        "again; cells that are empty at the end need their commas too."
    ),
    gettext_noop("Tabs stand between the cells of line %(line)s. Save the file as CSV, with commas between them."),
    gettext_noop(
        "Semicolons stand between the cells of line %(line)s. Save the file as CSV, with commas between them."
    ),
    gettext_noop("This is a PDF file. Save the table that it was made of as CSV or .xlsx."),
    gettext_noop("This is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx."),
    gettext_noop("This is a web page or XML, and this format is JSON. Fetch the file again, or say again what it is."),
    gettext_noop("This is a picture. Save the table that it shows as CSV or .xlsx."),
    gettext_noop("This is a file of Numbers. Export it from Numbers as CSV or Excel (.xlsx)."),
    gettext_noop("This is an OpenDocument file. Save it as .xlsx or CSV."),
    gettext_noop(
        "This is a zip archive, and no Excel workbook is in it. Unpack it and send the table as CSV or .xlsx."
    ),
    gettext_noop(
        "This is an Excel file or another zip archive, and this format is JSON. Say again what the file is, or unpack "
        "it."
    ),
    gettext_noop("The workbook has no sheet with cells. Put the table on its first sheet."),
    gettext_noop("The Excel file has a password. Save it without one."),
    gettext_noop("The Excel file has more than %(number)s texts. Save the table as CSV."),
    gettext_noop(
        "The Excel file declares entities, as none that Excel saves does. Open it in Excel and save it again."
    ),
    gettext_noop("One %(part)s of the Excel file has more than %(size)s bytes. Save the table as CSV."),
    gettext_noop("The file holds nothing. It is a JSON list, or has one JSON object a line."),
    gettext_noop("The file is not UTF-8 from about here on. Save it as UTF-8 and send it again."),
    gettext_noop("A ',' or ']' is missing after the item before. Correct it; what follows was not read."),
    gettext_noop("The item is longer than %(number)s characters. Split the file."),
    gettext_noop("The list ends without ']': the file is cut off."),
    gettext_noop("None of the first lines has the heading %(headings)s. Is this another file?"),
    gettext_noop("None of the first lines has the heading %(one)s or %(other)s. Is this another file?"),
    gettext_noop("The table has %(number)s columns; at most %(most)s are taken. Leave some out."),
    gettext_noop("The file is EUC-JP, or can be read as it as well as Shift_JIS (cp932). Save it as CSV UTF-8."),
    gettext_noop("The file is ISO-2022-JP (JIS). Save it as CSV UTF-8."),
    gettext_noop("The file has NUL characters: it is UTF-16 without its mark, or no text. Save it as CSV UTF-8."),
    gettext_noop("Line %(line)s is longer than %(number)s characters. Is this a CSV file? Save it as one."),
    gettext_noop("The database refused this record together with what it holds. Import the file once more."),
    gettext_noop(
        "Two attempts ended at the same place without a result: the worker died or was killed while it worked "
        "on the records after it. Look at the worker's log, then go on: manage.py import_file --resume %(id)s"
    ),
    gettext_noop("The gzip file is damaged or ends early (%(trouble)s). Fetch it again."),
    gettext_noop("The gzip file is damaged or ends early (%(trouble)s). Fetch it again; what came before was read."),
    gettext_noop("%(path)s is empty. It holds one JSON object, a JSON list, or one object a line."),
    gettext_noop("%(path)s is empty. It holds OCDS releases, records or packages, as JSON or JSON lines."),
    gettext_noop("%(path)s cannot be read: %(trouble)s."),
    gettext_noop("%(path)s is not UTF-8 at byte %(byte)s. Save it as UTF-8."),
    gettext_noop("The rest cannot be read: %(trouble)s. What came before was read."),
    gettext_noop("The JSON is nested too deeply. Compare it with the schema."),
    gettext_noop(
        "The JSON is broken at line %(line)s, column %(column)s: %(trouble)s. Correct it there, or a little before."
    ),
    gettext_noop("The JSON is broken at column %(column)s: %(trouble)s. Correct it there, or a little before."),
    gettext_noop("%(record)s: this is not JSON at line %(line)s, column %(column)s: %(trouble)s. Correct it there."),
    gettext_noop("%(record)s: this is not JSON at column %(column)s: %(trouble)s. Correct it there."),
    gettext_noop("A number has %(number)s digits. Correct it."),
    gettext_noop("A number has hundreds of digits. Correct it."),
    gettext_noop("The text is not UTF-8 (byte %(byte)s). Save it as UTF-8."),
    gettext_noop("Line %(line)s is not UTF-8. Save the file as UTF-8."),
    gettext_noop("Line %(line)s is longer than %(size)s bytes. A document has at most 5 MB: split it."),
    gettext_noop("The field '%(field)s' stands twice in one object. Leave one of them."),
    gettext_noop("the field %(field)s stands twice in one object. Keep one."),
    gettext_noop("%(name)s is not JSON. Leave the field out when it is unknown."),
    gettext_noop("%(name)s is not a number in JSON. Leave the field out if the value is unknown."),
    gettext_noop("Line %(line)s: %(message)s"),
    gettext_noop("There may be more: only the first %(number)s errors are listed. Correct these and send it again."),
)
