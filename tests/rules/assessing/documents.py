"""Registered partnerships, for tests that are about the job and not about the rules."""

from typing import Any

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Submission
from rules.models import Assessment
from tests.documents import small


def registered(reference: str, **changes: Any) -> Submission:
    """Return METI's small partnership under a reference, registered as from a file."""
    draft = check_document(small(reference=reference, assess_as_of="2026-06-20", **changes))
    return register_partnership(draft, account=None, way="file").submission


def asked(reference: str, **changes: Any) -> Assessment:
    """Return the assessment that a registration queued."""
    return Assessment.objects.get(submission=registered(reference, **changes))


def ask_for(count: int) -> list[Assessment]:
    """Return queued assessments of newly registered partnerships."""
    return [asked(f"P-{number:03}") for number in range(count)]
