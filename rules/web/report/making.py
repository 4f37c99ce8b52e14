"""The making of a case's report: read, set, and recorded with its recipient."""

import hashlib
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from institutions.access.keys import KeyHolder
from institutions.audit.logs import request_id
from institutions.audit.record import record_event
from institutions.models import Account, Partnership
from rules.access.sensitive_reads import note_assessment
from rules.engine.language.statements import Language
from rules.web.report.audience import ReportReader
from rules.web.report.content import ReportContent, report_content
from rules.web.report.printing import print_pdf

LANGUAGES: Final[tuple[Language, ...]] = ("en", "ja")
VERB: Final = "report_made"


@dataclass(frozen=True, slots=True)
class PdfReport:
    """A PDF, and the name of its file."""

    pdf: bytes
    name: str


def make_report(partnership: Partnership, reader: Account | KeyHolder, language: Language) -> PdfReport:
    """Make the report of the case for this reader today. Raises ReportTrouble where no PDF can be made now.

    Nothing is recorded until there is a PDF, and none is handed out before it is recorded.
    """
    audience = ReportReader(reader)
    with translation.override(language):
        content = report_content(partnership, audience, language)
        html = render_to_string("rules/report/report.html", content.shown)
    pdf = print_pdf(html)
    put_on_record(partnership, audience, content, language, pdf)
    return PdfReport(pdf, file_name(partnership, content, language))


@transaction.atomic
def put_on_record(
    partnership: Partnership, audience: ReportReader, content: ReportContent, language: Language, pdf: bytes
) -> None:
    """Record one event for each report, with its contents and a hash by which a file can be verified."""
    done = content.view.done
    if done:
        note_assessment(audience.reader, done, content.read)
    after = {
        "language": language,
        "case_version": content.view.case.version,
        "assessment": str(done.pk) if done else None,
        "snapshot": done.snapshot_id if done else None,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        **audience.by,
    }
    what = f"partnership:{partnership.pk}"
    record_event(
        actor=audience.actor, verb=VERB, what=what, partnership=partnership.pk, after=after, request_id=request_id.get()
    )


def file_name(partnership: Partnership, content: ReportContent, language: Language) -> str:
    """Name the file by reference, language and day; the reference keeps only characters that any file system takes."""
    reference = "".join(
        each if each.isascii() and (each.isalnum() or each in "-_.") else "_" for each in partnership.reference
    )
    return f"report-{reference[:60]}-{language}-{content.view.today.isoformat()}.pdf"
