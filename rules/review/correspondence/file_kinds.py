"""The kind of a file by its content: PDF, Office without macros, PNG or JPEG. The name of the file decides nothing."""

from typing import Final

from rules.models import FileKind
from rules.review.correspondence.errors import FileRefusedError
from rules.review.correspondence.office_files import kind_of_package
from rules.review.correspondence.troubles.files import FileDamaged, KindNotAllowed, OldOrProtectedOffice

PDF_START: Final = b"%PDF-"
PDF_END: Final = b"%%EOF"
PDF_END_WITHIN: Final = 1024  # bytes from the end, as readers of PDF look for it
PNG_START: Final = b"\x89PNG\r\n\x1a\n"
PNG_FIRST: Final = b"IHDR"
PNG_END: Final = b"IEND\xaeB`\x82"
JPEG_START: Final = b"\xff\xd8\xff"
JPEG_END: Final = b"\xff\xd9"
ZIP_START: Final = b"PK\x03\x04"
OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEDIA_TYPES: Final[dict[FileKind, str]] = {
    FileKind.PDF: "application/pdf",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.POWERPOINT: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
ENDINGS: Final[dict[FileKind, tuple[str, ...]]] = {FileKind.JPEG: (".jpg", ".jpeg")}


def kind_of_content(content: bytes) -> FileKind:
    """Return the kind of a whole file. FileRefusedError for any other content, and for one that is cut off."""
    if content.startswith(PDF_START):
        return FileKind.PDF if PDF_END in content[-PDF_END_WITHIN:] else refuse_damaged()
    if content.startswith(PNG_START):
        whole = content[12:16] == PNG_FIRST and content.endswith(PNG_END)
        return FileKind.PNG if whole else refuse_damaged()
    if content.startswith(JPEG_START):
        return FileKind.JPEG if content.rstrip(b"\0").endswith(JPEG_END) else refuse_damaged()
    if content.startswith(ZIP_START):
        return kind_of_package(content)
    raise FileRefusedError(OldOrProtectedOffice() if content.startswith(OLE_START) else KindNotAllowed())


def refuse_damaged() -> FileKind:
    """Refuse a file that ends before it should."""
    raise FileRefusedError(FileDamaged())


def name_with_ending(name: str, kind: FileKind) -> str:
    """Return the name of a file, ending as its kind does: a PDF that was sent as notes.exe is notes.exe.pdf."""
    endings = ENDINGS.get(kind, (f".{kind}",))
    return name if name.lower().endswith(endings) else f"{name}{endings[0]}"
