"""A report as a download, for pages and REST."""

from typing import Final

from django.http import HttpResponse

from rules.web.report.making import PdfReport

PDF: Final = "application/pdf"


def pdf_answer(report: PdfReport) -> HttpResponse:
    """Return the file; no cache keeps it, since its data on people is for its reader alone."""
    answer = headers_of()
    answer.content = report.pdf
    answer.headers["Content-Disposition"] = f'attachment; filename="{report.name}"'
    return answer


def headers_of() -> HttpResponse:
    """Return the answer without the file."""
    return HttpResponse(content_type=PDF, headers={"Cache-Control": "private, no-store"})
