"""Files that are no table, whatever they are called: told by their first bytes, with how to make a table of them."""

import zipfile
from typing import IO, Final

from institutions.drafts.documents import FileUnreadableError

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"  # the container of Office until 2003, and of a workbook with a password
LOOKED_AT: Final = 512  # bytes
OLD_EXCEL: Final = "This is an Excel file of the old form (.xls), or one with a password. Save it as .xlsx without one."
PDF: Final = "This is a PDF file. Save the table that it was made of as CSV or .xlsx."
MARKUP: Final = "This is a web page or XML, whatever its name says. Open it in Excel and save it as .xlsx."
MARKUP_FOR_JSON: Final = (
    "This is a web page or XML, and this format is JSON. Fetch the file again, or say again what it is."
)
PICTURE: Final = "This is a picture. Save the table that it shows as CSV or .xlsx."
NUMBERS: Final = "This is a file of Numbers. Export it from Numbers as CSV or Excel (.xlsx)."
OPEN_DOCUMENT: Final = "This is an OpenDocument file. Save it as .xlsx or CSV."
NO_WORKBOOK: Final = (
    "This is a zip archive, and no Excel workbook is in it. Unpack it and send the table as CSV or .xlsx."
)
IS_ZIP: Final = (
    "This is an Excel file or another zip archive, and this format is JSON. Say again what the file is, or unpack it."
)
BEGINNINGS: Final = {
    OLE: OLD_EXCEL,
    b"%PDF": PDF,
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
}
TAGS: Final = (b"<!doctype", b"<html", b"<table", b"<?xml")
MARK: Final = b"\xef\xbb\xbf"


def refuse_other_file(file: IO[bytes], *, markup: str = MARKUP) -> None:
    """FileUnreadableError where the file is of a sort that holds no table and no text that could be read.

    `markup`: what is said of a web page.
    """
    file.seek(0)
    begins = file.read(LOOKED_AT)
    file.seek(0)
    for beginning, message in BEGINNINGS.items():
        if begins.startswith(beginning):
            raise FileUnreadableError(message)
    if begins.removeprefix(MARK).lstrip().lower().startswith(TAGS):
        raise FileUnreadableError(markup)


def refuse_no_text(file: IO[bytes]) -> None:
    """The same for a format that is a text, so that a workbook is another file too."""
    refuse_other_file(file, markup=MARKUP_FOR_JSON)
    begins = file.read(len(ZIP))
    file.seek(0)
    if begins == ZIP:
        raise FileUnreadableError(IS_ZIP)


def refuse_other_archive(packed: zipfile.ZipFile) -> None:
    """FileUnreadableError where a zip is that of another program than Excel."""
    names = set(packed.namelist())
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names) or "Index.zip" in names:
        raise FileUnreadableError(NUMBERS)
    if "mimetype" in names and "content.xml" in names:
        raise FileUnreadableError(OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise FileUnreadableError(NO_WORKBOOK)
