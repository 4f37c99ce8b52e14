"""Files that are not tables, whatever their names: recognised by their first bytes, with how to make them tables."""

import zipfile
from typing import IO, Final

from institutions.codes.base import Coded
from institutions.drafts.documents import FileUnreadableError
from institutions.formats.tables.troubles.other_files import (
    Markup,
    MarkupForJson,
    NoWorkbook,
    NumbersFile,
    OldExcel,
    OpenDocument,
    PdfFile,
    PictureFile,
    ZipForJson,
)

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0"  # the container of Office until 2003, and of a workbook with a password
LOOKED_AT: Final = 512  # bytes
MARKUP: Final = Markup()
BEGINNINGS: Final = {
    OLE: OldExcel(),
    b"%PDF": PdfFile(),
    b"\x89PNG": PictureFile(),
    b"\xff\xd8\xff": PictureFile(),
}
TAGS: Final = (b"<!doctype", b"<html", b"<table", b"<?xml")
MARK: Final = b"\xef\xbb\xbf"


def refuse_other_file(file: IO[bytes], *, markup: Coded = MARKUP) -> None:
    """Raise FileUnreadableError if the file is of a type without a table or readable text.

    `markup`: the trouble for a web page.
    """
    file.seek(0)
    begins = file.read(LOOKED_AT)
    file.seek(0)
    for beginning, said in BEGINNINGS.items():
        if begins.startswith(beginning):
            raise FileUnreadableError(said)
    if begins.removeprefix(MARK).lstrip().lower().startswith(TAGS):
        raise FileUnreadableError(markup)


def refuse_no_text(file: IO[bytes]) -> None:
    """Raise FileUnreadableError for a format that is text; a workbook is refused too."""
    refuse_other_file(file, markup=MarkupForJson())
    begins = file.read(len(ZIP))
    file.seek(0)
    if begins == ZIP:
        raise FileUnreadableError(ZipForJson())


def refuse_other_archive(packed: zipfile.ZipFile) -> None:
    """Raise FileUnreadableError if a zip is from a program other than Excel."""
    names = set(packed.namelist())
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names) or "Index.zip" in names:
        raise FileUnreadableError(NumbersFile())
    if "mimetype" in names and "content.xml" in names:
        raise FileUnreadableError(OpenDocument())
    if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise FileUnreadableError(NoWorkbook())
