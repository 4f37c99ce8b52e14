"""The writer of summaries: in the transaction of each change of a case, and in a sweep for changes by time alone."""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from institutions.access.partnerships import held_partnerships
from institutions.audit.record import SYSTEM, PartnershipAct, record_acts
from institutions.models import Partnership
from institutions.models.sql_lists import among
from rules.models import CaseSummary, FindingSummary
from rules.review.summaries.differences import OF_CASE, OF_FINDING, RowDifference, StoredSummaries
from rules.review.summaries.material import read_material
from rules.review.summaries.summing import SummaryRows, sum_up
from rules.review.summaries.titles import store_titles

logger = logging.getLogger(__name__)
PORTION: Final = 200
NAMED: Final = 100  # rows that an event names; of more their number
# Checked again with each sweep, the longest unchecked first: unreported changes come right too.
LOOKED_AT_ANEW: Final = 200


def summarise(partnerships: Collection[UUID]) -> None:
    """Write the summaries of partnerships that this transaction has locked, as everything that changes them has."""
    store_summaries(compute_summaries(partnerships))


def summarise_new(partnerships: Collection[UUID]) -> None:
    """Write the summaries of partnerships that this transaction has registered."""
    store_summaries(compute_summaries(partnerships, new=True), new=True)


def compute_summaries(partnerships: Collection[UUID], *, new: bool = False) -> list[SummaryRows]:
    """Compute the present summaries. `new`: of partnerships that this transaction has registered."""
    moment = timezone.now()  # asked once: its day is the one that a later comparison takes the summary for
    today = timezone.localdate(moment)
    return [sum_up(each, today, moment) for each in read_material(partnerships, new=new)]


def store_summaries(rows: Sequence[SummaryRows], *, new: bool = False) -> None:
    """Insert or replace what differs; a finding that the newest assessment no longer has gets no row.

    `new`: of partnerships that this transaction has registered, so none has a finding.
    """
    if not rows:
        return
    CaseSummary.objects.bulk_create(
        [each.case for each in rows],
        update_conflicts=True,
        unique_fields=["partnership"],
        update_fields=[name.removesuffix("_id") for name in OF_CASE],
    )
    store_titles([each.case for each in rows])
    if new:
        return
    found = [row for each in rows for row in each.findings]
    of_these = FindingSummary.objects.filter(among("partnership", (each.case.partnership_id for each in rows)))
    stored = {row.pk: values_of_row(row) for row in of_these}
    if gone := stored.keys() - {row.finding_id for row in found}:
        FindingSummary.objects.filter(pk__in=gone).delete()
    FindingSummary.objects.bulk_create(
        [row for row in found if stored.get(row.finding_id) != values_of_row(row)],
        update_conflicts=True,
        unique_fields=["finding"],
        update_fields=[name.removesuffix("_id") for name in OF_FINDING],
    )


def values_of_row(row: FindingSummary) -> list[object]:
    """Return the values of a row about a finding."""
    return [getattr(row, name) for name in OF_FINDING]


@dataclass(frozen=True, slots=True)
class ComparedSummaries:
    """The number of partnerships compared, and those whose summaries differed."""

    looked_at: int
    differed: tuple[UUID, ...]


def compare_summaries(
    partnerships: Collection[UUID], *, mend: bool, actor: str = SYSTEM, reported: bool = True
) -> ComparedSummaries:
    """Compare stored summaries with the computed ones, under the lock of their partnerships.

    `mend` writes them. Where no passing of time explains a difference, somebody changed a row by hand, or an act did
    not report: the trail of the case then gets an event by `actor` that names the rows. `reported` is false where the
    program itself has begun to sum up otherwise.
    """
    ids = list(partnerships)
    with transaction.atomic():
        list(Partnership.objects.filter(among("pk", ids)).select_for_update(no_key=True).order_by("pk").values("pk"))
        moment = timezone.now()
        today = timezone.localdate(moment)
        material, held = read_material(ids), StoredSummaries(ids)
        wanted = [sum_up(each, today, moment) for each in material]
        differed = sorted(each.case.partnership_id for each in wanted if held.differences(each))
        if mend:
            odd = {each.partnership.pk: held.unexplained(each, today) for each in material} if reported else {}
            store_summaries(wanted)
            report_mended({pk: odd[pk] for pk in differed if odd.get(pk)}, actor)
    return ComparedSummaries(len(wanted), tuple(differed))


def report_mended(differing: Mapping[UUID, Sequence[RowDifference]], actor: str) -> None:
    """Record an event for each case whose summary was otherwise than its records: with the rows, without values."""
    acts = (
        PartnershipAct(
            what=f"partnership:{partnership}",
            partnership=partnership,
            after={"rows": [each.content for each in rows[:NAMED]], "more": max(len(rows) - NAMED, 0)},
            rows=(),
        )
        for partnership, rows in differing.items()
    )
    record_acts(acts, actor=actor, verb="summary_mended")


def missing_summaries() -> list[UUID]:
    """Return the partnerships without a summary: those older than the summaries."""
    has = CaseSummary.objects.filter(partnership=OuterRef("pk"))
    return list(held_partnerships().exclude(Exists(has)).order_by("pk").values_list("pk", flat=True))


def summaries_out_of_date() -> list[UUID]:
    """Return cases whose dismissal has ended since, or whose day to answer in a hearing has passed."""
    today = timezone.localdate()
    neither = ~Q(condition_due_on=F("due_on")) & ~Q(answer_by=F("due_on"))
    over = CaseSummary.objects.filter(Q(dismissal_ends_on__lt=today) | (Q(due_on__lt=today) & neither))
    return list(over.order_by("pk").values_list("pk", flat=True))


def sweep_summaries() -> ComparedSummaries:
    """Write missing summaries and changes by time, and check some of the rest."""
    due = [*missing_summaries(), *summaries_out_of_date()]
    for at in range(0, len(due), PORTION):
        compare_summaries(due[at : at + PORTION], mend=True)
    oldest = list(CaseSummary.objects.order_by("made_at").values_list("pk", flat=True)[:LOOKED_AT_ANEW])
    found = compare_summaries(oldest, mend=True)
    if found.differed:
        logger.warning("%d summaries differed and were corrected.", len(found.differed))
    return found
