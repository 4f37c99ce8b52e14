"""The queues: what waits, since when, what runs, what lost its worker, and what was set aside."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, F, Min, Q, QuerySet, Value

from institutions.jobs.kind import JobKind
from rules.assessing.walking import open_walks
from rules.models import Heartbeat
from rules.watching.kinds import WATCHED, WatchedKind

MISSED_BEATS: Final = 4  # so many sweeps late, and beat or every worker is down
OVERDUE: Final = "overdue"  # no state of a row


@dataclass(frozen=True, slots=True, kw_only=True)
class OldestDue:
    """The moments since which the oldest due row of each kind waits, and of the last sweep, which the beat sends."""

    now: datetime
    since: dict[str, datetime]  # by kind; only those of which a row waits
    beat: datetime | None

    @property
    def late(self) -> tuple[WatchedKind, ...]:
        """The kinds of which a row has waited for too long."""
        return tuple(each for each in WATCHED if self.is_late(each))

    def is_late(self, kind: WatchedKind) -> bool:
        """Return whether a row of a kind has waited for too long."""
        return kind.late is not None and kind.name in self.since and self.now - self.since[kind.name] > kind.late

    @property
    def clock_runs(self) -> bool:
        """True if the sweep ran lately."""
        return self.beat is not None and self.now - self.beat <= beat_limit()

    def seconds(self, kind: str) -> int | None:
        """Count the whole seconds that the oldest row of a kind has waited; None if none waits."""
        return seconds_since(self.since.get(kind), self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueState:
    """The rows of one kind. `overdue`: claimed by a worker that shows no progress any more."""

    kind: WatchedKind
    waiting: int
    running: int
    overdue: int
    set_aside: int


def beat_limit() -> timedelta:
    """Return the time without a sweep after which the beat counts as silent."""
    return timedelta(seconds=settings.SWEEP_SECONDS) * MISSED_BEATS


def seconds_since(moment: datetime | None, now: datetime) -> int | None:
    """Count whole seconds since a moment; None if there is none."""
    return None if moment is None else max(0, int((now - moment).total_seconds()))


def oldest_due(now: datetime) -> OldestDue:
    """Read the oldest row of each kind, in three queries: each is found at the end of an index of states."""
    parts = [
        each.due_rows(now).order_by().values(of_kind=Value(each.name)).annotate(oldest_at=Min(each.since))
        for each in WATCHED
    ]
    found = united(parts).values_list("of_kind", "oldest_at")
    return OldestDue(
        now=now,
        since={kind: oldest for kind, oldest in found if oldest is not None},
        beat=Heartbeat.objects.filter(name="sweep").values_list("at", flat=True).first(),
    )


def queue_states(now: datetime) -> tuple[QueueState, ...]:
    """Count the rows of every kind by state in one query. Rows that have ended well are not read."""
    parts: list[QuerySet[Any]] = [rows_by_state(each) for each in WATCHED]
    parts += [overdue_rows(each, each.job, now) for each in WATCHED if each.job]
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, state, number in united(parts).values_list("of_kind", "in_state", "counted"):
        counted[kind][state] = number
    return tuple(queue_state(each, counted[each.name]) for each in WATCHED)


def rows_by_state(kind: WatchedKind) -> QuerySet[Any]:
    """Return the query that counts the rows of a kind that wait, run or were set aside."""
    if kind.job is None:
        rows = open_walks().order_by()
        return rows.values(of_kind=Value(kind.name), in_state=Value("waiting")).annotate(counted=Count("*"))
    states = (kind.job.waiting, kind.job.running, kind.job.set_aside)
    rows = kind.job.rows().order_by().filter(kind.counted, state__in=states)
    return rows.values(of_kind=Value(kind.name), in_state=F("state")).annotate(counted=Count("*"))


def overdue_rows(kind: WatchedKind, job: JobKind[Any], now: datetime) -> QuerySet[Any]:
    """Return the query that counts the running rows of a kind without a valid lease."""
    without_lease = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    rows = job.running_rows().filter(without_lease, kind.counted).order_by()
    found: QuerySet[Any] = rows.values(of_kind=Value(kind.name), in_state=Value(OVERDUE)).annotate(counted=Count("*"))
    return found


def united(parts: list[QuerySet[Any]]) -> QuerySet[Any]:
    """Return one query for the rows of several."""
    first, *others = parts
    return first.union(*others, all=True)


def queue_state(kind: WatchedKind, counted: dict[str, int]) -> QueueState:
    """Return the state of one kind from its counts."""
    job = kind.job
    return QueueState(
        kind=kind,
        waiting=counted.get(job.waiting if job else "waiting", 0),
        running=counted.get(job.running, 0) if job else 0,
        overdue=counted.get(OVERDUE, 0),
        set_aside=counted.get(job.set_aside, 0) if job else 0,
    )
