"""Previews over the register as jobs in ranges: asked for, taken by any worker, ended by the one with the last.

The rows are the job. A range that is stored stays stored: whoever goes on, goes on with those that are left.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from institutions.codes.base import Coded
from institutions.drafts.kept_errors import storable_data
from institutions.jobs import claiming
from institutions.jobs.dispatch import notify_after_commit
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import LeaseLimit
from institutions.jobs.sweeping import SweptJobs, sweep_jobs
from institutions.models import Account
from rules.events.kinds import ReorganisationPreviewed
from rules.events.publishing import publish
from rules.models import PreviewRange, RangeState, ReorganisationDraft, ReorganisationPreview, WholePreviewState
from rules.reorganising.preview_ranges import dealt_in_ranges
from rules.reorganising.preview_results import KEPT, note_preview
from rules.reorganising.troubles import PreviewRangeWorkersLost

Json = dict[str, Any]  # Any: plain data
OF_RANGE: Final = 1_000  # open partnerships: sets cost two seconds however few; two processes share 5,000 well
LEASE: Final = timedelta(minutes=10)
COMMAND_KEPT: Final = timedelta(days=1)  # of the command line, if it was ended before it read the answer
DONE: Final = WholePreviewState.DONE
COMPUTING: Final = WholePreviewState.COMPUTING


def nothing_to_note(_row: object) -> dict[str, object]:
    """Return no column: the preview of a range has the reason why it was set aside."""
    return {}


def end_lost(row: PreviewRange, said: Coded | None) -> None:
    """End the preview of a range that was set aside; `said`: for this reason, not because workers were lost."""
    end_in_error(row.preview_id, (said or PreviewRangeWorkersLost()).stored())


def of_open_previews(_now: datetime) -> Q:
    """Return the condition that the preview is still being computed."""
    return Q(preview__state=COMPUTING)


PREVIEW_RANGES: Final[JobKind[PreviewRange]] = JobKind(
    model=PreviewRange,
    task="rules.preview_reorganisation",
    queue=lambda queues: queues.imports,
    waiting=RangeState.WAITING,
    running=RangeState.RUNNING,
    set_aside=RangeState.SET_ASIDE,
    lease=lambda: LEASE,
    limit=LeaseLimit(2, nothing_to_note, nothing_to_note),
    order="number",
    names_worker=True,
    related=("preview",),
    due=of_open_previews,
    on_set_aside=end_lost,
)

PreviewClaim: TypeAlias = claiming.Claim[PreviewRange]
claim_preview_range = partial(claiming.claim_job, PREVIEW_RANGES)


def ask_preview(
    document: Mapping[str, Any],  # Any: plain data
    answer: Json,
    touched: Sequence[UUID],
    *,
    rulebook: str,
    draft: ReorganisationDraft | None = None,
    account: Account | None = None,
) -> ReorganisationPreview:
    """Queue the preview of a document: `answer` is its part on the organisation, `touched` what is to be derived.

    A preview of the draft that is being computed for an earlier revision or another base is stopped; one of the same
    is returned.
    """
    try:
        with transaction.atomic():
            return queued_preview(document, answer, touched, rulebook=rulebook, draft=draft, account=account)
    except IntegrityError:
        found = open_preview(draft)
        if found is None:
            raise
        return found


def queued_preview(
    document: Mapping[str, Any],  # Any: plain data
    answer: Json,
    touched: Sequence[UUID],
    *,
    rulebook: str,
    draft: ReorganisationDraft | None,
    account: Account | None,
) -> ReorganisationPreview:
    """Store a preview with its ranges, and notify workers."""
    now = timezone.now()
    if draft is not None:
        stop_others(draft, now)
    made = ReorganisationPreview.objects.create(
        draft=draft,
        revision=draft.revision if draft else 0,
        account=account,
        document=storable_data(document),
        base=answer["base"],
        rulebook=rulebook,
        answer=answer,
        seed=secrets.token_hex(8),
        one_in=settings.SCREENING_SAMPLE,
        touched=len(touched),
        known_at=now,
    )
    ranges = [
        PreviewRange(
            preview=made,
            number=number,
            partnerships=[str(each) for each in of_range],
            cases=len(of_range),
            told_at=now,
        )
        for number, of_range in enumerate(dealt_in_ranges(touched, OF_RANGE), 1)
    ]
    PreviewRange.objects.bulk_create(ranges)
    for each in ranges:
        notify_after_commit(PREVIEW_RANGES, each.pk)
    if not ranges:
        finish_if_last(made.pk)
    return made


def open_preview(draft: ReorganisationDraft | None) -> ReorganisationPreview | None:
    """Return the preview of a draft that is being computed."""
    return ReorganisationPreview.objects.filter(draft=draft, state=COMPUTING).first() if draft else None


def stop_others(draft: ReorganisationDraft, now: datetime) -> None:
    """Stop what is being computed for a draft; its ranges go."""
    others = ReorganisationPreview.objects.filter(draft=draft, state=COMPUTING)
    for pk in others.values_list("pk", flat=True):
        others.filter(pk=pk).update(state=WholePreviewState.STOPPED, finished_at=now)
        PreviewRange.objects.filter(preview=pk).delete()


def take_next(preview: ReorganisationPreview) -> PreviewClaim | None:
    """Take the first range that nobody has, for a process that waits for the preview; None if there is none."""
    waiting = PREVIEW_RANGES.waiting_rows().filter(preview=preview).order_by("number")
    for pk in waiting.values_list("pk", flat=True):
        if taken := claim_preview_range(pk):
            return taken
    return None


def progress_of(preview: ReorganisationPreview) -> int:
    """Return how many hundredths of the ranges are done: their number tells nothing of restricted partnerships."""
    if preview.state != COMPUTING:
        return 100
    done = Count("pk", filter=Q(state=RangeState.DONE))
    ranges = PreviewRange.objects.filter(preview=preview).aggregate(done=done, all=Count("pk"))
    return int(ranges["done"] * 100 // max(ranges["all"], 1))


def finish_if_last(preview: UUID) -> None:
    """End a preview if no range is left, publish and record that; inside the transaction that stored a range."""
    row = ReorganisationPreview.objects.select_for_update(no_key=True).get(pk=preview)
    ranges = PreviewRange.objects.filter(preview=preview)
    if row.state != COMPUTING or ranges.exclude(state=RangeState.DONE).exists():
        return
    row.sampled = ranges.aggregate(n=Sum("sampled"))["n"] or 0
    row.state, row.finished_at = DONE, timezone.now()
    row.save(update_fields=["state", "finished_at", "sampled"])
    ranges.delete()
    publish(ReorganisationPreviewed(preview=row))
    note_preview(row)


def end_in_error(preview: UUID, said: Json) -> None:
    """End a preview without an answer; its ranges go, and those who wait learn why."""
    with transaction.atomic():
        row = ReorganisationPreview.objects.select_for_update(no_key=True).filter(pk=preview).first()
        if row is None or row.state != COMPUTING:
            return
        row.state, row.finished_at = WholePreviewState.ERROR, timezone.now()
        row.error_said = storable_data(said)
        row.save(update_fields=["state", "finished_at", "error_said"])
        row.cases.all().delete()
        PreviewRange.objects.filter(preview=preview).delete()
        publish(ReorganisationPreviewed(preview=row))


def sweep_previews(now: datetime) -> SweptJobs:
    """Delete previews that are over for long, take back ranges that lost their worker, and notify workers again."""
    over = ReorganisationPreview.objects.exclude(state=COMPUTING).filter(finished_at__lt=now - KEPT)
    over.delete()
    ReorganisationPreview.objects.filter(draft=None, known_at__lt=now - COMMAND_KEPT).delete()
    return sweep_jobs(PREVIEW_RANGES, now)
