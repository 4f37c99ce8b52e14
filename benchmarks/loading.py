"""Processes of OCDS data in bulk: read, checked and stored in sets, beside one by one; unchanged again; assessed first.

Milliseconds of processor time a process, of this process and of its server, and the stages of a set. All are fictional.
"""

import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from unittest.mock import patch

from django.conf import settings
from django.db import connection

from benchmarks.batch import assess_queued
from benchmarks.figures import print_figure, print_heading
from benchmarks.imports import OCDS
from benchmarks.ocds_processes import process_lines
from benchmarks.server_time import server_seconds
from benchmarks.stages import NAMES, stage_stopwatch
from institutions.drafts import store_together
from institutions.drafts.name_searches import search_waiting
from institutions.formats.ocds.reading.files import OcdsFile
from institutions.imports import new_processes, partnerships
from institutions.imports.claim import claim_of
from institutions.imports.requesting import request_import
from institutions.imports.run import run_import
from institutions.models import GovernmentBody, ImportState
from rules.assessing.attempt import run_assessments
from rules.assessing.claim import claim_with_others
from rules.models import Assessment
from rules.review import receivers

PROCESSES: Final = 1_000
ONE_BY_ONE: Final = 60  # processes
ASSESSED: Final = 100  # those that came in last: their sponsor has the longest history
STAGES: Final[tuple[tuple[str, Any, str], ...]] = (  # Any: a module or a class; then the name that it calls
    ("read", OcdsFile, "converted"),
    ("check", new_processes, "walk_submission"),
    ("check", new_processes, "draft_of"),
    ("look up", new_processes.SetOfProcesses, "of"),
    ("resolve", new_processes, "resolve_found"),
    ("proposals", store_together, "store_submissions"),
    ("names", store_together, "store_descriptions"),
    ("keys of names, searches", store_together, "take_in_names"),
    ("sources", store_together, "store_sources"),
    ("statements", store_together, "store_statements"),
    ("events", store_together, "record_acts"),
    ("requests", receivers, "request_together"),
    ("summaries", receivers, "summarise_new"),
    ("changes", receivers, "note_change"),
)


def main() -> None:
    """Measure a file that is new, the same again, and the first assessments of the processes that came in last."""
    lines = list(process_lines(PROCESSES))
    began = time.process_time()
    for line in lines:
        json.loads(line)
    peer = (time.process_time() - began) * 1000 / PROCESSES
    print_heading(f"Processes of OCDS data on {connection.vendor}: ms of processor time a process, with the server's")
    print_figure("peer: json.loads alone", peer, "ms CPU")
    few = list(process_lines(ONE_BY_ONE, seed=2))
    with patch.object(partnerships, "new_processes", lambda *_: set()):
        alone = measure(f"{ONE_BY_ONE} new, stored one by one", ONE_BY_ONE, lambda: bring_in(few))
    with cpu_stopwatch() as spent:
        measure(f"{PROCESSES:,} new, stored in sets", PROCESSES, lambda: bring_in(lines), over="one by one", peer=alone)
    print("    " + ", ".join(f"{name} {seconds * 1000 / PROCESSES:.2f}" for name, seconds in spent.items()) + " ms CPU")
    measure("possible matches of their names, by the job", PROCESSES, search_all, over="json.loads", peer=peer)
    measure("unchanged again", PROCESSES, lambda: bring_in(lines), over="json.loads", peer=peer)
    latest = list(Assessment.objects.queued().order_by("-requested_at", "-pk").values_list("pk", flat=True))
    Assessment.objects.queued().exclude(pk__in=latest[: ASSESSED + 1]).delete()
    run_assessments(claim_with_others(latest[ASSESSED], others=0))  # the first case of a process loads the rulebook
    with stage_stopwatch() as stages:
        measure(f"first assessment, {settings.ASSESSMENT_BATCH} at once", ASSESSED, assess_all)
    print("    " + ", ".join(f"{name} {stages[name] * 1000 / ASSESSED:.1f}" for name in NAMES) + " ms by the clock")


def search_all() -> None:
    """Search for the names that wait, as a worker does."""
    search_waiting()


def assess_all() -> None:
    """Assess everything that waits, as a worker does."""
    assess_queued(settings.ASSESSMENT_BATCH)


def bring_in(lines: list[bytes]) -> None:
    """Import lines of OCDS data as a file."""
    job = request_import(
        io.BytesIO(b"".join(lines)),
        file_name="processes.jsonl",
        format_name="ocds",
        body=GovernmentBody.objects.get(code="METI"),
        options=OCDS,
        here=True,
    )
    run_import(claim_of(job))
    job.refresh_from_db()
    assert job.state == ImportState.DONE, job.error
    assert not job.refused, job.refused


def measure(name: str, number: int, work: Callable[[], None], *, over: str = "", peer: float = 0.0) -> float:
    """Do some work on so many processes; print and return the milliseconds of processor time that one takes."""
    ours, server, clock = time.process_time(), server_seconds(), time.perf_counter()
    work()
    ours, server = (time.process_time() - ours) * 1000 / number, (server_seconds() - server) * 1000 / number
    note = f"{ours:.2f} + {server:.2f}; {number / (time.perf_counter() - clock):.0f} a second by the clock"
    print_figure(name, ours + server, "ms CPU", over=over, peer=peer, note=note)
    return ours + server


@contextmanager
def cpu_stopwatch() -> Iterator[dict[str, float]]:
    """Yield the seconds of processor time of this process by stage of a set, added up while inside."""
    spent = dict.fromkeys((name for name, _, _ in STAGES), 0.0)
    with ExitStack() as stack:
        for name, owner, function in STAGES:
            stack.enter_context(patch.object(owner, function, timed(getattr(owner, function), name, spent)))
        yield spent


def timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    """Return the function, with its processor time added to a stage's."""

    def measured(*args: Any, **kwargs: Any) -> Any:  # Any: whatever the function takes and returns
        began = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - began

    return measured
