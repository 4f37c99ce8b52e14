"""What Celery calls: two tasks that only knock, and the signals by which a stopping worker gives its rows back."""

import threading
from uuid import UUID

from celery import shared_task, signals
from django.conf import settings
from django.db import connection

from rules.assessing.claim import claim, give_back_all
from rules.assessing.dispatch import TASK
from rules.assessing.looking import look_at_cases
from rules.assessing.sweep import sweep as sweep_rows
from rules.assessing.work import work_on


@shared_task(name=TASK, acks_late=True, ignore_result=True)
def assess(assessment_id: str) -> None:
    """Run one queued assessment; does nothing if another worker has it."""
    if taken := claim(UUID(assessment_id)):
        work_on(taken)


@shared_task(name="rules.sweep", acks_late=True, ignore_result=True)
def sweep() -> None:
    """Find what nobody works on."""
    sweep_rows()


@shared_task(name="rules.look_at_cases", acks_late=True, ignore_result=True)
def look() -> None:
    """Look whether a day has come that a rule depends on."""
    look_at_cases()


@signals.worker_shutting_down.connect
def give_rows_back_in_time(**_kwargs: object) -> None:
    """A stopping worker finishes what it can; what takes longer than the grace goes to another worker, uncounted."""
    timer = threading.Timer(settings.WORKER_GRACE_SECONDS, give_rows_back)
    timer.daemon = True
    timer.start()


@signals.worker_shutdown.connect
def give_rows_back(**_kwargs: object) -> None:
    """Return what this worker still holds, on a connection of this thread's own."""
    try:
        give_back_all()
    finally:
        connection.close()
