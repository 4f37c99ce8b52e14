"""The daily check of open cases, which assesses a case again if the day changes its result.

Nobody reports that a period has ended or a recusal begun, and no fact says which day matters next: posts, owners and
lists begin and end in the register. So the rulebook runs again as of today. If the result is the same, only the day is
noted on the assessment: reviewers, notices and the timeline hear only of days that matter.
"""

import logging
import time
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from institutions.models import Partnership
from institutions.values.hashing import canonical_json
from rules.assessing.case_result import CaseResult
from rules.assessing.request import request_again
from rules.assessing.result_lines import missing_texts, reason_text
from rules.assessing.run import assess_case
from rules.engine.evaluating.engine_code import code_texts
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_register import gather_cases
from rules.models import Assessment, CaseState, Match, RuleOutcome, State, Trigger

logger = logging.getLogger(__name__)

OPEN: Final = (CaseState.SUBMITTED, CaseState.SCREENING, CaseState.UNDER_REVIEW)
SECONDS_A_SWEEP: Final = 30.0  # of one worker; the rest waits for the next sweep
A_SWEEP: Final = 500  # cases read at once with their documents: more than one sweep has time for
Signature = str


@dataclass(frozen=True, slots=True)
class LookResult:
    """The number of cases a sweep found unchanged, and of those for which it requested a new assessment."""

    same: int
    asked: int


def look_at_cases(today: date | None = None, *, seconds: float = SECONDS_A_SWEEP) -> LookResult:
    """Check open cases whose newest result is of an earlier day, those that waited longest first."""
    day, until = today or timezone.localdate(), time.monotonic() + seconds
    same = asked = 0
    for assessment in due_assessments(day)[:A_SWEEP]:
        if time.monotonic() >= until:
            break
        if says_same_on(assessment, day):
            Assessment.objects.filter(pk=assessment.pk).update(same_on=day)
            same += 1
        else:
            with transaction.atomic():
                asked += request_again([assessment.partnership_id], trigger_for(assessment))
    return LookResult(same, asked)


def due_assessments(day: date) -> QuerySet[Assessment]:
    """Return newest finished assessments of open cases, not checked that day, with no day fixed in the document."""
    newest = Assessment.objects.filter(partnership=OuterRef("pk")).newest_first().values("pk")[:1]
    unacted = Q(review_case__isnull=True) | Q(review_case__state__in=OPEN)
    wanted = Partnership.objects.filter(unacted).annotate(newest=Subquery(newest)).values("newest")
    rows = Assessment.objects.filter(pk__in=wanted, state=State.DONE, as_of__lt=day)
    rows = rows.filter(Q(same_on__isnull=True) | Q(same_on__lt=day))
    rows = rows.filter(submission__superseded_at__isnull=True, submission__document__assess_as_of__isnull=True)
    return rows.select_related("submission").order_by(F("same_on").asc(nulls_first=True), "requested_at", "pk")


def says_same_on(assessment: Assessment, day: date) -> bool:
    """Return whether the rulebook, run on today's register as of a day, gives the stored result of an assessment.

    An error counts as a difference: the assessment that is then requested puts on record what went wrong.
    """
    try:
        (case,) = gather_cases([assessment.submission], timezone.now(), day)
        result = assess_case(case, current_rulebook())
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The case of %s could not be looked at; it is assessed.", assessment.partnership_id)
        return False
    return result_signature(result) == stored_signature(assessment.pk)


def result_signature(result: CaseResult) -> Signature:
    """Return the signature of a result: findings with their evidence hashes, each rule's outcome and missing data."""
    findings = sorted([each.fingerprint, each.severity, each.evidence_hash] for each in result.findings)
    outcomes = sorted(
        [code, each.outcome, code_texts(each.missing), each.reason.text if each.reason else ""]
        for code, each in result.outcomes.items()
    )
    return canonical_json([findings, outcomes])


def stored_signature(pk: UUID) -> Signature:
    """Return the signature of a stored assessment. Two queries."""
    findings = Match.objects.filter(assessment=pk).values_list("finding__fingerprint", "severity", "evidence_hash")
    outcomes = sorted(
        [each.code, each.outcome, missing_texts(each), reason_text(each)]
        for each in RuleOutcome.objects.filter(assessment=pk)
    )
    return canonical_json([sorted(map(list, findings)), outcomes])


def trigger_for(assessment: Assessment) -> Trigger:
    """Return the reason for a new assessment: a changed rulebook, otherwise the day."""
    changed = assessment.rulebook_id != current_rulebook().version
    return Trigger.RULEBOOK_CHANGED if changed else Trigger.DAY_CAME
