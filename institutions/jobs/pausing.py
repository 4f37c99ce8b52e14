"""Tasks that pause while the database is away: a worker keeps its messages, instead of failing them all in a moment."""

import logging
from typing import Any, Final

from celery import Task
from celery.exceptions import Reject
from django.conf import settings

from institutions.jobs import dispatch
from institutions.jobs.claiming import noting_claims
from institutions.jobs.outages import outage_of
from institutions.jobs.returning import returner

logger = logging.getLogger(__name__)

LONGEST_PAUSE: Final = 20.0  # seconds of a task; then its message goes back to the broker, and comes again
PARTS: Final = 4  # a pause takes one of so many parts of the time of a task, which may pause twice


def pause_seconds() -> float:
    """Return how long a task may pause, well below its limit of time."""
    return min(LONGEST_PAUSE, float(settings.ASSESSMENT_SOFT_SECONDS) / PARTS)


class PausingTask(Task):  # type: ignore[type-arg]  # generic for type checkers alone
    """A task that waits for the end of an outage before it begins, and after it has met one.

    A message that led to no claim goes back to its queue, and is delivered again. Claimed jobs are given back by the
    process, uncounted, and their workers are notified anew.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # Any: those of the task
        """Run the task; wait where the database is away. Reject if the message is to be delivered again."""
        if self.request.called_directly or self.request.is_eager:
            return super().__call__(*args, **kwargs)
        dispatch.trouble.until = 0.0  # a message came from the broker, so it takes messages too
        if not returner.wait(pause_seconds()):
            raise Reject("the database is away", requeue=True) from returner.trouble
        with noting_claims() as claims:
            try:
                return self.run(*args, **kwargs)
            except Exception as trouble:
                outage = outage_of(trouble)
                if outage is None:
                    raise
                returner.begin(claims, outage)
                if claims:
                    returner.wait(pause_seconds())
                    raise
                logger.warning("%s waits for the database.", self.name, exc_info=trouble)
        returner.wait(pause_seconds())
        raise Reject("the database was away", requeue=True) from returner.trouble
