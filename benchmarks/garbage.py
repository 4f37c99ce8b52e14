"""Processor time of first assessments by the thresholds of Python's collector: its own, and those of our processes.

The thresholds are exchanged from batch to batch, so that a busy machine slows both alike.
"""

import gc
import itertools
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

from benchmarks.batch import CASES, FACTS, register_cases
from benchmarks.figures import print_figure, print_heading
from institutions.jobs.dispatch import leave_notifying_to_sweep
from policyengine.garbage import THRESHOLDS
from rules.assessing.attempt import run_assessments
from rules.assessing.claim import Claim, claim_with_others
from rules.assessing.request import request_again
from rules.models import Assessment, Trigger

AT_ONCE: Final = 10


@dataclass(slots=True)
class CollectorCost:
    """Seconds of processor time of so many cases, and the part of them in the collector."""

    cases: int = 0
    seconds: float = 0.0
    collecting: float = 0.0

    def note(self, phase: str, _info: object) -> None:
        """Note the beginning or the end of a look, as Python calls it."""
        self.collecting += time.process_time() if phase == "stop" else -time.process_time()


def main() -> None:
    """Assess cases for the first time, one batch by Python's thresholds and the next by ours."""
    usual = thresholds_of_python()
    cases = register_cases(AT_ONCE)
    waiting = Assessment.objects.queued().order_by("requested_at", "pk").values_list("pk", flat=True)
    run_assessments(claim_with_others(waiting[0], others=AT_ONCE))  # of the registration, which stores the rulebook
    with leave_notifying_to_sweep(), transaction.atomic():
        request_again(cases, Trigger.RULEBOOK_CHANGED)
    costs = {usual: CollectorCost(), THRESHOLDS: CollectorCost()}
    for thresholds in itertools.cycle(costs):
        if (first := waiting.first()) is None:
            break
        measure(costs[thresholds], thresholds, claim_with_others(first, others=AT_ONCE - 1))
    print_heading(f"{CASES} first assessments of {FACTS} facts on {connection.vendor}, by thresholds of the collector")
    peer = milliseconds(costs[usual].seconds, costs[usual])
    for thresholds, cost in costs.items():
        name = f"{thresholds}, {'Python' if thresholds == usual else 'ours'}"
        note = f"{milliseconds(cost.collecting, cost):.2f} ms of it in the collector"
        print_figure(name, milliseconds(cost.seconds, cost), "ms CPU", over="Python's own", peer=peer, note=note)


def thresholds_of_python() -> tuple[int, int, int]:
    """Return the thresholds that this Python has before any module of ours sets others."""
    printed = subprocess.run(
        [sys.executable, "-I", "-c", "import gc; print(*gc.get_threshold())"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    youngest, young, old = map(int, printed.split())
    return youngest, young, old


def measure(cost: CollectorCost, thresholds: tuple[int, int, int], claims: Sequence[Claim]) -> None:
    """Assess claimed cases by these thresholds, and add what it took."""
    gc.set_threshold(*thresholds)
    gc.callbacks.append(cost.note)
    began = time.process_time()
    run_assessments(claims)
    cost.seconds += time.process_time() - began
    gc.callbacks.remove(cost.note)
    cost.cases += len(claims)


def milliseconds(seconds: float, cost: CollectorCost) -> float:
    """Return milliseconds a case."""
    return seconds * 1000 / max(cost.cases, 1)
