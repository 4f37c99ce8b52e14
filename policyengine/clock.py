"""Beat's schedule, kept in memory. It sends nothing while its earlier messages are still waiting.

Without this a beat that runs without a worker fills the broker with messages that nobody wants any more.
"""

import logging
import time
from datetime import timedelta
from typing import Any

from celery.beat import ScheduleEntry, Scheduler
from kombu.exceptions import ChannelError

from policyengine.reconnecting import retry_soon

logger = logging.getLogger(__name__)

SET_BACK_SECONDS = 5.0  # smaller steps are those of a time service
LONG_AGO_SECONDS = 24 * 60 * 60.0


def wall_clock_ahead() -> float:
    """Return the seconds by which the clock of the day is ahead of the one that nobody can set."""
    return time.time() - time.monotonic()


class Clock(Scheduler):
    """A static schedule: nothing to remember between two starts, so nothing is written to disk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: passed on to Celery
        super().__init__(*args, **kwargs)
        self.full: set[str] = set()  # queues in which messages wait
        self.ahead = wall_clock_ahead()

    def apply_async(self, entry: ScheduleEntry, producer: Any = None, advance: bool = True, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - Celery's signature; Any: Celery has no types here
        """Send the entry's message, unless earlier ones still wait for a worker."""
        queue: str = (entry.options or {})["queue"]
        full = self.waiting(queue) > self.asked_of(queue)
        if full and queue not in self.full:
            logger.warning("No worker fetches the messages in %s; nothing more is sent until one does.", queue)
        (self.full.add if full else self.full.discard)(queue)
        if full:
            return None
        return super().apply_async(entry, producer=producer, advance=advance, **kwargs)

    def _ensure_connected(self) -> Any:  # Any: a connection; the name is Celery's
        """Connect, as often as it takes, without long pauses."""
        retry_soon(self.connection)
        return super()._ensure_connected()  # type: ignore[misc]  # the stubs lack it

    def tick(self, *args: Any, **kwargs: Any) -> Any:  # Any: Celery's own
        """Send what is due: everything if the clock was set back, since it would wait for the former time."""
        ahead = wall_clock_ahead()
        if ahead < self.ahead - SET_BACK_SECONDS:
            logger.warning("The clock was set back by %.0f seconds; the schedule begins anew.", self.ahead - ahead)
            for entry in self.schedule.values():
                entry.last_run_at = entry.default_now() - timedelta(seconds=LONG_AGO_SECONDS)
            self._heap = None
        self.ahead = ahead
        return super().tick(*args, **kwargs)

    def asked_of(self, queue: str) -> int:
        """Count the schedule's tasks for a queue: at a tick that all share, each of them waits at most once."""
        return sum((entry.options or {}).get("queue") == queue for entry in self.schedule.values())

    def waiting(self, queue: str) -> int:
        """Count the messages that wait in a queue; none where the broker does not know the queue yet."""
        with self.app.connection_or_acquire() as connection, connection.channel() as channel:
            try:
                return int(channel.queue_declare(queue=queue, passive=True).message_count)
            except (ChannelError, *connection.channel_errors):
                return 0
