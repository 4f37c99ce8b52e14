"""Small real files of each kind, and Office packages made part by part."""

import zipfile
from io import BytesIO
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook
from pypdf import PdfWriter

PNG: Final = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPEG: Final = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf() -> bytes:
    """Return a PDF with an empty page."""
    held, made = BytesIO(), PdfWriter()
    made.add_blank_page(width=100, height=100)
    made.write(held)
    return held.getvalue()


PDF: Final = pdf()


def docx() -> bytes:
    """Return a document as Word's library writes it."""
    held = BytesIO()
    Document().save(held)
    return held.getvalue()


def xlsx() -> bytes:
    """Return a workbook as the library writes it."""
    held = BytesIO()
    Workbook().save(held)
    return held.getvalue()


def package(*types: str, parts: dict[str, bytes] | None = None, types_part: bytes | None = None) -> bytes:
    """Return an Office package that declares these types, with further parts."""
    declared = "".join(f'<Override PartName="/p{n}" ContentType="{each}"/>' for n, each in enumerate(types))
    listed = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{declared}</Types>'
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("[Content_Types].xml", types_part if types_part is not None else listed)
        for name, content in (parts or {}).items():
            made.writestr(name, content)
    return held.getvalue()


def upload(content: bytes = PDF, name: str = "opinion.pdf") -> SimpleUploadedFile:
    """Return a file as a form sends it; what the browser says of its type is wrong on purpose."""
    return SimpleUploadedFile(name, content, content_type="text/html")
