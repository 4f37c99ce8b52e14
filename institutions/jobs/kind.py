"""The declaration of a kind of job. The row of a table is the job; a kind names its table, states and limits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from institutions.codes.base import Coded
from institutions.jobs.limits import Columns, Limit
from institutions.jobs.queues import Queues
from institutions.jobs.worker_name import this_process

Row = TypeVar("Row", bound=models.Model)
RARELY_SECONDS: Final = 60.0


def do_nothing(*_given: object) -> None:
    """Do nothing with a row, or with several."""


def rarely() -> float:
    """Return the seconds between two sweeps of jobs that take long anyway; beat's schedule has them too."""
    return RARELY_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class JobKind(Generic[Row]):
    """One kind of job: everything that distinguishes it from the others.

    Its table has the columns id, state, attempt, lease_until and told_at, those that its `limit` counts in, and
    where `names_worker` also worker and started_at: then a worker that stops gives its rows back.
    """

    model: type[Row]
    task: str
    waiting: str
    running: str
    set_aside: str
    lease: Callable[[], timedelta]
    limit: Limit
    order: str
    queue: Callable[[Queues], str] = lambda queues: queues.waiting
    asked_queue: Callable[[Queues], str] | None = None  # for a row that somebody has just asked for and waits for
    names_worker: bool = False
    related: tuple[str, ...] = ()  # loaded with a claimed row
    due: Callable[[datetime], Q] | None = None  # a further condition on a waiting row before it may be taken
    notified_a_sweep: int = 500
    swept_every: Callable[[], float] = lambda: settings.SWEEP_SECONDS  # seconds
    on_claim: Callable[[Sequence[Row]], None] = do_nothing  # in the transaction of the claim
    # In the transaction that sets the row aside; the reason is given where outages returned it too often.
    on_set_aside: Callable[[Row, Coded | None], None] = do_nothing
    on_set_back: Callable[[datetime, timedelta], None] = do_nothing  # now, and by how much the clock was set back

    def rows(self) -> QuerySet[Row]:
        """Return all rows."""
        return QuerySet(self.model)

    def waiting_rows(self) -> QuerySet[Row]:
        """Return the rows that no worker has claimed."""
        return self.rows().filter(state=self.waiting)

    def running_rows(self) -> QuerySet[Row]:
        """Return the rows that a worker has claimed."""
        return self.rows().filter(state=self.running)

    def due_rows(self, now: datetime) -> QuerySet[Row]:
        """Return the waiting rows that may be claimed now."""
        return self.waiting_rows().filter(self.due(now)) if self.due else self.waiting_rows()

    def queue_name(self, *, asked: bool) -> str:
        """Return the queue of this installation for a row; `asked`: somebody has just asked for it and waits."""
        queue = self.asked_queue if asked and self.asked_queue else self.queue
        return queue(Queues(settings.CELERY_QUEUE))

    def waiting_columns(self, told_at: datetime | None = None) -> Columns:
        """Return the column values of a row that waits again; `told_at` where its workers are notified at that time."""
        worker = {"worker": ""} if self.names_worker else {}
        return {"state": self.waiting, "lease_until": None, "told_at": told_at, **worker}

    def claimed_columns(self, now: datetime) -> Columns:
        """Return the column values of a row that this process takes now, except the number of the attempt."""
        worker: dict[str, Any] = {"worker": this_process(), "started_at": now} if self.names_worker else {}
        return {"state": self.running, "lease_until": now + self.lease(), **worker}
