"""The daily check of open cases, which assesses a case again if the day changes its result.

Nobody reports that a period has ended or a recusal begun, and no fact says which day matters next: posts, owners and
lists begin and end in the register. So the rulebook runs again as of today. If the result is the same, only the day is
noted on the assessment: reviewers, notices and the timeline hear only of days that matter. A result of an earlier
format is made anew once, since its facts, and the ways to clear its findings, may be others by now.
"""

import logging
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from institutions.models import Partnership
from institutions.values.portions import split_portions
from rules.assessing.confirming import Said, stored_words
from rules.assessing.request import request_together
from rules.assessing.run import assess_case
from rules.assessing.signature import result_signature, shown_findings
from rules.assessing.stored_format import FORMAT
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from rules.models import Assessment, CaseState, State, Trigger

logger = logging.getLogger(__name__)

OPEN: Final = (CaseState.SUBMITTED, CaseState.SCREENING, CaseState.UNDER_REVIEW)
SECONDS_A_SWEEP: Final = 30.0  # of one worker; the rest waits for the next sweep
A_SWEEP: Final = 500  # more than one sweep has time for
AT_ONCE: Final = 20  # cases gathered with one set of queries, in about a second


@dataclass(frozen=True, slots=True)
class LookResult:
    """The number of cases a sweep found unchanged, and of those for which it requested a new assessment."""

    same: int
    asked: int


def look_at_cases(today: date | None = None, *, seconds: float = SECONDS_A_SWEEP) -> LookResult:
    """Check open cases whose newest result is of an earlier day, those that waited longest first."""
    day, until = today or timezone.localdate(), time.monotonic() + seconds
    same = asked = 0
    for keys in split_portions(due_assessments(day).values_list("pk", flat=True)[:A_SWEEP], AT_ONCE):
        if time.monotonic() >= until:
            break
        together = list(Assessment.objects.filter(pk__in=keys).select_related("submission"))
        unchanged = unchanged_on([each for each in together if each.format == FORMAT], day)
        same += Assessment.objects.filter(pk__in=unchanged).update(same_on=day)
        with transaction.atomic():
            asked += request_together({}, changed_with_trigger(together, unchanged))
    return LookResult(same, asked)


def due_assessments(day: date) -> QuerySet[Assessment]:
    """Return newest finished assessments of open cases, not checked that day, with no day fixed in the document."""
    newest = Assessment.objects.filter(partnership=OuterRef("pk")).newest_first().values("pk")[:1]
    unacted = Q(review_case__isnull=True) | Q(review_case__state__in=OPEN)
    wanted = Partnership.objects.filter(unacted).annotate(newest=Subquery(newest)).values("newest")
    rows = Assessment.objects.filter(pk__in=wanted, state=State.DONE, as_of__lt=day)
    rows = rows.exclude(same_on=day)  # a later day, which nobody can have looked at, counts as none
    rows = rows.filter(submission__superseded_at__isnull=True, submission__document__assess_as_of__isnull=True)
    return rows.order_by(F("same_on").asc(nulls_first=True), "requested_at", "pk")


def unchanged_on(assessments: Sequence[Assessment], day: date) -> set[UUID]:
    """Return the assessments whose stored result is what the rulebook gives on today's register as of a day.

    The names and sources of its evidence are compared too. An error counts as a difference: the assessment that is
    then requested puts on record what went wrong.
    """
    stored = stored_words([each.pk for each in assessments])
    try:
        cases = gather_cases([each.submission for each in assessments], timezone.now(), [day] * len(assessments))
    except DatabaseError:
        raise
    except Exception:
        if len(assessments) == 1:
            logger.exception("The case of %s could not be looked at; it is assessed.", assessments[0].partnership_id)
            return set()
        return set().union(*(unchanged_on([each], day) for each in assessments))
    found = zip(assessments, cases, strict=True)
    return {each.pk for each, case in found if words_of_case(each, case) == stored[each.pk]}


def words_of_case(assessment: Assessment, case: CaseInput) -> Said | None:
    """Return what the rulebook says of a case now; None if it cannot say."""
    try:
        result = assess_case(case, current_rulebook())
    except Exception:
        logger.exception("The case of %s could not be looked at; it is assessed.", assessment.partnership_id)
        return None
    return result_signature(result), shown_findings(result)


def changed_with_trigger(assessments: Sequence[Assessment], unchanged: Collection[UUID]) -> dict[UUID, Trigger]:
    """Return the partnerships whose result differs, and the reason for which each is assessed again."""
    return {each.partnership_id: trigger_for(each) for each in assessments if each.pk not in unchanged}


def trigger_for(assessment: Assessment) -> Trigger:
    """Return the reason for a new assessment: a changed rulebook, otherwise the day."""
    changed = assessment.rulebook_id != current_rulebook().version
    return Trigger.RULEBOOK_CHANGED if changed else Trigger.DAY_CAME
