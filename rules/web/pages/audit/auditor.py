"""The right to the audit pages, and their common parts."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.formats.tables.spreadsheets import CSV, XLSX
from institutions.models import Account
from rules.explaining.wording.days import TO_SECONDS, shown_moment
from rules.review.auditing.auditors import may_audit
from rules.web.exporting.begun_file import BegunFile
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
MEDIA_TYPES: Final = {"csv": CSV, "xlsx": XLSX, "jsonl": "application/x-ndjson"}
PAGES: Final = (
    ("audit", gettext_lazy("Audit trail")),
    ("audit-overrides", gettext_lazy("Decisions at a glance")),
    ("audit-samples", gettext_lazy("Samples of cleared cases")),
)


def signed_in_auditor(request: HttpRequest) -> Account:
    """Return the reader's account if it may audit; PermissionDenied for anybody else."""
    account = signed_in_reader(request)
    if not may_audit(account):
        raise PermissionDenied(_("Only an auditor can see these pages. Ask one."))
    return account


def given_parameters(request: HttpRequest) -> dict[str, str]:
    """Return the parameters, one text per name."""
    return {name: str(value) for name, value in request.GET.items()}


def moment_to_second(moment: Any) -> str:  # Any: a moment of a column
    """Return a moment to the second in local time."""
    return shown_moment(moment, clock=TO_SECONDS)


def file_answer(make: Callable[[], Iterator[bytes]], suffix: str, name: str) -> StreamingHttpResponse:
    """Return a download. Its first part is made at once, so that an error shows before anything is sent."""
    answer = StreamingHttpResponse(BegunFile(make()), content_type=MEDIA_TYPES[suffix])
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{suffix}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
