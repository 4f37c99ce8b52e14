"""The state of the whole installation: its services, queues, recent work and audit trail, and what is not well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from institutions.audit.seal_standing import SealStanding, seal_standing
from institutions.audit.trail_standing import last_verification
from institutions.codes.base import Coded
from institutions.codes.wording import label_of
from institutions.jobs.broker import broker_answers
from institutions.models import AuditEvent
from rules.models import Webhook
from rules.watching.queues import OldestDue, QueueState, oldest_due, queue_states
from rules.watching.recent import RecentWork, recent_work
from rules.watching.troubles import (
    BeatSilent,
    BrokerAway,
    EndedWithoutResult,
    FailuresUnknown,
    LostWorkers,
    ManyFailures,
    TrailTroubles,
    TrailUnverified,
    WaitsForAssessmentWorkers,
    WaitsForImportWorkers,
    WebhooksFailing,
)

UNVERIFIED: Final = timedelta(days=8)  # it is to be verified each week
MANY_FAILURES: Final = 100  # refused sign-ins within an hour
HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationState:
    """Everything that is watched, at one moment.

    `verified` is the event of the last verification of the trail, `unverified_since` its moment, or that of the first
    event where there was none.
    """

    now: datetime
    broker: bool
    due: OldestDue
    queues: tuple[QueueState, ...]
    recent: RecentWork
    seals: SealStanding
    verified: AuditEvent | None
    unverified_since: datetime | None
    webhooks_failing: int

    @property
    def troubles(self) -> tuple[Coded, ...]:
        """The things that are not well, each with its remedy, the most urgent first."""
        return tuple(troubles_of(self))

    @property
    def trail_troubles(self) -> int:
        """The problems that the last verification of the trail found."""
        return int((self.verified.after or {}).get("troubles", 0)) if self.verified else 0


def installation_state(window: timedelta = HOUR) -> InstallationState:
    """Read the state: a fixed number of queries, and a connection to the broker."""
    now, verified = timezone.now(), last_verification()
    return InstallationState(
        now=now,
        broker=broker_answers(),
        due=oldest_due(now),
        queues=queue_states(now),
        recent=recent_work(now, window),
        seals=seal_standing(),
        verified=verified,
        unverified_since=verified.at if verified else first_event_at(),
        webhooks_failing=Webhook.objects.filter(active=True, failing_since__isnull=False).count(),
    )


def first_event_at() -> datetime | None:
    """Return the moment of the first event of the trail; None if there is none."""
    return AuditEvent.objects.order_by("at", "id").values_list("at", flat=True).first()


def is_well(due: OldestDue, seals: SealStanding, *, broker: bool) -> bool:
    """Return whether everything is done in time: what /readyz calls ready."""
    return broker and due.clock_runs and not due.late and not seals.late


def troubles_of(state: InstallationState) -> Iterator[Coded]:
    """Yield each trouble."""
    if not state.broker:
        yield BrokerAway()
    if not state.due.clock_runs:
        yield BeatSilent()
    for of_imports, waits in ((False, WaitsForAssessmentWorkers), (True, WaitsForImportWorkers)):
        if late := [each for each in state.due.late if each.of_import_workers is of_imports]:
            minutes = max(state.due.seconds(each.name) or 0 for each in late) // 60
            yield waits(kinds=tuple(label_of(each.label) for each in late), minutes=minutes)
    for each in state.queues:
        if each.overdue:
            yield LostWorkers(kind=label_of(each.kind.label), number=each.overdue)
        ended = state.recent.ended.get(each.kind.name, {})
        if failed := sum(ended.get(word, 0) for word in each.kind.failed):
            yield EndedWithoutResult(kind=label_of(each.kind.label), number=failed)
    if state.webhooks_failing:
        yield WebhooksFailing(number=state.webhooks_failing)
    if state.recent.sign_in_failures is None:
        yield FailuresUnknown()
    elif (failures := sum(state.recent.sign_in_failures.values())) > MANY_FAILURES:
        yield ManyFailures(number=failures)
    if state.trail_troubles:
        yield TrailTroubles(number=state.trail_troubles)
    if state.unverified_since and state.now - state.unverified_since > UNVERIFIED:
        yield TrailUnverified()
    if state.seals.late:
        yield from state.seals.troubles
