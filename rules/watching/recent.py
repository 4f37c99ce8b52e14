"""The work of the last minutes: registrations, ended jobs by state, outcomes of rules, and the time that it took."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Aggregate, Avg, Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Length, Replace

from institutions.accounts.sign_in.failures import recent_failures
from institutions.jobs.kind import JobKind
from institutions.models import AuditEvent
from rules.models import Assessment, State
from rules.models.packed_outcomes import LETTERS
from rules.watching.kinds import WATCHED
from rules.watching.queues import united

ACTS: Final = ("registered", "revised", "signed_in")  # verbs of events that are counted
LETTERS_OF: Final = "packed_outcomes__letters"
# The stages of an assessment: the moments at which each begins and ends.
STAGES: Final = {"waiting": ("requested_at", "started_at"), "working": ("started_at", "finished_at")}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentWork:
    """The counts of a window. Seconds of a stage are None where no assessment ended in it."""

    window: timedelta
    acts: Mapping[str, int]  # by verb
    ended: Mapping[str, Mapping[str, int]]  # by kind and state
    outcomes: Mapping[str, int]  # of rules, in the results of the window
    mean_seconds: Mapping[str, float | None]  # by stage
    longest_seconds: Mapping[str, float | None]
    sign_in_failures: Mapping[str, int] | None  # by step; None if the cache gives no count


def recent_work(now: datetime, window: timedelta) -> RecentWork:
    """Count what ended in a window: four queries, whose cost grows with the window and not with the register."""
    since = now - window
    events = AuditEvent.objects.filter(verb__in=ACTS, at__gte=since).order_by()
    acts = dict.fromkeys(ACTS, 0) | dict(events.values_list("verb").annotate(counted=Count("*")))
    results = results_since(since)
    return RecentWork(
        window=window,
        acts=acts,
        ended=ended_since(since),
        outcomes={outcome.value: results[outcome.value] or 0 for outcome in LETTERS},
        mean_seconds={stage: seconds_of(results[f"mean_{stage}"]) for stage in STAGES},
        longest_seconds={stage: seconds_of(results[f"longest_{stage}"]) for stage in STAGES},
        sign_in_failures=recent_failures(int(window.total_seconds() // 60), now.timestamp()),
    )


def ended_since(since: datetime) -> dict[str, dict[str, int]]:
    """Count the rows of each kind that ended since a moment, by state: one query."""
    found: dict[str, dict[str, int]] = {each.name: {} for each in WATCHED if each.ended}
    parts = [
        ended_rows(each.name, each.job, Q(part(since), each.counted, **{f"{each.ended}__gte": since}))
        for each in WATCHED
        if each.job and each.ended
        for part in each.lately
    ]
    for kind, state, number in united(parts).values_list("of_kind", "in_state", "counted"):
        found[kind][state] = number
    return found


def ended_rows(name: str, job: JobKind[Any], lately: Q) -> QuerySet[Any]:
    """Return the query that counts the rows of a kind that ended lately, by state."""
    rows = job.rows().order_by().filter(lately)
    found: QuerySet[Any] = rows.values(of_kind=Value(name), in_state=F("state")).annotate(counted=Count("*"))
    return found


def results_since(since: datetime) -> dict[str, Any]:  # Any: numbers and times
    """Return the outcomes of rules in the results of a window, and the times of the stages: one query."""
    letters = {
        outcome.value: Sum(Length(LETTERS_OF) - Length(Replace(LETTERS_OF, Value(letter), Value(""))))
        for outcome, letter in LETTERS.items()
    }
    taken = {
        stage: ExpressionWrapper(F(ended) - F(began), output_field=DurationField())
        for stage, (began, ended) in STAGES.items()
    }
    times: dict[str, Aggregate] = {f"mean_{stage}": Avg(each) for stage, each in taken.items()}
    times |= {f"longest_{stage}": Max(each) for stage, each in taken.items()}
    done = Assessment.objects.filter(state=State.DONE, finished_at__gte=since)
    return dict(done.aggregate(**letters, **times))


def seconds_of(taken: timedelta | None) -> float | None:
    """Return seconds; None if nothing was measured."""
    return None if taken is None else max(0.0, taken.total_seconds())
