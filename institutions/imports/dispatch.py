"""Telling the workers of a queued import."""

from typing import Final
from uuid import UUID

from django.conf import settings

from institutions.jobs.dispatch import send
from institutions.jobs.queues import Queues

TASK: Final = "institutions.import"


def tell_of_import(job: UUID) -> bool:
    """Send the word once, in bounded time; False where the broker did not take it."""
    return send(TASK, job, queue=Queues(settings.CELERY_QUEUE).imports)
