"""Telling the workers of a queued import."""

from uuid import UUID

from django.conf import settings

from institutions.jobs.dispatch import send
from institutions.jobs.queues import Queues


def tell_of_import(job: UUID) -> bool:
    """Send the word once, in bounded time; False where the broker did not take it."""
    from institutions.imports.tasks import bring_in

    return send(bring_in, job, queue=Queues(settings.CELERY_QUEUE).imports)
