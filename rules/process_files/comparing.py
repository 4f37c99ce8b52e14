"""The processes of a body that are compared with one another: found for a file, noted as changed, answered again.

Limits of indicators and the earlier awards of a buyer are those of all processes of a comparison. Where they change,
the others are answered again by one job, however many files brought the change.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from institutions.jobs.dispatch import notify_after_commit
from institutions.models import GovernmentBody
from institutions.values.hashing import canonical_json, hash_text
from rules.models import ComparisonState, ProcessComparison, ProcessFile, StoredProcess
from rules.process_files.claim import COMPARISONS, OPEN
from rules.process_files.options import AS_OF, Options, options_that_compare

LONGEST_WAIT: Final = timedelta(hours=1)  # for files that are still to be screened
WORKED_ON: Final = (ComparisonState.QUEUED, ComparisonState.RUNNING)


def comparison_for(
    body: GovernmentBody, form: str, given: Mapping[str, Any], checked: Options
) -> ProcessComparison:  # Any: as it was sent
    """Return the comparison of a body's files of a form with these options; make it if there is none."""
    options = options_that_compare(form, given, checked)
    key = comparison_key(form, options)
    own = {"form": form, "options": options, "as_of": options.get(AS_OF, "")}
    return ProcessComparison.objects.get_or_create(body=body, key=key, defaults=own)[0]


def comparison_key(form: str, options: Options) -> str:
    """Return the hash of a form with options."""
    return hash_text(canonical_json([form, options]))


def day_for(comparison: ProcessComparison, file: ProcessFile) -> str:
    """Return the day from which the rules look when a file joins a comparison: the latest of its files' days."""
    return max(comparison.as_of, str(file.options[AS_OF]))


def note_change(file: ProcessFile, left: frozenset[UUID]) -> None:
    """Note that processes of a file came into its comparison. `left`: the comparisons that some of them were in.

    Call it in the transaction that stores them.
    """
    one_more = {"changes": F("changes") + 1}
    ProcessComparison.objects.filter(pk__in=left - {file.comparison_id}).update(**one_more)
    latest = Greatest(F("as_of"), Value(file.options[AS_OF]))
    ProcessComparison.objects.filter(pk=file.comparison_id).update(**one_more, as_of=latest)


def note_whole(file: ProcessFile, changes: int) -> None:
    """Note that a file brought all processes of its comparison and answered them among all.

    `changes`: the number of changes up to its last portion; if there was another meanwhile, nothing is noted.
    """
    others = StoredProcess.objects.filter(file__comparison=file.comparison_id).exclude(file=file.pk)
    if not others.exists():
        found = ProcessComparison.objects.filter(pk=file.comparison_id, changes=changes)
        found.update(answered=changes, answered_at=timezone.now())


def ask_again(comparisons: QuerySet[ProcessComparison]) -> None:
    """Queue the job of the comparisons whose answers do not rest on all their processes.

    Where files of one are still to be screened, the last of them asks, for an hour at most.
    """
    now = timezone.now()
    for each in waiting_for_nothing(comparisons.exclude(changes=F("answered")).exclude(state__in=WORKED_ON), now):
        with transaction.atomic():
            fresh = {**COMPARISONS.waiting_columns(now), **COMPARISONS.limit.fresh(now)}
            idle = ProcessComparison.objects.filter(pk=each).exclude(state__in=WORKED_ON)
            if idle.update(**fresh, requested_at=now, done=0, total=0):
                notify_after_commit(COMPARISONS, each, asked=False)


def waiting_for_nothing(comparisons: QuerySet[ProcessComparison], now: datetime) -> list[UUID]:
    """Return the ids of comparisons without a file to be screened, and of those that have waited for one too long."""
    waiting = ProcessFile.objects.filter(state__in=OPEN).values("comparison")
    due = comparisons.filter(~Q(pk__in=waiting) | Q(answered_at__lte=now - LONGEST_WAIT))
    return list(due.order_by("requested_at", "pk").values_list("pk", flat=True))


def ask_again_after(file: ProcessFile) -> None:
    """Ask for the answers that a file changed, after its end, however it ended. It may have taken processes of others.

    The job of its own comparison is tried again if it failed.
    """
    of_body = ProcessComparison.objects.filter(body=file.body_id)
    ask_again(of_body.filter(Q(state=ComparisonState.RESTING) | Q(pk=file.comparison_id)))


def sweep_changes() -> None:
    """Ask for answers that nobody asked for: the worker of a file was lost, or two files ended at once."""
    ask_again(ProcessComparison.objects.filter(state=ComparisonState.RESTING))
