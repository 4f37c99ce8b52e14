"""The return of jobs after an outage of the database: remembered by the process that had them, given back uncounted.

A thread waits for the database meanwhile, so that the process can let its tasks wait too.
"""

import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.wording import code_words
from institutions.jobs.claiming import Claim, give_back
from institutions.jobs.dispatch import notify_or_leave, send_sweeps
from institutions.jobs.kind import JobKind, Row
from institutions.jobs.outages import Outage, outage_of
from institutions.jobs.troubles import Outages
from institutions.models import JobReturn, JobSweep

logger = logging.getLogger(__name__)

MOST_RETURNS: Final = 20  # then a job is set aside: it may be what brings the database down
SENT_AT_ONCE: Final = 6  # of these; a job that returned more often waits until the sweep sends it again
FORGOTTEN: Final = timedelta(days=1)  # after so long without an outage its count begins anew
SHORTEST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 10.0
SETTLED_SECONDS: Final = 60.0  # an outage sooner after the last one is the same trouble: the pause grows
PROBE: Final = "outages"  # the row that is written to find out whether the database takes writes


@dataclass(frozen=True, slots=True)
class HeldJob:
    """A job that this process had when the database failed, and the outage that it met."""

    claim: Claim[Any]
    outage: Outage


@dataclass
class Returner:
    """The jobs that a process still holds from an outage, and the wait for its end."""

    held: list[HeldJob] = field(default_factory=list)
    pause: float = SHORTEST_PAUSE
    met_at: datetime | None = None  # the last outage
    trouble: OperationalError | None = None  # the same as an error, so that the log names the service
    ended: float = float("-inf")  # when the last outage ended, by the monotonic clock
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    thread: threading.Thread | None = None

    def begin(self, claims: Iterable[Claim[Any]], outage: Outage) -> None:
        """Remember claims, and begin to wait for the database if nobody does."""
        with self.lock:
            self.held += [HeldJob(each, outage) for each in claims]
            self.met_at, self.trouble = timezone.now(), OperationalError(outage.label.en)
            if self.thread is None:
                lately = time.monotonic() - self.ended < SETTLED_SECONDS
                self.pause = min(self.pause * 2, LONGEST_PAUSE) if lately else SHORTEST_PAUSE
                self.over.clear()
                self.thread = threading.Thread(target=self.run, name="after an outage", daemon=True)
                self.thread.start()

    @property
    def away(self) -> bool:
        """True from the beginning of an outage until the database takes writes again."""
        return self.thread is not None

    def has_met_one_since(self, moment: datetime) -> bool:
        """Return whether this process met an outage after a moment."""
        return self.met_at is not None and self.met_at > moment

    def wait(self, seconds: float) -> bool:
        """Wait for the end of the outage; return whether it ended."""
        return not self.away or self.over.wait(seconds)

    def run(self) -> None:
        """Try again and again to give everything back; then notify the workers of what nobody was told of."""
        while True:
            time.sleep(self.pause)
            try:
                probe()
                self.give_back_held()
            except Exception as trouble:
                if outage_of(trouble) is None:
                    logger.exception("Jobs could not be given back after an outage; it is tried again.")
                continue
            finally:
                connection.close()  # of this thread's own
            with self.lock:
                if not self.held:
                    self.ended, self.thread = time.monotonic(), None
                    self.over.set()
                    break
        logger.warning("The database answers again.")
        send_sweeps()

    def give_back_held(self) -> None:
        """Give the held jobs back, and forget each that was given back."""
        for each in list(self.held):
            return_job(each)
            with self.lock:
                self.held.remove(each)


def probe() -> None:
    """Write a row. It raises what the database raises."""
    JobSweep.objects.update_or_create(task=PROBE, defaults={"at": timezone.now()})


def return_job(held: HeldJob) -> None:
    """Give a job back without counting the attempt, unless it ended or was taken over; set it aside at the limit."""
    kind, pk, rows = held.claim.kind, held.claim.job.pk, held.claim.rows()
    now = timezone.now()
    with transaction.atomic():
        row = rows.first()
        if row is None:
            return
        times = count_return(kind, pk, now)
        if times >= MOST_RETURNS:
            set_aside_after_outages(kind, rows, Outages(times=PlainNumber(times), outage=held.outage.label), now)
            return
    if not give_back(kind, rows):
        return
    logger.warning("%s %s waits again: the database failed during its attempt.", kind.model.__name__, pk)
    kind.waiting_rows().filter(pk=pk).update(told_at=now)
    if times <= SENT_AT_ONCE:
        notify_or_leave(kind, pk, asked=False)


def count_return(kind: JobKind[Any], pk: object, now: datetime) -> int:
    """Count one more return of a job; return how many there were."""
    counted, _made = JobReturn.objects.get_or_create(task=kind.task, job=str(pk), defaults={"at": now})
    if counted.at < now - FORGOTTEN:
        JobReturn.objects.filter(pk=counted.pk).update(times=0)
    JobReturn.objects.filter(pk=counted.pk).update(times=F("times") + 1, at=now)
    counted.refresh_from_db()
    return counted.times


@transaction.atomic
def set_aside_after_outages(kind: JobKind[Row], rows: QuerySet[Row], said: Coded, now: datetime) -> bool:
    """Set a job, the only one of these rows, aside with the true reason; a retry counts anew. False without one."""
    row = rows.first()
    if row is None:
        return False
    columns = kind.limit.after_outages(said, now)
    rows.update(state=kind.set_aside, lease_until=None, told_at=None, **columns)
    JobReturn.objects.filter(task=kind.task, job=str(row.pk)).delete()
    kind.on_set_aside(row, said)
    logger.error("%s %s was set aside: %s", kind.model.__name__, row.pk, code_words(said, "en"))
    return True


returner: Final = Returner()
