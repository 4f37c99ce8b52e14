"""The verification of waiting assessments: none of a present submission is missing, so that no case goes unscreened.

The row of an assessment is covered once it is done. One that somebody removes before that leaves nothing else behind.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models import Submission
from rules.models import Assessment

TABLE: Final = Assessment._meta.db_table  # noqa: SLF001 - Django documents _meta


def assessment_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each present submission that no assessment is about; `since`: of those received from that moment on."""
    about = Assessment.objects.filter(submission=OuterRef("pk"))
    present = Submission.objects.filter(superseded_at__isnull=True, partnership__disposed_at__isnull=True)
    lacking = (present.filter(received_at__gte=since) if since else present).exclude(Exists(about)).order_by("pk")
    said = (
        f"{TABLE}: none is on record about the present submission {pk} of partnership {partnership}; have it assessed "
        "again, and find out why"
        for pk, partnership in lacking.values_list("pk", "partnership_id").iterator()
    )
    yield from some_of(said, "assessments")


compare_derived(Assessment, by=assessment_troubles)
