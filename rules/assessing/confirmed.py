"""The storing of results that confirm the newest one of their partnership: its day moves on, and the row goes."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from institutions.models.sql_lists import among
from rules.assessing.claim import give_back
from rules.assessing.claim_results import ClaimResult
from rules.assessing.confirming import newest_results
from rules.models import Assessment

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SettledResults:
    """Results that confirm the newest one, those to be stored in full, and those that came too late to confirm it."""

    confirmed: list[ClaimResult]
    others: list[ClaimResult]
    late: list[ClaimResult]


def settle_confirmed(results: Sequence[ClaimResult]) -> SettledResults:
    """Store the results that still confirm the newest one: the row of their claim goes, and that one's day moves on.

    If another result came meanwhile, a case that was not evaluated is late. Its claim goes back to the queue after this
    transaction: a change that has passed the gate may be queueing its partnership now, and wait for the results.
    Partnerships and rows are locked. The number of statements grows with the days of the results alone.
    """
    newest = newest_ids(results)
    confirmed = [each for each in results if each.confirms and newest.get(each.partnership) == each.confirms]
    others = [each for each in results if each not in confirmed]
    drop_open_rows(each.claim.job.pk for each in confirmed)
    confirm_days(confirmed)
    late = [each for each in others if each.result is None]
    return SettledResults(confirmed, [each for each in others if each.result is not None], late)


def give_back_late(late: Iterable[ClaimResult]) -> None:
    """Return the claims of late results to the queue, outside of the transaction that found them late."""
    for each in late:
        logger.warning("Another result came before that of assessment %s, which waits again.", each.claim.job.pk)
        give_back(each.claim.rows())


def newest_ids(results: Iterable[ClaimResult]) -> dict[UUID, UUID]:
    """Return the newest results of the partnerships whose result confirms one: at most one query."""
    confirming = [each.partnership for each in results if each.confirms]
    return dict(newest_results(confirming).values_list("partnership_id", "pk")) if confirming else {}


def drop_open_rows(assessments: Iterable[UUID]) -> None:
    """Remove rows that this transaction has locked and to which nothing refers, since they have no result."""
    if keys := list(assessments):
        rows = Assessment.objects.running().filter(pk__in=keys)
        rows._raw_delete(rows.db)  # noqa: SLF001 - without Django's search for rows that refer to them


def confirm_days(confirmed: Iterable[ClaimResult]) -> None:
    """Note on results that they were found the same as of a later day: one statement a day."""
    by_day: dict[date, list[UUID]] = {}
    for each in confirmed:
        if each.confirms:
            by_day.setdefault(each.claim.job.as_of, []).append(each.confirms)
    for day, found in sorted(by_day.items()):
        earlier = Assessment.objects.filter(Q(same_on__isnull=True) | Q(same_on__lt=day), among("pk", found))
        earlier.filter(as_of__lt=day).update(same_on=day)
