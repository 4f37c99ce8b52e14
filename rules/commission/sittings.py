"""Sittings as a kind of job: begun by the secretariat with its lists, read and screened by a worker."""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final, TypeAlias

from django.db import transaction
from django.utils import timezone

from institutions.audit.logs import request_id
from institutions.codes.parameters import PlainNumber
from institutions.drafts.kept_errors import storable_data
from institutions.jobs import claiming
from institutions.jobs.dispatch import notify_after_commit
from institutions.jobs.kind import JobKind
from institutions.jobs.limits import LeaseLimit
from institutions.jobs.sweeping import SweptJobs, sweep_jobs
from institutions.models import Account
from institutions.values.written_day import written_day
from institutions.values.written_number import written_number
from rules.commission.files import FORMS, LARGEST_BYTES
from rules.commission.recording import record
from rules.commission.troubles import (
    AnotherSittingRuns,
    FileTooLargeForSitting,
    FormUnknown,
    PeriodTurned,
    SittingDayMissing,
    SittingRefusedError,
    SittingWorkersLost,
    SizeWrong,
)
from rules.models import Commission, Sitting, SittingFile, SittingState

LEASE: Final = timedelta(minutes=15)
OPEN: Final = (SittingState.QUEUED, SittingState.RUNNING)
LARGEST: Final = 50  # contracts of one sitting
USUAL: Final = 6


@dataclass(frozen=True, slots=True)
class SentList:
    """A list that was sent: its name, its bytes and its form."""

    name: str
    content: bytes
    form: str


def sitting_error_columns(sitting: Sitting | None) -> dict[str, object]:
    """Return the column with the reason for setting a sitting aside; for None that of one without an error."""
    return {"error_said": [SittingWorkersLost().stored()] if sitting else None}


SITTINGS: Final[JobKind[Sitting]] = JobKind(
    model=Sitting,
    task="rules.read_sitting",
    queue=lambda queues: queues.imports,
    waiting=SittingState.QUEUED,
    running=SittingState.RUNNING,
    set_aside=SittingState.SET_ASIDE,
    lease=lambda: LEASE,
    limit=LeaseLimit(2, sitting_error_columns, lambda said: {"error_said": [storable_data(said.stored())]}),
    order="begun_at",
    names_worker=True,
    related=("commission__body",),
)
SittingClaim: TypeAlias = claiming.Claim[Sitting]
claim_sitting = partial(claiming.claim_job, SITTINGS)


def begin_sitting(
    commission: Commission, given: Mapping[str, str], files: Sequence[SentList], *, account: Account
) -> Sitting:
    """Begin a sitting on a period, with the published lists of it. SittingRefusedError names what is wrong."""
    from_on, until_on = day_given(given, "from"), day_given(given, "until")
    if until_on < from_on:
        raise SittingRefusedError({"until": PeriodTurned()})
    size = written_number(given.get("size", "").strip() or str(USUAL), least=1, most=LARGEST)
    if size is None:
        raise SittingRefusedError({"size": SizeWrong(most=PlainNumber(LARGEST))})
    for each in files:
        if each.form not in FORMS:
            raise SittingRefusedError({"form": FormUnknown()})
    if sum(len(each.content) for each in files) > LARGEST_BYTES:
        raise SittingRefusedError({"file": FileTooLargeForSitting(most=PlainNumber(LARGEST_BYTES // 1024**2))})
    with transaction.atomic():
        Commission.objects.select_for_update(no_key=True).get(pk=commission.pk)
        if commission.sittings.filter(state__in=OPEN).exists():
            raise SittingRefusedError({"": AnotherSittingRuns()})
        made = Sitting.objects.create(
            commission=commission,
            from_on=from_on,
            until_on=until_on,
            size=size,
            account=account,
            told_at=timezone.now(),
        )
        rows = [
            SittingFile.objects.create(
                sitting=made,
                name=each.name[:200],
                form=each.form,
                sha256=hashlib.sha256(each.content).hexdigest(),
                content=zlib.compress(each.content),
            )
            for each in files
        ]
        said = {"from": from_on.isoformat(), "until": until_on.isoformat(), "size": size}
        record(account, "sitting_begun", made, {**said, "files": [each.sha256 for each in rows]}, request_id.get())
        notify_after_commit(SITTINGS, made.pk)
    return made


def day_given(given: Mapping[str, str], field: str) -> date:
    """Return a day of a form. SittingRefusedError if it is none."""
    try:
        return written_day(given.get(field, "").strip())
    except ValueError as trouble:
        raise SittingRefusedError({field: SittingDayMissing()}) from trouble


def sweep_sittings(now: datetime) -> SweptJobs:
    """Take back sittings that lost their worker, and notify workers of waiting ones."""
    return sweep_jobs(SITTINGS, now)
