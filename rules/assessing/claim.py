"""Assessments as jobs: their differences from other kinds of jobs, and the claim of one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial
from typing import Final, TypeAlias

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from institutions.drafts.name_searches import searched_here
from institutions.jobs import claiming
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import LeaseLimit
from rules.assessing.failure_troubles import WorkersLost
from rules.assessing.failures import error_columns
from rules.events.kinds import AssessmentFailed
from rules.events.publishing import publish
from rules.models import Assessment, State, Trigger

# Assessments that a change or the clock asked for, and no person or system: one that finds nothing new goes. Whoever
# asks for one that still waits makes it theirs (`request_assessment`), and it stays.
OF_ITSELF: Final = (Trigger.REGISTER_CHANGED, Trigger.RULEBOOK_CHANGED, Trigger.DAY_CAME)
# Assessments that somebody waits for: workers were notified in the moment in which they were asked for, by no sweep.
WAITED_FOR: Final = Q(told_at=F("requested_at")) & ~Q(trigger__in=OF_ITSELF)


def is_waited_for(assessment: Assessment) -> bool:
    """Return whether somebody waits for a row, as it was claimed: the same condition on a row that is loaded."""
    return assessment.told_at == assessment.requested_at and assessment.trigger not in OF_ITSELF


def assessment_error_columns(assessment: Assessment | None) -> dict[str, object]:
    """Return the columns with the reason for setting an assessment aside; for None those of one without an error."""
    return error_columns(WorkersLost(assessment=str(assessment.pk)) if assessment else None)


_here: ContextVar[bool] = ContextVar("assessments_are_claimed_here", default=False)


def note_start(assessments: Sequence[Assessment]) -> None:
    """Set lease and moments of rows that this transaction has claimed, the same for all.

    The clock is read only now: while the claim waited for the row, its submission may have been stored. And whatever
    the clocks of two machines show, an assessment knows the submission that it is about.
    """
    now = timezone.now()
    columns = {
        "started_at": now,
        "lease_until": now + ASSESSMENTS.lease(),
        "known_at": max(now, *(each.submission.received_at for each in assessments)),
    }
    for each in assessments:
        for name, value in columns.items():
            setattr(each, name, value)
    Assessment.objects.filter(pk__in=[each.pk for each in assessments]).update(**columns)


ASSESSMENTS: Final[JobKind[Assessment]] = JobKind(
    model=Assessment,
    task="rules.assess",
    asked_queue=lambda queues: queues.asked,
    waiting=State.QUEUED,
    running=State.RUNNING,
    set_aside=State.SET_ASIDE,
    lease=lambda: timedelta(seconds=settings.ASSESSMENT_LEASE_SECONDS),
    limit=LeaseLimit(2, assessment_error_columns, error_columns),
    order="requested_at",
    names_worker=True,
    related=("partnership", "submission"),
    notified_a_sweep=2_000,
    on_claim=note_start,
    on_set_aside=lambda row, _said: publish(AssessmentFailed(assessment=row)),
)

Claim: TypeAlias = claiming.Claim[Assessment]
claim = partial(claiming.claim_job, ASSESSMENTS)
claim_with_others = partial(claiming.claim_jobs, ASSESSMENTS)
claim_of = partial(claiming.claim_of, ASSESSMENTS)
give_back = partial(claiming.give_back, ASSESSMENTS)


@contextmanager
def claimed_here() -> Iterator[None]:
    """Insert assessments requested inside this block as already claimed by this process (`--wait`).

    The names that are stored are compared with the register by this process too.
    """
    token = _here.set(True)
    try:
        with searched_here():
            yield
    finally:
        _here.reset(token)


def is_claimed_here() -> bool:
    """Return whether new assessments are claimed by this process, so that no worker is notified of them."""
    return _here.get()
