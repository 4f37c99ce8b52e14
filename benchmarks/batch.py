"""Assessments of about 60 facts taken one at a time and in batches: processor time, statements and bytes a case.

First assessments, then the same cases again with nothing changed: asked for, and as after a change that they do not
depend on.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from benchmarks.documents import demonstration_documents, refer_document, with_facts
from benchmarks.figures import print_figure, print_heading
from benchmarks.stages import NAMES, Spent, stage_stopwatch
from benchmarks.storage import StorageGrowth, growth_of_storage
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.models import SubmissionWay
from rules.assessing.attempt import run_assessments
from rules.assessing.claim import claim_with_others
from rules.assessing.request import request_again
from rules.models import Assessment, Trigger

FACTS: Final = 60
CASES: Final = 100
SIZES: Final = (1, 20, 100)  # assessments that a worker takes at once
QUESTIONS: Final = frozenset({"rules_asking", "rules_askedvalue", "rules_askedplaces"})  # counted apart
LISTED_BYTES: Final = 50  # a case; smaller tables are not listed


@dataclass(frozen=True, slots=True)
class BatchCost:
    """The cost of one case: milliseconds of this process, by the clock, and by the clock for each stage; storage."""

    cpu: float
    clock: float
    stages: Spent
    queries: float
    bytes: dict[str, float]

    @property
    def result_bytes(self) -> float:
        """The bytes of everything but the questions."""
        return sum(size for table, size in self.bytes.items() if table not in QUESTIONS)


def main() -> None:
    """Assess cases in batches of growing size: for the first time, on demand, and after a change."""
    registered = {size: register_cases(size) for size in SIZES}
    assess_queued(SIZES[-1])  # one case of its own, which stores the rulebook
    print_costs("first assessments", {size: first_costs(cases, size) for size, cases in registered.items()})
    for name, trigger in (
        ("asked for again, nothing changed", Trigger.ON_DEMAND),
        ("after a change, nothing changed", Trigger.REGISTER_CHANGED),
    ):
        print_costs(name, {size: costs_again(cases, size, trigger) for size, cases in registered.items()})


def register_cases(size: int) -> list[UUID]:
    """Register the cases of one size of batch; their assessments are removed, to be asked for again one by one."""
    documents = [with_facts(each, FACTS) for each in demonstration_documents()]
    with leave_notifying_to_sweep():
        found = [
            register_partnership(
                check_document(refer_document(documents[number % len(documents)], f"BATCH-{size}-{number:03}")),
                account=None,
                way=SubmissionWay.FILE,
            ).submission.partnership_id
            for number in range(CASES)
        ]
        register_partnership(
            check_document(refer_document(documents[0], f"RULEBOOK-{size}")), account=None, way=SubmissionWay.FILE
        )
    Assessment.objects.queued().filter(partnership__in=found).delete()
    return found


def first_costs(cases: Sequence[UUID], size: int) -> BatchCost:
    """Measure first assessments."""
    return costs_again(cases, size, Trigger.RULEBOOK_CHANGED)


def costs_again(cases: Sequence[UUID], size: int, trigger: Trigger) -> BatchCost:
    """Queue all cases, and take and assess them in batches of this size."""
    with leave_notifying_to_sweep(), transaction.atomic():
        request_again(cases, trigger)
    with growth_of_storage() as growth, stage_stopwatch() as stages:
        cpu, clock = time.process_time(), time.perf_counter()
        assess_queued(size)
        cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    return batch_cost(len(cases), cpu, clock, stages, growth)


def assess_queued(size: int) -> None:
    """Take and assess everything that waits."""
    waiting = Assessment.objects.queued().order_by("requested_at", "pk").values_list("pk", flat=True)
    while first := waiting.first():
        run_assessments(claim_with_others(first, others=size - 1))


def batch_cost(cases: int, cpu: float, clock: float, stages: Spent, growth: StorageGrowth) -> BatchCost:
    """Return the cost of one of so many cases."""
    return BatchCost(
        cpu=cpu * 1000 / cases,
        clock=clock * 1000 / cases,
        stages={name: seconds * 1000 / cases for name, seconds in stages.items()},
        queries=growth.queries / cases,
        bytes={table: size / cases for table, size in growth.bytes.items() if size},
    )


def print_costs(name: str, found: dict[int, BatchCost]) -> None:
    """Print the costs by the size of the batch."""
    print_heading(f"{CASES} cases of {FACTS} facts on {connection.vendor}, {name}, by cases taken at once")
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
        asked = sum(each.bytes.get(table, 0) for table in QUESTIONS)
        listed = sorted(each.bytes.items(), key=lambda pair: -pair[1])
        tables = ", ".join(f"{table} {size:,.0f}" for table, size in listed if abs(size) >= LISTED_BYTES)
        print(f"    {each.queries:.1f} queries, {each.result_bytes:,.0f} bytes and {asked:,.0f} of questions a case")
        print(f"    bytes: {tables or 'none'}", flush=True)
