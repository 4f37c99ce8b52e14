"""The registration and assessment of a case as a worker does it, with its time."""

import statistics
import time
from dataclasses import dataclass

from django.utils import timezone

from benchmarks.documents import Json
from benchmarks.stages import NAMES, Spent, stage_stopwatch
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Submission, SubmissionWay
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim, claim_of, claimed_here
from rules.assessing.request import request_assessment
from rules.models import Assessment, Heartbeat, State, Trigger


@dataclass(frozen=True, slots=True)
class AssessmentTiming:
    """One assessment: seconds from the claim of its queued row to its stored result, and those of its stages."""

    seconds: float
    stages: Spent
    facts: int


def register_assessed(document: Json) -> Submission:
    """Store a document and assess it once, so that a later assessment finds nothing for the first time."""
    with claimed_here():
        submission = register_partnership(check_document(document), account=None, way=SubmissionWay.FILE).submission
    run_assessment(claim_of(Assessment.objects.get(submission=submission, state=State.RUNNING)))
    return submission


def assess_here_timed(submission: Submission) -> AssessmentTiming:
    """Queue an assessment and do what a worker does with it. The message to the workers goes to a temporary folder."""
    row = request_assessment(submission, Trigger.ON_DEMAND)
    with stage_stopwatch() as stages:
        began = time.perf_counter()
        taken = claim(row.pk)
        assert taken is not None
        stored = run_assessment(taken)
        seconds = time.perf_counter() - began
    assert stored
    return AssessmentTiming(seconds, dict(stages), Assessment.objects.get(pk=row.pk).facts)


def rows_committed(count: int) -> list[float]:
    """Measure the peer of everything that stores: Django inserts and commits one small row."""
    found = []
    for number in range(count):
        began = time.perf_counter()
        Heartbeat.objects.create(name=f"benchmark {number}", at=timezone.now())
        found.append(time.perf_counter() - began)
    Heartbeat.objects.filter(name__startswith="benchmark ").delete()
    return found


def stage_times(found: list[AssessmentTiming]) -> str:
    """Write the median milliseconds of each stage, in one line."""
    parts = {name: statistics.median(each.stages[name] for each in found) * 1000 for name in NAMES}
    rest = statistics.median(each.seconds - sum(each.stages.values()) for each in found) * 1000
    return ", ".join(f"{name} {spent:.2f}" for name, spent in {**parts, "claim and rest": rest}.items())
