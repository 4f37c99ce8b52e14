"""Trials of drafts as a kind of job: asked for by an editor, counted by a worker, and removed after a while."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from institutions.codes.parameters import PlainNumber
from institutions.drafts.coded_jobs import coded_lease_limit
from institutions.jobs import claiming
from institutions.jobs.dispatch import notify_after_commit
from institutions.jobs.kind import JobKind, rarely
from institutions.jobs.sweeping import SweptJobs, sweep_jobs
from institutions.models import Account
from institutions.values.written_day import is_written_day
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import Files
from rules.models import RulebookAdoption, RulebookDraft, RulebookTrial, TrialState
from rules.workshop.case_running import run_cases
from rules.workshop.checking import compiles
from rules.workshop.drafting import open_for_writing, record
from rules.workshop.files import files_of, rulebook_of_files
from rules.workshop.narrowed import readers_of
from rules.workshop.steps import steps
from rules.workshop.troubles import (
    CasesWrong,
    DoesNotCompile,
    DraftRefusedError,
    NoSuchNumber,
    NumberOfOrganisation,
    TrialRuns,
    TrialWorkersLost,
    ValuesWrong,
)

KEPT: Final = timedelta(days=90)
LEASE: Final = timedelta(minutes=15)
OPEN: Final = (TrialState.QUEUED, TrialState.RUNNING)
MOST_VALUES: Final = 21


TRIALS: Final[JobKind[RulebookTrial]] = JobKind(
    model=RulebookTrial,
    task="rules.try_rulebook_draft",
    queue=lambda queues: queues.imports,
    waiting=TrialState.QUEUED,
    running=TrialState.RUNNING,
    set_aside=TrialState.SET_ASIDE,
    lease=lambda: LEASE,
    limit=coded_lease_limit(TrialWorkersLost),
    order="requested_at",
    names_worker=True,
    swept_every=rarely,
    related=("draft",),
)

TrialClaim: TypeAlias = claiming.Claim[RulebookTrial]
claim_trial_of_draft = partial(claiming.claim_job, TRIALS)


def ask_trial(
    draft: UUID,
    account: Account,
    *,
    curve: Mapping[str, Any] | None = None,  # Any: as somebody sent them
    mutants: str = "",
    request_id: str = "",
) -> RulebookTrial:
    """Queue a trial of a draft as it is now. DraftRefusedError if it does not compile, or another trial is open.

    It is of the whole effect, of the curve of a number, or of the cases of a rule against changes of it (`mutants`).
    """
    try:
        with transaction.atomic():
            held = open_for_writing(draft)
            files = files_of(held)
            for wrong in compiles(files):
                raise DraftRefusedError(DoesNotCompile(path=wrong.path, line=PlainNumber(wrong.line)))
            asked = checked_curve(held, curve) if curve else checked_mutants(files, mutants) if mutants else {}
            revision = held.revisions.order_by("-number").values_list("number", flat=True).first() or 0
            made = RulebookTrial.objects.create(
                draft=held,
                account=account,
                revision=revision,
                base=str(held.base_id),
                asked=asked,
                seed=secrets.token_hex(8),
                told_at=timezone.now(),
            )
            said = {"trial": str(made.pk), "revision": revision, "seed": made.seed, **asked}
            record(account, "rulebook_trial_requested", held.pk, request_id, said)
            notify_after_commit(TRIALS, made.pk)
    except IntegrityError as another:
        raise DraftRefusedError(TrialRuns()) from another
    return made


def checked_curve(draft: RulebookDraft, given: Mapping[str, Any]) -> dict[str, Any]:  # Any: as somebody sent them
    """Return the number and the values of a curve. DraftRefusedError names what is wrong."""
    book = rulebook_of_files(files_of(draft))
    parameter = book.parameters.by_name.get(str(given.get("parameter", "")))
    on, index = str(given.get("on") or timezone.localdate().isoformat()), str(given.get("index") or "")
    entry = parameter.entry_at(on, index or None) if parameter and is_written_day(on) else None
    if parameter is None or entry is None or isinstance(entry.value, bool) or not isinstance(entry.value, int):
        raise DraftRefusedError(NoSuchNumber(name=str(given.get("parameter", ""))[:80]))
    if book.organisation and readers_of(book.organisation, parameter.name) and not readers_of(book, parameter.name):
        raise DraftRefusedError(NumberOfOrganisation(name=parameter.name))
    least, most = given.get("least"), given.get("most")
    number = given.get("number", MOST_VALUES)
    if not all(type(each) is int for each in (least, most, number)):
        raise DraftRefusedError(ValuesWrong(most=PlainNumber(MOST_VALUES)))
    if not 0 <= least <= most <= 10**15 or not 1 <= number <= MOST_VALUES:  # type: ignore[operator]  # whole numbers
        raise DraftRefusedError(ValuesWrong(most=PlainNumber(MOST_VALUES)))
    values = sorted({*steps(int(least), int(most), number)})  # type: ignore[arg-type]  # as above
    return {"parameter": parameter.name, "index": index, "on": on, "values": values, "stands": entry.value}


def checked_mutants(files: Files, code: str) -> dict[str, Any]:  # Any: plain data
    """Return the rule whose cases are tried. DraftRefusedError without cases, or while a case is not answered so."""
    try:
        ran = run_cases(files, code)
    except RuleError as wrong:
        raise DraftRefusedError(CasesWrong(rule=code[:20])) from wrong
    if not ran or any(each.trouble for each in ran):
        raise DraftRefusedError(CasesWrong(rule=code[:20]))
    return {"mutants": code}


def sweep_trials(now: datetime) -> SweptJobs:
    """Delete trials that are over for long, take back those that lost their worker, and notify workers again.

    The effect that was read before a version was adopted is kept with it.
    """
    kept = RulebookAdoption.objects.filter(trial__isnull=False).values("trial")
    over = RulebookTrial.objects.filter(finished_at__lt=now - KEPT).exclude(state__in=OPEN)
    over.exclude(pk__in=kept).delete()
    return sweep_jobs(TRIALS, now)
