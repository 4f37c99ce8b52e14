"""The return of the broker: workers and beat notice it within seconds, and what nobody was told of is swept at once."""

import logging
from datetime import UTC, datetime
from functools import partial
from math import ceil
from typing import Any, Final

from amqp.exceptions import AMQPError
from celery import bootsteps
from celery.worker.consumer import Consumer
from kombu import Connection
from kombu.exceptions import KombuError

from institutions.jobs.dispatch import QUIET_SECONDS

logger = logging.getLogger(__name__)

FIRST_RETRY: Final = 0.5  # seconds; Celery's own pauses grow to half a minute
LONGEST_RETRY: Final = 1.0
SWEEP: Final = "rules.sweep"
# A process that failed to send a message sends none for some seconds (`institutions.jobs.dispatch`): what it registers
# just after the return of the broker is found by a sweep within a second, until such a process sends again.
MORE_SWEEPS: Final = tuple(range(1, ceil(QUIET_SECONDS) + 2))  # seconds after the return


def retry_soon(connection: Connection) -> Connection:
    """Let a connection be tried again after a second, however long the broker has been away."""
    soon: Any = {"interval_start": FIRST_RETRY, "interval_step": FIRST_RETRY, "interval_max": LONGEST_RETRY}
    connection.ensure_connection = partial(connection.ensure_connection, **soon)  # type: ignore[method-assign]  # of this one
    return connection


class PromptConsumer(Consumer):
    """A worker's consumer that finds the broker again soon."""

    def ensure_connected(self, conn: Connection) -> Connection:
        """Connect, as often as it takes."""
        return super().ensure_connected(retry_soon(conn))


class SweepAfterLoss(bootsteps.StartStopStep):
    """A step of a worker that sends a sweep whenever it has the broker again."""

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def __init__(self, consumer: Any, **options: Any) -> None:  # Any: of Celery
        super().__init__(consumer, **options)
        self.lost_at: datetime | None = None

    def stop(self, _consumer: Any) -> None:  # Any: of Celery
        """Remember when the broker was lost."""
        self.lost_at = datetime.now(UTC)

    def start(self, consumer: Any) -> None:  # Any: of Celery
        """Send a sweep if this is no first connection, and one a second soon after."""
        if self.lost_at is None:
            return
        self.send(consumer.app, self.lost_at)
        for seconds in MORE_SWEEPS:
            consumer.timer.call_after(seconds, self.send, (consumer.app, None))

    def send(self, app: Any, lost_at: datetime | None) -> None:  # Any: a Celery app
        """Send a sweep; the beat sends the next one if the broker is lost again meanwhile."""
        (entry,) = [each for each in app.conf.beat_schedule.values() if each["task"] == SWEEP]
        moment = [lost_at.isoformat()] if lost_at else []
        try:
            app.send_task(SWEEP, moment, ignore_result=True, **entry["options"])
        except (KombuError, AMQPError, OSError) as error:
            logger.warning("The broker did not take the sweep after its return: %s", error)
