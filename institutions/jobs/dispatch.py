"""Messages that notify workers of a waiting row. The row is the job: a sweep sends a lost message again."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from amqp.exceptions import AMQPError
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import KombuError

from institutions.jobs.kind import JobKind, Row

logger = logging.getLogger(__name__)

QUIET_SECONDS = 5.0  # after a failed send, further sends fail at once instead of waiting for the broker

OFTEN_SECONDS = 60.0


@dataclass
class BrokerTrouble:
    """The time until which nothing is sent after the broker failed, in seconds of the monotonic clock."""

    until: float = 0.0


trouble = BrokerTrouble()
among_many: ContextVar[bool] = ContextVar("among_many", default=False)


@contextmanager
def leave_notifying_to_sweep() -> Iterator[None]:
    """Leave notifying to the sweep while many jobs are queued at once, for which no person is waiting."""
    token = among_many.set(True)
    try:
        yield
    finally:
        among_many.reset(token)


def send_task(task: str, row: UUID | int, *, queue: str) -> bool:
    """Send the name of a task and a row once, in bounded time. Return False if the broker did not take it.

    A refusal is logged and is not an error. The task is named, not imported: the sender does not depend on the
    worker.
    """
    if time.monotonic() < trouble.until:
        return False
    try:
        current_app.send_task(task, (str(row),), queue=queue, expires=settings.RESEND_SECONDS, ignore_result=True)
    except (KombuError, AMQPError, OSError) as error:
        trouble.until = time.monotonic() + QUIET_SECONDS
        logger.warning("The broker did not take %s %s, the sweeper sends it again: %s", task, row, error)
        return False
    return True


def send_sweeps() -> None:
    """Send the scheduled tasks that run each minute or more often, without waiting for their time.

    They find what nobody was told of while a service was away. Sent twice they do no harm.
    """
    for entry in current_app.conf.beat_schedule.values():
        if entry["schedule"] <= OFTEN_SECONDS and time.monotonic() >= trouble.until:
            try:
                current_app.send_task(entry["task"], ignore_result=True, **entry["options"])
            except (KombuError, AMQPError, OSError) as error:
                trouble.until = time.monotonic() + QUIET_SECONDS
                logger.warning("The broker did not take %s; the beat sends it in its time: %s", entry["task"], error)


def notify_workers(kind: JobKind[Row], job: UUID | int, *, asked: bool = True) -> bool:
    """Notify the workers of a job once. Return False if the broker did not take it."""
    return send_task(kind.task, job, queue=kind.queue_name(asked=asked))


def notify_or_leave(kind: JobKind[Row], job: UUID | int, *, asked: bool = True) -> None:
    """Notify the workers of a job; if that failed, mark the row as not notified, so that the next sweep sends it."""
    if not notify_workers(kind, job, asked=asked):
        kind.waiting_rows().filter(pk=job).update(told_at=None)


def notify_after_commit(kind: JobKind[Row], job: UUID | int, *, asked: bool = True) -> None:
    """Notify the workers once the row is committed; `asked`: somebody waits for it.

    Raise RuntimeError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        message = f"{kind.model.__name__} {job} must be asked for in the transaction of what it is about."
        raise RuntimeError(message)
    transaction.on_commit(partial(notify_or_leave, kind, job, asked=asked), robust=True)
