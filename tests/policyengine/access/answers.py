"""The content of an answer, for tests of access."""

import re
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer


# What differs from one answer to the next: tokens, nonces, names of requests, ids of new rows, moments, hashes.
OF_THE_ANSWER = re.compile(
    r"""(?<=value=")\w{64}(?=")|(?<=csrfToken":")\w+|nonce[-="]+[\w+/=-]+|\b[0-9a-f]{32,64}\b"""
    r"""|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\d{4}-\d\d-\d\dT[\d:.+Z]+|(?<=csrftoken=)\w+"""
    r"""|(?<='Content-Length': ')\d+|(?<='ETag': ')[^']+|(?<=sessionid=)\w+|(?<=/person-data/)\d+"""
    r"""|(?<=/audit/samples/)\d+|(?<=\{"id":)\d+(?=,"(?:finding|name)":)"""
)


def lasting(text: str) -> str:
    """Return the text of an answer without what differs from one answer to the next."""
    return OF_THE_ANSWER.sub("…", text)


def text_of(answer: "Answer") -> str:
    """Return the whole content of an answer, streamed or not, with its headers."""
    content = answer.getvalue() if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        pages = PdfReader(BytesIO(content)).pages
        content = " ".join("".join(page.extract_text() for page in pages).split()).encode()
    return f"{answer.headers}\n{content.decode(errors='replace')}"
