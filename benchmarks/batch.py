"""Assessments of about 60 facts taken one at a time and in batches: processor time, statements and bytes a case.

First assessments, then the same cases again with nothing changed: asked for, and as after a change that they do not
depend on. On PostgreSQL the rows of the first ones are copied bare too: what its server has to do for them in any case.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from benchmarks.bare_rows import BareCost, WrittenRows
from benchmarks.documents import demonstration_documents, refer_document, with_facts
from benchmarks.figures import print_figure, print_heading
from benchmarks.server_time import server_seconds
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
    """The cost of one case: milliseconds of this process, of its server, and by the clock for each stage; storage."""

    cpu: float
    server: float
    clock: float
    stages: Spent
    queries: float
    bytes: dict[str, float]

    @property
    def whole(self) -> float:
        """The milliseconds of processor time of both."""
        return self.cpu + self.server

    @property
    def result_bytes(self) -> float:
        """The bytes of everything but the questions."""
        return sum(size for table, size in self.bytes.items() if table not in QUESTIONS)


def main() -> None:
    """Assess cases in batches of growing size: for the first time, on demand, and after a change."""
    registered = {size: register_cases(size) for size in SIZES}
    assess_queued(SIZES[-1])  # one case of its own, which stores the rulebook
    written = WrittenRows() if connection.vendor == "postgresql" else None
    print_costs("first assessments", {size: first_costs(cases, size) for size, cases in registered.items()})
    if written:
        print_bare(written.copied_bare())
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
        server = server_seconds()
        cpu, clock = time.process_time(), time.perf_counter()
        assess_queued(size)
        cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
        server = server_seconds() - server
    return batch_cost(len(cases), (cpu, server, clock), stages, growth)


def assess_queued(size: int) -> None:
    """Take and assess everything that waits."""
    waiting = Assessment.objects.queued().order_by("requested_at", "pk").values_list("pk", flat=True)
    while first := waiting.first():
        run_assessments(claim_with_others(first, others=size - 1))


def batch_cost(cases: int, spent: tuple[float, float, float], stages: Spent, growth: StorageGrowth) -> BatchCost:
    """Return the cost of one of so many cases; `spent`: seconds of this process, of its server, and by the clock."""
    cpu, server, clock = spent
    return BatchCost(
        cpu=cpu * 1000 / cases,
        server=server * 1000 / cases,
        clock=clock * 1000 / cases,
        stages={name: seconds * 1000 / cases for name, seconds in stages.items()},
        queries=growth.queries / cases,
        bytes={table: size / cases for table, size in growth.bytes.items() if size},
    )


def print_bare(bare: BareCost) -> None:
    """Print what the rows of all first assessments, with their questions, take to copy."""
    cases = CASES * len(SIZES)
    print_figure(
        f"peer: the {bare.rows / cases:.0f} rows of one copied bare",
        (bare.client + bare.server) / cases,
        "ms CPU",
        note=f"{bare.client / cases:.2f} + {bare.server / cases:.2f}",
    )


def print_costs(name: str, found: dict[int, BatchCost]) -> None:
    """Print the costs by the size of the batch."""
    print_heading(f"{CASES} cases of {FACTS} facts on {connection.vendor}, {name}, by cases taken at once")
    alone = found[SIZES[0]]
    for size, each in found.items():
        print_figure(
            f"taken at once: {size}",
            each.whole,
            "ms CPU",
            over="taken alone",
            peer=alone.whole,
            note=f"{each.cpu:.1f} + {each.server:.1f}; {2000 / each.whole:.0f} a second of two cores",
        )
        print("    " + ", ".join(f"{name} {each.stages[name]:.1f}" for name in NAMES) + " ms by the clock", flush=True)
        asked = sum(each.bytes.get(table, 0) for table in QUESTIONS)
        listed = sorted(each.bytes.items(), key=lambda pair: -pair[1])
        tables = ", ".join(f"{table} {size:,.0f}" for table, size in listed if abs(size) >= LISTED_BYTES)
        print(f"    {each.queries:.1f} queries, {each.result_bytes:,.0f} bytes and {asked:,.0f} of questions a case")
        print(f"    bytes: {tables or 'none'}", flush=True)
