"""The content of an answer, for tests of access."""

from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


def text_of(answer: "Answer") -> str:
    """Return the whole content of an answer, streamed or not, with its headers."""
    content = answer.getvalue() if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        pages = PdfReader(BytesIO(content)).pages
        content = " ".join("".join(page.extract_text() for page in pages).split()).encode()
    return f"{answer.headers}\n{content.decode(errors='replace')}"
