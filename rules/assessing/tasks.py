"""Celery's tasks for assessments, which only call the services."""

from typing import Any
from uuid import UUID

from celery import Task, shared_task
from django.conf import settings

from institutions.jobs.claiming import give_back_on_stop
from institutions.values.written_day import written_moment
from rules.assessing.attempt import run_assessments
from rules.assessing.changes import WALK
from rules.assessing.claim import ASSESSMENTS, WAITED_FOR, claim_with_others
from rules.assessing.daily_look import look_at_cases
from rules.assessing.sweep import sweep_assessments
from rules.assessing.walking import walk_change

give_back_on_stop(ASSESSMENTS)


@shared_task(name=ASSESSMENTS.task, bind=True, acks_late=True, ignore_result=True)
def assess(self: "Task[Any, Any]", assessment_id: str) -> None:  # Any: a task's own parameters and result
    """Run a queued assessment, and others with it; does nothing if another worker has it.

    One that somebody waits for takes only those along that somebody waits for too: where they come faster than they are
    taken one by one, they share their queries.
    """
    queue = (self.request.delivery_info or {}).get("routing_key")
    among = None if queue == ASSESSMENTS.queue_name(asked=False) else WAITED_FOR
    if taken := claim_with_others(UUID(assessment_id), others=settings.ASSESSMENT_BATCH - 1, among=among):
        run_assessments(taken)


@shared_task(name=WALK, acks_late=True, ignore_result=True)
def walk(change: str) -> None:
    """Walk on with a change that touches many cases; do nothing if its walk is complete, or another worker is at it."""
    walk_change(int(change))


@shared_task(name="rules.sweep", acks_late=True, ignore_result=True)
def sweep_task(sent_before: str | None = None) -> None:
    """Find rows that nobody works on. A worker that lost the broker sends the moment: messages may be lost with it."""
    sweep_assessments(written_moment(sent_before) if sent_before else None)


@shared_task(name="rules.look_at_cases", acks_late=True, ignore_result=True)
def look_task() -> None:
    """Check whether a day has come that a rule depends on."""
    look_at_cases()
