"""The kinds of work that are watched: where their rows wait, and how long they may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.drafts.name_searches import NAME_SEARCHES
from institutions.imports.claim import IMPORTS
from institutions.jobs.kind import JobKind
from institutions.jobs.queues import USUAL, Queues
from rules.assessing.claim import ASSESSMENTS
from rules.assessing.walking import open_walks
from rules.commission.sittings import SITTINGS
from rules.messages.mail.outbox import MAILS
from rules.messages.webhooks.outbox import DELIVERIES
from rules.messages.webhooks.reading import OF_OPEN_CASES
from rules.models import State
from rules.process_files.claim import COMPARISONS, PROCESS_FILES
from rules.reorganising.preview_jobs import PREVIEW_RANGES
from rules.review.erasing.preview_job import PREVIEWS
from rules.screening.claim import SCREENINGS
from rules.screening.ranges import RANGES
from rules.workshop.trials import TRIALS

AT_ONCE: Final = timedelta(minutes=5)
SOON: Final = timedelta(minutes=15)
IN_ITS_TURN: Final = timedelta(hours=1)  # work that shares the workers of imports, which take one long job at a time
ERROR: Final = "error"  # the state of a job that met an error, where it has one
LONGEST_BACKLOG: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedKind:
    """One kind of work: rows that are jobs (`job`), or, of changes that touch many cases, rows that are walked.

    `since` is the column of the moment since which a row waits, `ended` that of its end. A row that is due and has
    waited longer than `late` is a trouble. `lately` divides ended rows into parts, each of which an index finds.
    `counted` are the rows that numbers may tell of.
    """

    name: str
    label: Promise
    since: str
    late: timedelta | None
    job: JobKind[Any] | None = None
    ended: str = ""
    lately: tuple[Callable[[datetime], Q], ...] = (lambda _since: Q(),)
    counted: Q = Q()

    @property
    def of_import_workers(self) -> bool:
        """True if the workers of imports do it, and not those of assessments."""
        queues = Queues(USUAL)
        return self.job is not None and self.job.queue(queues) == queues.imports

    @property
    def failed(self) -> tuple[str, ...]:
        """The states of rows that ended without what was asked for, through no fault of the data that was sent."""
        return (str(self.job.set_aside), ERROR) if self.job else ()

    def due_rows(self, now: datetime) -> QuerySet[Any]:
        """Return the rows that a worker may take now."""
        return self.job.due_rows(now).filter(self.counted) if self.job else open_walks()


def sent_lately(since: datetime) -> Q:
    """Narrow messages by the moment at which they became due, which has an index with their state.

    A message sent now became due before; after a day without workers some are missed here, and the queues show that.
    """
    return Q(next_at__gte=since - LONGEST_BACKLOG)


WATCHED: Final = (
    WatchedKind(
        name="assessments",
        label=_("Assessments"),
        job=ASSESSMENTS,
        since="requested_at",
        late=AT_ONCE,
        ended="finished_at",
        lately=(lambda _since: Q(state=State.DONE), lambda _since: Q(state__in=(State.ERROR, State.SET_ASIDE))),
    ),
    WatchedKind(
        name="walks",
        label=_("Cases to check after a change in the register"),
        since="at",
        late=AT_ONCE,
    ),
    WatchedKind(name="imports", label=_("Imports"), job=IMPORTS, since="created_at", late=AT_ONCE, ended="finished_at"),
    WatchedKind(
        name="name_searches",
        label=_("Searches for possible matches"),
        job=NAME_SEARCHES,
        since="requested_at",
        late=AT_ONCE,
        ended="finished_at",
    ),
    WatchedKind(
        name="screenings",
        label=_("Bulk checks"),
        job=SCREENINGS,
        since="requested_at",
        late=IN_ITS_TURN,
        ended="finished_at",
    ),
    # Its screening is watched. It has many parts, of which the last may wait for hours.
    WatchedKind(name="screening_ranges", label=_("Parts of bulk checks"), job=RANGES, since="requested_at", late=None),
    WatchedKind(
        name="trials",
        label=_("Trials of drafts of the rulebook"),
        job=TRIALS,
        since="requested_at",
        late=IN_ITS_TURN,
        ended="finished_at",
    ),
    # A preview has many parts; workers take them one after the other.
    WatchedKind(
        name="preview_ranges",
        label=_("Parts of previews of reorganisations"),
        job=PREVIEW_RANGES,
        since="requested_at",
        late=IN_ITS_TURN,
    ),
    WatchedKind(
        name="sittings",
        label=_("Contracts of sittings"),
        job=SITTINGS,
        since="begun_at",
        late=IN_ITS_TURN,
        ended="finished_at",
    ),
    WatchedKind(
        name="process_files",
        label=_("Files of published processes"),
        job=PROCESS_FILES,
        since="requested_at",
        late=IN_ITS_TURN,
        ended="finished_at",
    ),
    WatchedKind(
        name="process_comparisons",
        label=_("Published processes that are answered again"),
        job=COMPARISONS,
        since="requested_at",
        late=IN_ITS_TURN,
        ended="finished_at",
    ),
    WatchedKind(
        name="erasure_previews",
        label=_("Searches before an erasure"),
        job=PREVIEWS,
        since="requested_at",
        late=IN_ITS_TURN,
        ended="finished_at",
    ),
    WatchedKind(
        name="webhooks",
        label=_("Messages of webhooks"),
        job=DELIVERIES,
        since="next_at",
        late=SOON,
        ended="delivered_at",
        lately=(sent_lately,),
        counted=OF_OPEN_CASES,
    ),
    WatchedKind(
        name="mails", label=_("E-mails"), job=MAILS, since="next_at", late=SOON, ended="ended_at", lately=(sent_lately,)
    ),
)
