"""Previews of erasures as a kind of job: asked for by an account, searched by a worker, kept for a while."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from institutions.access.events import chain_telling_of
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.drafts.coded_jobs import coded_lease_limit, end_for_reason
from institutions.jobs import claiming
from institutions.jobs.attempts import attempt_at
from institutions.jobs.claiming import ClaimLostError
from institutions.jobs.dispatch import notify_after_commit
from institutions.jobs.kind import JobKind
from institutions.jobs.sweeping import SweptJobs, sweep_jobs
from institutions.models import Account, Person
from rules.assessing.failures import failure_of
from rules.models import ErasurePreview, PreviewState
from rules.review.erasing.preview import fingerprint_of, found_in
from rules.review.erasing.preview_troubles import PreviewRunning, PreviewWorkersLost, TooManyPreviews
from rules.review.erasing.scope import erasure_scope

PREVIEWED: Final = "erasure_previewed"
OPEN: Final = (PreviewState.QUEUED, PreviewState.RUNNING)
OPEN_AT_ONCE: Final = 3  # of one account
KEPT: Final = timedelta(days=30)
LEASE: Final = timedelta(minutes=15)  # one search of all snapshots is one query
EVERY: Final = 500  # rows between two notes of the progress


class PreviewRefusedError(CodedError):
    """A preview that is not made: the code says why, and what to do."""


PREVIEWS: Final[JobKind[ErasurePreview]] = JobKind(
    model=ErasurePreview,
    task="rules.preview_erasure",
    queue=lambda queues: queues.imports,
    waiting=PreviewState.QUEUED,
    running=PreviewState.RUNNING,
    set_aside=PreviewState.SET_ASIDE,
    lease=lambda: LEASE,
    limit=coded_lease_limit(PreviewWorkersLost),
    order="requested_at",
    names_worker=True,
    related=("person", "account"),
)

PreviewClaim: TypeAlias = claiming.Claim[ErasurePreview]
claim_preview = partial(claiming.claim_job, PREVIEWS)


@transaction.atomic
def ask_preview(person: Person, account: Account, *, here: bool = False) -> ErasurePreview:
    """Queue a preview and return it; if the account has an open one of this person, return that.

    It will say which cases name them, so it leaves an event. PreviewRefusedError if too many of the account are open.
    `here`: this process is about to claim it, so no worker is notified of it.
    """
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)  # of two requests at once one waits
    own = ErasurePreview.objects.filter(account=account, state__in=OPEN)
    if same := own.filter(person=person).first():
        return same
    if own.count() >= OPEN_AT_ONCE:
        raise PreviewRefusedError(TooManyPreviews(number=PlainNumber(OPEN_AT_ONCE)))
    made = ErasurePreview.objects.create(person=person, account=account, told_at=timezone.now())
    record_event(
        actor=actor_of(account),
        verb=PREVIEWED,
        what=f"party:{person.pk}",
        request_id=request_id.get(),
        chain=chain_telling_of(parties=[person.pk]),
    )
    if not here:
        notify_after_commit(PREVIEWS, made.pk)
    return made


def run_preview(claim: PreviewClaim) -> ErasurePreview:
    """Search for a claimed preview, store what was found and return the row; an error is noted in it and raised."""

    def note_failure(trouble: Exception) -> None:
        end_for_reason(claim, PreviewState.ERROR, failure_of(trouble))

    with attempt_at(claim, note_failure):
        columns = search(claim)
        done = {"state": PreviewState.DONE, "lease_until": None, "finished_at": timezone.now(), **columns}
        if not claim.rows().update(**done):
            raise ClaimLostError
    claim.job.refresh_from_db()
    return claim.job


def search(claim: PreviewClaim) -> dict[str, Any]:  # Any: values of columns
    """Return what a preview found, with its fingerprint; the progress is noted on the row, and renews the lease."""
    scope = erasure_scope(claim.job.person)
    claim.update(rows=scope.rows_to_search(), searched=0)
    searched = 0

    def note() -> None:
        nonlocal searched
        searched += 1
        if searched % EVERY == 0:
            claim.update(searched=searched)

    places = scope.remaining(note)
    found = found_in(scope, places)
    return {"searched": searched, "rows": searched, "found": found, "fingerprint": fingerprint_of(scope, places)}


def preview_here(person: Person, account: Account) -> ErasurePreview:
    """Make a preview in this process and return it: for the command, whose user waits for it.

    PreviewRefusedError while a worker makes one for the same account and person.
    """
    claim = claim_preview(ask_preview(person, account, here=True).pk)
    if claim is None:
        raise PreviewRefusedError(PreviewRunning())
    return run_preview(claim)


def newest_preview(person: Person, account: Account) -> ErasurePreview | None:
    """Return the newest finished preview of a person that an account asked for."""
    done = ErasurePreview.objects.filter(person=person, account=account, state=PreviewState.DONE)
    return done.order_by("-finished_at", "-pk").first()


def sweep_previews(now: datetime) -> SweptJobs:
    """Delete previews that are over for long, take back those that lost their worker, and notify workers again."""
    ErasurePreview.objects.filter(finished_at__lt=now - KEPT).exclude(state__in=OPEN).delete()
    return sweep_jobs(PREVIEWS, now)


def preview_of(account: Account, preview: UUID) -> ErasurePreview | None:
    """Return a preview that an account asked for itself; None for any other."""
    return ErasurePreview.objects.select_related("person").filter(account=account, pk=preview).first()
