"""Assessments of about 60 facts taken one at a time and in batches: processor time a case, stage by stage."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

from benchmarks.cases import register_assessed
from benchmarks.documents import demonstration_documents, refer_document, with_facts
from benchmarks.figures import print_figure, print_heading
from benchmarks.stages import NAMES, Spent, stage_stopwatch
from institutions.jobs.dispatch import leave_notifying_to_sweep
from rules.assessing.attempt import run_assessments
from rules.assessing.claim import claim_with_others
from rules.assessing.request import request_again
from rules.models import Assessment, Trigger

FACTS: Final = 60
CASES: Final = 100
SIZES: Final = (1, 20, 100)  # assessments that a worker takes at once


@dataclass(frozen=True, slots=True)
class BatchTiming:
    """The cost of one case, in milliseconds: of this process, by the clock, and by the clock for each stage."""

    cpu: float
    clock: float
    stages: Spent


def main() -> None:
    """Assess the same cases again, nothing of which has changed, in batches of growing size."""
    documents = [with_facts(each, FACTS) for each in demonstration_documents()]
    cases = [
        register_assessed(refer_document(documents[number % len(documents)], f"BATCH-{number:03}")).partnership_id
        for number in range(CASES)
    ]
    print_heading(f"{CASES} cases of {FACTS} facts on {connection.vendor}, nothing changed, by cases taken at once")
    found = {size: batch_timing(cases, size) for size in SIZES}
    alone = found[SIZES[0]]
    for size, each in found.items():
        print_figure(
            f"taken at once: {size}",
            each.cpu,
            "ms CPU",
            over="taken alone",
            peer=alone.cpu,
            note=f"{1000 / each.clock:.0f} a second by the clock",
        )
        print("    " + ", ".join(f"{name} {each.stages[name]:.1f}" for name in NAMES) + " ms by the clock", flush=True)


def batch_timing(cases: Sequence[UUID], size: int) -> BatchTiming:
    """Queue all cases, and take and assess them in batches of this size."""
    with leave_notifying_to_sweep():
        request_again(cases, Trigger.ON_DEMAND)
    with stage_stopwatch() as stages:
        cpu, clock = time.process_time(), time.perf_counter()
        while first := Assessment.objects.queued().order_by("requested_at", "pk").values_list("pk", flat=True).first():
            run_assessments(claim_with_others(first, others=size - 1))
        cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    return BatchTiming(
        cpu=cpu * 1000 / len(cases),
        clock=clock * 1000 / len(cases),
        stages={name: seconds * 1000 / len(cases) for name, seconds in stages.items()},
    )
