"""The state of the installation as metrics: gauges in the units of Prometheus, with no data on people or cases.

All are read from the database when they are asked for, so that each web process gives the same answer, and a restart
loses nothing. What ended is counted over a window that `policyengine_window_seconds` gives.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Final

from django.db import DatabaseError
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from institutions.jobs.broker import broker_answers
from rules.watching.installation import InstallationState, installation_state
from rules.watching.queues import beat_limit, seconds_since

WINDOW: Final = timedelta(minutes=5)
STAGE: Final = "{} time of a stage of the assessments of the window: waiting for a worker, working."
Values = Mapping[tuple[str, ...], float]


class StateCollector(Collector):
    """A collector that reads the state each time that it is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield all families; where the database does not answer, only that, and whether the broker does."""
        try:
            state = installation_state(WINDOW)
        except DatabaseError:
            yield from service_families(database=False, broker=broker_answers())
            return
        yield from service_families(database=True, broker=state.broker)
        yield from queue_families(state)
        yield from recent_families(state)
        yield from audit_families(state)


def exposition() -> bytes:
    """Return the metrics in the text format of Prometheus."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(StateCollector())
    return generate_latest(registry)


def gauge(name: str, said: str, value: float | None) -> GaugeMetricFamily:
    """Return a gauge without labels; without a sample where there is no value."""
    family = GaugeMetricFamily(name, said)
    if value is not None:
        family.add_metric([], value)
    return family


def labelled(name: str, said: str, labels: Iterable[str], values: Values) -> GaugeMetricFamily:
    """Return a gauge with a sample for each combination of labels."""
    family = GaugeMetricFamily(name, said, labels=list(labels))
    for of, value in values.items():
        family.add_metric(list(of), value)
    return family


def service_families(*, database: bool, broker: bool) -> Iterator[GaugeMetricFamily]:
    """Yield whether the services answer."""
    yield gauge("policyengine_database_up", "1 if the database answers.", int(database))
    yield gauge("policyengine_broker_up", "1 if the broker answers.", int(broker))


def queue_families(state: InstallationState) -> Iterator[GaugeMetricFamily]:
    """Yield the state of the queues by kind of work, and the age of the last beat."""
    due, queues = state.due, state.queues
    yield gauge(
        "policyengine_beat_age_seconds",
        "Time since the sweep last ran, which beat sends.",
        seconds_since(due.beat, due.now),
    )
    yield gauge(
        "policyengine_beat_age_limit_seconds",
        "Time after which the beat counts as silent.",
        beat_limit().total_seconds(),
    )
    yield labelled(
        "policyengine_jobs_waiting",
        "Jobs that no worker has taken.",
        ["kind"],
        {(q.kind.name,): q.waiting for q in queues},
    )
    yield labelled(
        "policyengine_jobs_oldest_age_seconds",
        "Time that the oldest job which may be taken has waited; 0 if none waits.",
        ["kind"],
        {(q.kind.name,): due.seconds(q.kind.name) or 0 for q in queues},
    )
    yield labelled(
        "policyengine_jobs_age_limit_seconds",
        "Time after which a waiting job is late.",
        ["kind"],
        {(q.kind.name,): q.kind.late.total_seconds() for q in queues if q.kind.late},
    )
    yield labelled(
        "policyengine_jobs_running",
        "Jobs that a worker has taken.",
        ["kind"],
        {(q.kind.name,): q.running for q in queues},
    )
    yield labelled(
        "policyengine_jobs_overdue",
        "Running jobs whose worker shows no progress any more.",
        ["kind"],
        {(q.kind.name,): q.overdue for q in queues},
    )
    yield labelled(
        "policyengine_jobs_set_aside",
        "Jobs that were set aside since they ended their workers or failed each try, as long as the rows are kept.",
        ["kind"],
        {(q.kind.name,): q.set_aside for q in queues},
    )


def recent_families(state: InstallationState) -> Iterator[GaugeMetricFamily]:
    """Yield what ended in the window."""
    recent = state.recent
    yield gauge("policyengine_window_seconds", "The window of the metrics named recent.", recent.window.total_seconds())
    yield labelled(
        "policyengine_recent_events",
        "Registrations, revisions and sign-ins of the window, by the verb of their events.",
        ["verb"],
        {(verb,): number for verb, number in recent.acts.items()},
    )
    yield labelled(
        "policyengine_recent_jobs",
        "Jobs that ended in the window.",
        ["kind", "state"],
        {(kind, word): number for kind, ended in recent.ended.items() for word, number in ended.items()},
    )
    yield labelled(
        "policyengine_recent_failed_jobs",
        "Jobs that ended in the window in an error, or were set aside.",
        ["kind"],
        {
            (q.kind.name,): sum(recent.ended.get(q.kind.name, {}).get(word, 0) for word in q.kind.failed)
            for q in state.queues
            if q.kind.ended
        },
    )
    yield labelled(
        "policyengine_recent_outcomes",
        "Outcomes of rules in the assessments of the window.",
        ["outcome"],
        {(outcome,): number for outcome, number in recent.outcomes.items()},
    )
    yield labelled(
        "policyengine_recent_stage_mean_seconds", STAGE.format("Mean"), ["stage"], by_stage(recent.mean_seconds)
    )
    yield labelled(
        "policyengine_recent_stage_longest_seconds",
        STAGE.format("Longest"),
        ["stage"],
        by_stage(recent.longest_seconds),
    )
    yield labelled(
        "policyengine_recent_sign_in_failures",
        "Wrong passwords and codes of the window.",
        ["step"],
        {(step,): number for step, number in (recent.sign_in_failures or {}).items()},
    )
    yield gauge(
        "policyengine_webhooks_failing", "Webhooks in use to which the last attempt failed.", state.webhooks_failing
    )


def by_stage(seconds: Mapping[str, float | None]) -> Values:
    """Return the samples of the stages that were measured."""
    return {(stage,): value for stage, value in seconds.items() if value is not None}


def audit_families(state: InstallationState) -> Iterator[GaugeMetricFamily]:
    """Yield how far seals, files and verification lag behind the trail."""
    seals, now = state.seals, state.now
    yield gauge(
        "policyengine_audit_unsealed_age_seconds",
        "Age of the oldest event without a seal; 0 if all have one.",
        seconds_since(seals.unsealed_since, now) or 0,
    )
    yield gauge(
        "policyengine_audit_verified_age_seconds",
        "Time since the last verification of the trail; since its first event, if there was none.",
        seconds_since(state.unverified_since, now),
    )
    yield gauge(
        "policyengine_audit_troubles", "Problems that the last verification of the trail found.", state.trail_troubles
    )
    yield gauge(
        "policyengine_seals_folder_readable", "1 if the folder of the exported seals can be read.", int(seals.readable)
    )
    yield gauge("policyengine_seals_without_file", "Seals that are not exported.", seals.unexported)
    yield gauge("policyengine_seals_late", "1 if seals do not leave the server in time.", int(seals.late))
    yield gauge(
        "policyengine_seals_oldest_waiting_seconds",
        "Age of the oldest seal that waits for a timestamp; 0 if none does.",
        seconds_since(seals.waiting_since, now) or 0,
    )
