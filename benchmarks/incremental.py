"""One tie changes beside few and many assessed partnerships: from its commit to the new verdict, and the statements.

Then a change that touches many of them: its own transaction, and the walk that queues them. INCREMENTAL_CASES gives
other numbers of partnerships; an empty one takes the register as it is, filled by `large_register`. A worker is this
process, so the time of the broker is not in it. The dearest statements are named, and those that read a large table
from end to end.
"""

import os
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.figures import median_milliseconds, print_figure, print_heading
from benchmarks.large_register import fill_register
from benchmarks.plans import large_scans
from institutions.events.changes import ChangedStatement, RegisterChange
from institutions.events.signals import register_changed
from institutions.kinds import KINDS, PartyType, Reach
from institutions.models import DocumentParty, GovernmentBody, Partnership, Person, Source, Submission, table_of
from rules.assessing.attempt import run_assessments
from rules.assessing.changes import WALK
from rules.assessing.claim import ASSESSMENTS, claim_with_others
from rules.assessing.walking import open_walks, walk_change, walk_range
from rules.models import Assessment, State

CASES: Final = tuple(int(each) for each in os.environ.get("INCREMENTAL_CASES", "60 300").split())
TEMPLATES: Final = 20
ROUNDS: Final = 9
SEED: Final = 1
DEAREST: Final = 8
COPIED: Final = "^v[0-9]+n(?!0000000)[0-9]+$"
CONSTANTS: Final = re.compile(r"'[^']*'(::[a-z]+)?|\b[0-9]+\b")
Message = tuple[str, str]  # task and row


@dataclass(frozen=True, slots=True)
class ChangeTiming:
    """The seconds and statements of a change's own transaction, and of what follows until the verdict is stored."""

    transaction: float
    transaction_queries: int
    after: float
    after_queries: int
    statements: tuple[tuple[float, str], ...]  # with seconds


def main() -> None:
    """Measure beside ever more partnerships; the peer is the smallest register."""
    if not CASES:
        measure(drawn_copies(), Partnership.objects.count(), [])
        return
    held = 0
    first: list[ChangeTiming] = []
    for turn, cases in enumerate(CASES):
        filled = fill_register(cases - held, templates=TEMPLATES, skipped=turn * TEMPLATES)
        held = cases
        found = measure(filled.copies[: ROUNDS + 1], cases, first)
        first = first or found


def drawn_copies() -> list[UUID]:
    """Return some of the copies of the register, by a seed."""
    copied = Assessment.objects.filter(state=State.DONE, partnership__reference__regex=COPIED)
    found = list(copied.order_by("pk").values_list("pk", flat=True))
    return random.Random(SEED).sample(found, ROUNDS + 1)  # noqa: S311 - a fixed seed


def measure(copies: Sequence[UUID], cases: int, first: Sequence[ChangeTiming]) -> list[ChangeTiming]:
    """Print what a change of one tie costs, and one that touches many; return the timings."""
    found = [change_one_tie(pk) for pk in copies][1:]  # the first one warms up
    print_heading(f"One tie changes beside {cases:,} partnerships on {connection.vendor}")
    print_timings(found, first or found)
    print_statements([spent for each in found for spent in each.statements])
    print_many(cases)
    return found


def print_statements(statements: Sequence[tuple[float, str]]) -> None:
    """Print the dearest statements, and those that read a large table from end to end."""
    spent: dict[str, list[float]] = defaultdict(list)
    for seconds, statement in statements:
        spent[CONSTANTS.sub("…", statement)].append(seconds)
    for statement, times in sorted(spent.items(), key=lambda each: -median(each[1]))[:DEAREST]:
        print(f"    {median(times) * 1000:6.1f} ms, {len(times)} times: {statement[:160]}", flush=True)
    scans = large_scans([statement for _seconds, statement in statements])
    print(f"    {len(scans)} scans of a large table from end to end", flush=True)
    for table, statement in {(table, CONSTANTS.sub("…", statement)) for table, statement in scans}:
        print(f"    of {table}: {statement[:400]}", flush=True)


def print_timings(found: Sequence[ChangeTiming], peer: Sequence[ChangeTiming]) -> None:
    """Print medians beside those of the smallest register."""
    over = f"with {CASES[0]:,}" if CASES else "itself"
    parts: tuple[tuple[str, Callable[[ChangeTiming], float], str, Callable[[ChangeTiming], int]], ...] = (
        ("the transaction of the change", lambda each: each.transaction, "ms", lambda each: each.transaction_queries),
        ("from its commit to the new verdict", lambda each: each.after, "ms", lambda each: each.after_queries),
    )
    for name, seconds, unit, queries in parts:
        now, then = (median_milliseconds([seconds(each) for each in timings]) for timings in (found, peer))
        counts = sorted({queries(each) for each in found})
        print_figure(name, now, unit, over=over, peer=then, note=f"{counts[0]} to {counts[-1]} queries")


