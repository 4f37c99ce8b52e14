"""The sweep of cleared cases: one whose clearance is no longer valid returns under review, with the reasons.

A condition is overdue, a dismissal has ended, or a newer assessment has findings or gaps that nobody has decided.
Each case is checked under its lock, so that two sweeps, or a sweep and a person, do the same as one.
"""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.codes.base import Coded
from rules.models import Assessment, CaseCondition, FindingDecision, ReviewCase, State
from rules.review.casework.act_table import CLEARED_STATES, Act, act_row
from rules.review.casework.acting import locked_case, move_locked_case, note_case_act
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.lapse_reasons import overdue_conditions, unaddressed_rules, undecided_findings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SweptCases:
    """The number of re-opened cases, and of those that a newer assessment does not change."""

    reopened: int
    standing: int


def sweep_cases() -> SweptCases:
    """Check every cleared case that something has happened to, once.

    A case whose check fails does not stop those after it: the log names it, and at the end all failures are raised.
    """
    reopened = standing = 0
    failures: list[Exception] = []
    for partnership in due_cases():
        try:
            with transaction.atomic():
                done = check_clearance(partnership)
        except Exception as failure:
            logger.exception("The case of %s could not be looked at.", partnership)
            failure.add_note(f"while looking at the case of partnership {partnership}")
            failures.append(failure)
            continue
        reopened += done == Act.LAPSE
        standing += done == "stands"
    if failures:
        message = "Not every cleared case could be looked at; the others were."
        raise ExceptionGroup(message, failures)
    return SweptCases(reopened, standing)


def due_cases() -> list[UUID]:
    """Return the partnerships of cleared cases to check: one query."""
    today = timezone.localdate()
    late = CaseCondition.objects.open().filter(case=OuterRef("pk"), due_on__lt=today)
    ended = FindingDecision.objects.valid().filter(finding__partnership=OuterRef("partnership"), ends_on__lt=today)
    newer = Assessment.objects.filter(
        partnership=OuterRef("partnership"), state=State.DONE, requested_at__gt=OuterRef("assessment__requested_at")
    )
    cases = ReviewCase.objects.filter(Q(Exists(late)) | Q(Exists(ended)) | Q(Exists(newer)), state__in=CLEARED_STATES)
    # All of them: cases that a check does not change stay due, and a limit would keep others from ever being checked.
    return list(cases.order_by("changed_at", "pk").values_list("partnership_id", flat=True))


def check_clearance(partnership_id: UUID) -> str:
    """Re-open one case if its clearance is not valid; return `lapse`, `stands` if new results change nothing, or ""."""
    case = locked_case(partnership_id)
    row = act_row(case.state, Act.LAPSE)
    if row is None:
        return ""
    view = read_case(case.partnership, case)
    if reasons := clearance_troubles(view):
        move_locked_case(case, Act.LAPSE, row.next, None, "", reasons)
        logger.warning("Case %s is under review again.", case.pk)
        return Act.LAPSE
    if view.assessed and view.done and view.done.pk != case.assessment_id:
        before = str(case.assessment_id)
        with changing(ReviewCase, case.pk):
            ReviewCase.objects.filter(pk=case.pk).update(assessment=view.done)
        note_case_act(
            case,
            "case_stands",
            f"case:{case.pk}",
            None,
            before={"assessment": before},
            after={"assessment": str(view.done.pk)},
        )
        return "stands"
    return ""


def clearance_troubles(view: CaseView) -> list[Coded]:
    """Return why a clearance is not valid. Findings give no reason while an assessment is under way or has failed."""
    reasons: list[Coded] = list(overdue_conditions(view))
    if view.assessed:
        reasons += [*undecided_findings(view), *unaddressed_rules(view)]
    return reasons
