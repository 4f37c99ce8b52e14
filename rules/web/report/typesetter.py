"""The step from HTML to a tagged PDF, in its own process: it knows WeasyPrint, and neither Django nor the database.

`printing` starts these processes. Nothing is fetched: a page that names an address gets nothing from it.
"""

import re
import resource
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NoReturn

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

ROOT: Final = Path(__file__).resolve().parents[3]
TOKENS: Final = ROOT / "policyengine/static/design/tokens.css"
STYLE: Final = Path(__file__).with_name("report.css")
VARIANT: Final = "pdf/ua-1"  # tagged, with language and title: what a screen reader needs
MADE, FAILED = b"+", b"-"  # the first byte of the answer


class NothingFetched(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """A fetcher that replaces WeasyPrint's own, which reads files and asks other hosts."""

    def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002 - the parent's signature
        """Refuse the address; WeasyPrint continues without it."""
        message = f"A report fetches nothing, not {url[:100]} either."
        raise ValueError(message)


NOTHING: Final = NothingFetched()


def style_sheet() -> str:
    """Return the style sheet with the values of the tokens in it: looked up each time, they take a third longer."""
    tokens = dict(re.findall(r"(--[\w-]+):\s*([^;}]+)", TOKENS.read_text(encoding="utf-8")))
    return re.sub(r"var\((--[\w-]+)\)", lambda found: tokens[found[1]], STYLE.read_text(encoding="utf-8"))


# Read once, in the process from which those that set type are forked.
SHEET: Final = CSS(string=style_sheet(), url_fetcher=NOTHING)


def typeset_document(html: str, fonts: FontConfiguration) -> bytes:
    """Set the type of one document. The same HTML gives the same bytes."""
    document = HTML(string=html, url_fetcher=NOTHING)
    made = document.write_pdf(stylesheets=[SHEET], font_config=fonts, pdf_variant=VARIANT)
    if not isinstance(made, bytes):
        message = "WeasyPrint returned no bytes."
        raise TypeError(message)
    return made


def serve_one_document(answers: Connection, html: str, memory: int, seconds: int) -> None:
    """Make one PDF with at most so much memory (bytes) and processor time, send it back, and end."""
    # Before the limits: where fontconfig cannot map its cache for want of memory, it takes the fonts for unreadable and
    # stores that nobody on this machine has any.
    fonts = FontConfiguration()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # at the second one a process ends without a reason
    try:
        made = MADE + typeset_document(html, fonts)
    except Exception as trouble:  # noqa: BLE001 - told to the process that asked, which logs and raises it
        made = FAILED + f"{type(trouble).__name__}: {trouble}"[:2000].encode()
    answers.send_bytes(made)
    answers.close()
