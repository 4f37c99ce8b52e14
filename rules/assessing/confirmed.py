"""The storing of results that confirm the newest one of their partnership: its day moves on, and the row goes."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from institutions.models.sql_lists import among
from rules.assessing.claim import give_back
from rules.assessing.claim_results import ClaimResult
from rules.assessing.confirming import newest_results
from rules.models import Assessment

logger = logging.getLogger(__name__)


def settle_confirmed(results: Sequence[ClaimResult]) -> tuple[list[ClaimResult], list[ClaimResult]]:
    """Return the results that still confirm the newest one, and those that are to be stored in full.

    The first are stored by this: the row of their claim goes, and the newest result is the same as of its day. A claim
    whose case was not evaluated goes back to the queue if another result came meanwhile, and is in neither. Their
    partnerships and rows are locked. The number of statements grows with the days of the results alone.
    """
    newest = newest_ids(results)
    confirmed = [each for each in results if each.confirms and newest.get(each.partnership) == each.confirms]
    others = [each for each in results if each not in confirmed]
    for each in others:
        if each.result is None:
            logger.warning("Another result came before that of assessment %s, which waits again.", each.claim.job.pk)
            give_back(each.claim.rows())
    drop_open_rows(each.claim.job.pk for each in confirmed)
    confirm_days(confirmed)
    return confirmed, [each for each in others if each.result is not None]


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
