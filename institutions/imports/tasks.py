"""What Celery calls for imports: two tasks that only knock, and the signals by which a stopping worker gives back."""

import threading
from typing import Final
from uuid import UUID

from celery import shared_task, signals
from django.conf import settings
from django.db import connection

from institutions.imports.claim import claim_import, give_back_all
from institutions.imports.dispatch import TASK
from institutions.imports.run import work_on
from institutions.imports.sweep import sweep_imports as sweep_rows

DAY: Final = 24 * 60 * 60  # seconds; what is bounded is the time between two portions, by the lease


@shared_task(name=TASK, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def bring_in(job: str) -> None:
    """Work on one queued import; does nothing if another worker has it."""
    if taken := claim_import(UUID(job)):
        work_on(taken)


@shared_task(name="institutions.sweep_imports", acks_late=True, ignore_result=True)
def sweep_imports() -> None:
    """Find what nobody works on."""
    sweep_rows()


@signals.worker_shutting_down.connect
def give_imports_back_in_time(**_kwargs: object) -> None:
    """A stopping worker has a moment to finish; then its imports go to another worker, from their place."""
    timer = threading.Timer(settings.WORKER_GRACE_SECONDS, give_imports_back)
    timer.daemon = True
    timer.start()


@signals.worker_shutdown.connect
def give_imports_back(**_kwargs: object) -> None:
    """Return what this worker still holds, on a connection of this thread's own."""
    try:
        give_back_all()
    finally:
        connection.close()
