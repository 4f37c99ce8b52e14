"""The stored proposals of a fault, counted, and the table of all faults."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import Error, connection
from django.db.models import Count, Sum

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

PATIENCE: Final = 240.0  # seconds until every accepted proposal has its assessment
HEADINGS: Final = (
    "fault",
    "times",
    "accepted",
    "stored",
    "finished",
    "lost",
    "doubled",
    "set aside",
    "5xx",
    "unanswered",
    "taken again s",
    "recovery s",
    "longest",
    "all done s",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of one kind of fault. After each time, `taken` are the seconds until a worker took an assessment
    again, and `recoveries` those until proposals were answered and assessed; `settled` those until everything accepted
    was assessed.
    """

    said: str
    times: int
    accepted: int
    stored: int
    finished: int
    lost: int
    doubled: int
    set_aside: int
    errors: int
    unanswered: int
    taken: Sequence[float]
    recoveries: Sequence[float]
    settled: float

    @property
    def is_whole(self) -> bool:
        """True if nothing was lost and nothing doubled."""
        return not self.lost and not self.doubled

    @property
    def cells(self) -> list[str]:
        """The cells of its line in the table."""
        counts = (self.times, self.accepted, self.stored, self.finished, self.lost, self.doubled, self.set_aside)
        mean = sum(self.recoveries) / max(len(self.recoveries), 1)
        seconds = (max(self.taken, default=0.0), mean, max(self.recoveries, default=0.0), self.settled)
        return [self.said, *map(str, (*counts, self.errors, self.unanswered)), *(f"{each:.1f}" for each in seconds)]


def finished_references(prefix: str) -> set[str]:
    """Return the references of the proposals with a result."""
    from rules.models import Assessment, State

    done = Assessment.objects.filter(state=State.DONE, partnership__reference__startswith=prefix)
    return set(done.values_list("partnership__reference", flat=True))


def claims_number(prefix: str) -> int:
    """Count how often workers have taken an assessment of the proposals."""
    from rules.models import Assessment

    rows = Assessment.objects.filter(partnership__reference__startswith=prefix)
    return rows.aggregate(claims=Sum("attempt"))["claims"] or 0


def stored_references(prefix: str) -> set[str]:
    """Return the references of the proposals that are stored."""
    from institutions.models import Partnership

    return set(Partnership.objects.filter(reference__startswith=prefix).values_list("reference", flat=True))


def doubled_references(prefix: str) -> set[str]:
    """Return the references of proposals stored, noted in the trail or assessed for their registration twice."""
    from institutions.models import AuditEvent, Partnership, Submission
    from rules.models import Assessment, State, Trigger

    ours = Partnership.objects.filter(reference__startswith=prefix)
    chains = [f"partnership:{pk}" for pk in ours.values_list("pk", flat=True)]
    of_ours = {"partnership__in": ours.values("pk")}
    registered = Assessment.objects.filter(**of_ours, state=State.DONE, trigger=Trigger.REGISTERED)
    return {
        *more_than_once(ours, "reference"),
        *more_than_once(Submission.objects.filter(**of_ours), "partnership__reference"),
        *more_than_once(AuditEvent.objects.filter(chain__name__in=chains, verb="registered"), "chain__name"),
        *more_than_once(registered, "partnership__reference"),
    }


def more_than_once(rows: "QuerySet[Any]", column: str) -> set[str]:
    """Return the values that a column of these rows has more than once."""
    counted = rows.order_by().values_list(column).annotate(found=Count("pk"))
    return set(counted.filter(found__gt=1).values_list(column, flat=True))


def unfinished(prefix: str) -> list[str]:
    """Return the state of each assessment that is not done, in a line."""
    from django.utils import timezone

    from rules.models import Assessment, State

    now = timezone.now()
    rows = Assessment.objects.filter(partnership__reference__startswith=prefix).exclude(state=State.DONE)
    return [
        f"{row.partnership.reference} {row.state}, attempt {row.attempt}, expired leases {row.expired_leases}, "
        f"notified {seconds_ago(row.told_at, now)}, lease over {seconds_ago(row.lease_until, now)}, "
        f"asked for {seconds_ago(row.requested_at, now)}"
        for row in rows.select_related("partnership")
    ]


def seconds_ago(moment: "datetime | None", now: "datetime") -> str:
    """Return how long ago a moment was."""
    return "never" if moment is None else f"{(now - moment).total_seconds():.0f} s ago"


def set_aside_number(prefix: str) -> int:
    """Count the assessments that were set aside."""
    from rules.models import Assessment, State

    return Assessment.objects.filter(state=State.SET_ASIDE, partnership__reference__startswith=prefix).count()


def asked_until(what: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Ask the database until it says yes, or the patience is over; return the seconds that it took."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        try:
            if what():
                break
        except Error:
            connection.close()
        time.sleep(0.1)
    return time.monotonic() - began


def table(outcomes: Iterable[Outcome]) -> str:
    """Return the outcomes as a table, with a line for all."""
    found = list(outcomes)
    rows = [list(HEADINGS), *(each.cells for each in found), in_all(found).cells]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not place else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def in_all(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the sums of all."""
    return Outcome(
        said="in all",
        times=sum(each.times for each in outcomes),
        accepted=sum(each.accepted for each in outcomes),
        stored=sum(each.stored for each in outcomes),
        finished=sum(each.finished for each in outcomes),
        lost=sum(each.lost for each in outcomes),
        doubled=sum(each.doubled for each in outcomes),
        set_aside=sum(each.set_aside for each in outcomes),
        errors=sum(each.errors for each in outcomes),
        unanswered=sum(each.unanswered for each in outcomes),
        taken=[seconds for each in outcomes for seconds in each.taken],
        recoveries=[seconds for each in outcomes for seconds in each.recoveries],
        settled=max((each.settled for each in outcomes), default=0.0),
    )


def say(text: str) -> None:
    """Print at once, so that a pipe shows progress too."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
