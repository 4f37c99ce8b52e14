"""Registered partnerships, for tests that are about the job and not about the rules."""

from typing import Any

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Submission
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
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


def store_rulebook() -> None:
    """Assess one case, so that the rulebook is read, and stored with the first result: later ones find it there."""
    first = claim(asked("RULEBOOK").pk)
    assert first is not None
    run_assessment(first)