def change_one_tie(assessment: UUID) -> ChangeTiming:
    """State that a person holds a part of a company of one case, and work on what that wakes."""
    submission = Submission.objects.get(assessments=assessment)
    named = DocumentParty.objects.filter(submission=submission, party__kind=PartyType.COMPANY).order_by("key")
    company, person = named[0].party_id, Person(name_en="New Holder (fictional)")
    person.save()
    before = results(submission)
    reset_queries()  # where all are logged, the log is soon full
    with messages() as sent, CaptureQueriesContext(connection) as inside:
        began = time.perf_counter()
        with transaction.atomic():
            state_holding(person.pk, company)
        ended = time.perf_counter()
    with CaptureQueriesContext(connection) as after:
        work_on(sent)
    done = time.perf_counter()
    assert results(submission) == before + 1, "the case has a new result"
    captured = [*inside.captured_queries, *after.captured_queries]
    statements = tuple((float(each["time"]), each["sql"]) for each in captured)
    return ChangeTiming(ended - began, len(inside), done - ended, len(after), statements)


def results(submission: Submission) -> int:
    """Count the results of a partnership."""
    return Assessment.objects.filter(partnership=submission.partnership_id, state=State.DONE).count()


def state_holding(holder: UUID, company: UUID) -> None:
    """Store a holding, as an import does, and publish the change."""
    holdings: Any = table_of("shareholding")  # its columns come from the declaration of its kind
    row = holdings(
        holder_id=holder,
        company_id=company,
        share_bp=1_000,
        source=Source.objects.order_by("pk")[0],
        reach=Reach.REGISTER,
        recorded_at=timezone.now(),
    )
    holdings.objects.bulk_create([row])
    unknown = dict.fromkeys(each.name for each in KINDS["shareholding"].fields)
    stated = ChangedStatement(
        kind="shareholding",
        lineage=row.lineage,
        scope=Reach.REGISTER,
        values={**unknown, "holder": holder, "company": company, "share_bp": 1_000},
    )
    register_changed.send(sender=None, change=RegisterChange(moment=row.recorded_at, statements=(stated,)))


@contextmanager
def messages() -> Iterator[list[Message]]:
    """Yield the messages to workers that are sent inside."""
    sent: list[Message] = []

    def send(task: str, row: object, *, queue: str) -> bool:
        assert queue
        sent.append((task, str(row)))
        return True

    with patch("institutions.jobs.dispatch.send_task", send):
        yield sent


def work_on(sent: Sequence[Message]) -> None:
    """Do what a worker does with each message."""
    for task, row in sent:
        if task == WALK:
            walk_change(int(row))
        elif task == ASSESSMENTS.task:
            run_assessments(claim_with_others(UUID(row), others=settings.ASSESSMENT_BATCH - 1))


def print_many(cases: int) -> None:
    """Print the work of a change that touches the cases of a body that many name, and of its walk."""
    body = GovernmentBody.objects.get(code="METI")
    reset_queries()  # as above
    with messages(), CaptureQueriesContext(connection) as inside:
        began = time.perf_counter()
        with transaction.atomic():
            change = RegisterChange(moment=timezone.now(), parties=frozenset({body.pk}))
            register_changed.send(sender=None, change=change)
        ended = time.perf_counter()
    walk = open_walks().values_list("pk", flat=True).first()
    longest, ranges = 0.0, 0
    with messages(), CaptureQueriesContext(connection) as walked:
        left = walk is not None
        while left and walk is not None:
            since = time.perf_counter()
            left, ranges = walk_range(walk), ranges + 1
            longest = max(longest, time.perf_counter() - since)
    touched = Assessment.objects.queued()
    note = f"{touched.count():,} of {cases:,} cases touched, {len(inside)} queries"
    print_figure("a change that touches many, its transaction", (ended - began) * 1000, "ms", note=note)
    if ranges:  # a change of few cases queues them itself
        walking = f"{ranges} ranges, {len(walked)} queries"
        print_figure("  its walk, the longest range", longest * 1000, "ms", note=walking)
    touched.delete()
