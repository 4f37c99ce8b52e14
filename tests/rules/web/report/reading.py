"""The reading of a PDF: its text in one line, its structure, its headings. And the mark for tests that make one."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from institutions.values.pdf_requirements import PACKAGES
from rules.web.report import requirements

makes_pdf = pytest.mark.skipif(requirements.report_obstacle() is not None, reason=f"needs Debian's {PACKAGES}")


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def root(pdf: PdfReader) -> Any:
    """Return the root of the document: its language, marks and structure."""
    return pdf.root_object


def squeezed(text: str) -> str:
    """Return a text without white space: lines and columns break anywhere, in Japanese within words."""
    return re.sub(r"\s+", "", text)


def text_in(pdf: bytes) -> str:
    """Return all of its text without the running header and page numbers, squeezed."""
    return squeezed("".join(page.extract_text() for page in opened(pdf).pages))


def elements(pdf: PdfReader) -> Iterator[Any]:
    """Yield the elements of the structure, in reading order."""

    def below(element: Any) -> Iterator[Any]:
        element = element.get_object()
        if not hasattr(element, "get") or "/S" not in element:
            return
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from below(kid)

    for first in root(pdf)["/StructTreeRoot"]["/K"]:
        yield from below(first)


def headings(pdf: PdfReader) -> list[int]:
    """Return the levels of the headings in order."""
    return [int(each["/S"][2:]) for each in elements(pdf) if re.fullmatch(r"/H\d", each["/S"])]
