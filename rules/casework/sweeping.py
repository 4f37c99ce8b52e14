"""Looking after cleared cases: one that does not stand any more is under review again, and says why.

A condition is overdue, a dismissal has ended, or a newer assessment has findings or gaps that nobody has decided.
Each case is looked at under its lock, so that two sweeps, or a sweep and a person, do the same as one.
"""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation

from rules.casework.acting import locked_case, moved, noted
from rules.casework.holds import findings_decided, nothing_overdue, unassessed_addressed
from rules.casework.table import CLEARED_STATES, Act, row_of
from rules.casework.view import CaseView, read_case
from rules.models import Assessment, CaseCondition, FindingDecision, ReviewCase, State

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SweptCases:
    """How many cases were re-opened, and of how many a newer assessment changes nothing."""

    reopened: int
    standing: int


def sweep_cases() -> SweptCases:
    """Look once at every cleared case that something has happened to."""
    reopened = standing = 0
    for partnership in due_cases():
        with transaction.atomic(), translation.override("en"):
            done = look_at(partnership)
        reopened += done == Act.LAPSE
        standing += done == "stands"
    return SweptCases(reopened, standing)


def due_cases() -> list[UUID]:
    """The partnerships of cleared cases to look at: one query."""
    today = timezone.localdate()
    late = CaseCondition.objects.filter(case=OuterRef("pk"), due_on__lt=today, done__isnull=True)
    ended = FindingDecision.objects.filter(finding__partnership=OuterRef("partnership"), ends_on__lt=today)
    newer = Assessment.objects.filter(
        partnership=OuterRef("partnership"), state=State.DONE, requested_at__gt=OuterRef("assessment__requested_at")
    )
    cases = ReviewCase.objects.filter(Q(Exists(late)) | Q(Exists(ended)) | Q(Exists(newer)), state__in=CLEARED_STATES)
    # All of them: those of which a look changes nothing stay due, and many would keep a part from ever being seen.
    return list(cases.order_by("changed_at", "pk").values_list("partnership_id", flat=True))


def look_at(partnership_id: UUID) -> str:
    """Re-open one case if it does not stand; `stands` where a newer assessment changes nothing; else empty."""
    case = locked_case(partnership_id)
    row = row_of(case.state, Act.LAPSE)
    if row is None:
        return ""
    view = read_case(case.partnership, case)
    if reasons := trouble_with(view):
        moved(case, Act.LAPSE, row.next, None, "\n".join(reasons))
        logger.warning("Case %s is under review again.", case.pk)
        return Act.LAPSE
    if view.assessed and view.done and view.done.pk != case.assessment_id:
        before = str(case.assessment_id)
        ReviewCase.objects.filter(pk=case.pk).update(assessment=view.done)
        noted(
            case,
            "case_stands",
            f"case:{case.pk}",
            None,
            before={"assessment": before},
            after={"assessment": str(view.done.pk)},
        )
        return "stands"
    return ""


def trouble_with(view: CaseView) -> list[str]:
    """Why a cleared case does not stand. Of findings nothing is said while an assessment is under way or has failed."""
    reasons = list(nothing_overdue(view))
    if view.assessed:
        reasons += [*findings_decided(view), *unassessed_addressed(view)]
    return reasons
