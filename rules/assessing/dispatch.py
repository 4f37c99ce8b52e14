"""Telling the workers of a queued assessment; the sweeper sends again what the broker did not take."""

from typing import Final
from uuid import UUID

from django.conf import settings

from institutions.jobs.dispatch import send, trouble
from institutions.jobs.queues import Queues

__all__ = ["TASK", "tell_workers", "trouble"]

TASK: Final = "rules.assess"


def tell_workers(assessment_id: UUID, *, waiting: bool = False) -> bool:
    """Send the word once, in bounded time; False where the broker did not take it, which is logged and no failure.

    `waiting` says that nobody asked for it just now: it stands in the other queue.
    """
    queues = Queues(settings.CELERY_QUEUE)
    return send(TASK, assessment_id, queue=queues.waiting if waiting else queues.asked)
