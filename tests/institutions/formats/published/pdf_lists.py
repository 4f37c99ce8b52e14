"""Published lists as PDF for tests, set by WeasyPrint. All people, companies and contracts are fictional."""

import html
import io
from collections.abc import Iterable, Sequence
from typing import Final

from weasyprint import HTML

from tests.institutions.formats.published.lists import NOTICE_HEADINGS, NOTICES

STYLE: Final = (
    "@page { size: A4 landscape; margin: 10mm } body { font-family: 'Noto Sans CJK JP'; font-size: 7pt }"
    "table { border-collapse: collapse; width: 100%; table-layout: fixed } thead { display: table-header-group }"
    "th, td { border: 0.5pt solid black; padding: 1pt; word-break: break-all } tr { break-inside: avoid }"
)
# A picture of one white point, as a scanner's page.
SCAN: Final = (
    "<img style='width: 100%; height: 150mm' src='data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVQI12P4//8/AAX+Av7czFnnAAAAAElFTkSuQmCC'>"
)


def pdf_of(body: str, *, style: str = STYLE) -> io.BytesIO:
    """Return a PDF of the body of a page."""
    made = HTML(string=f"<style>{style}</style>{body}").write_pdf()
    assert made is not None
    return io.BytesIO(made)


def pdf_table(headings: Sequence[str], rows: Iterable[Sequence[object]], title: str = "", below: str = "") -> str:
    """Return a table whose headings come again on each page, with a title above and a remark below."""
    head = "".join(f"<th>{html.escape(each)}</th>" for each in headings)
    lines = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<p>{title}</p><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table><p>{below}</p>"


def notices_pdf() -> io.BytesIO:
    """Return the notices of `lists` as a PDF; the days that Excel holds as numbers as days in the Japanese calendar."""
    days = {46112: "令和8年3月31日", 46204: "令和8年7月1日"}
    rows = [[days.get(cell, cell) if isinstance(cell, int) else cell for cell in row] for row in NOTICES]
    return pdf_of(pdf_table(NOTICE_HEADINGS, rows, "国家公務員の再就職状況の公表（架空）", "※架空の公表である。"))
