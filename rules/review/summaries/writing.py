"""The writer of summaries: in the transaction of each change of a case, and in a sweep for changes by time alone."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from institutions.models import Partnership
from institutions.models.sql_lists import among
from rules.models import CaseSummary, FindingSummary
from rules.review.summaries.material import read_material
from rules.review.summaries.summing import SummaryRows, sum_up

logger = logging.getLogger(__name__)
PORTION: Final = 200
# Checked again with each sweep, the longest unchecked first: unreported changes come right too.
LOOKED_AT_ANEW: Final = 200
OF_CASE: Final = tuple(each.attname for each in CaseSummary._meta.concrete_fields if not each.primary_key)  # noqa: SLF001 - Django documents _meta
OF_FINDING: Final = tuple(each.attname for each in FindingSummary._meta.concrete_fields if not each.primary_key)  # noqa: SLF001 - as above
SAID: Final = tuple(name for name in OF_CASE if name != "made_at")


def summarise(partnerships: Collection[UUID]) -> None:
    """Write the summaries of partnerships that this transaction has locked, as everything that changes them has."""
    store_summaries(compute_summaries(partnerships))


def compute_summaries(partnerships: Collection[UUID]) -> list[SummaryRows]:
    """Compute the present summaries."""
    today, moment = timezone.localdate(), timezone.now()
    return [sum_up(each, today, moment) for each in read_material(partnerships)]


def store_summaries(rows: Sequence[SummaryRows]) -> None:
    """Insert or replace; a finding that the newest assessment no longer has gets no row."""
    if not rows:
        return
    CaseSummary.objects.bulk_create(
        [each.case for each in rows],
        update_conflicts=True,
        unique_fields=["partnership"],
        update_fields=[name.removesuffix("_id") for name in OF_CASE],
    )
    found = [row for each in rows for row in each.findings]
    of_these = FindingSummary.objects.filter(among("partnership", (each.case.partnership_id for each in rows)))
    of_these.exclude(finding__in=[row.finding_id for row in found]).delete()
    FindingSummary.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["finding"],
        update_fields=[name.removesuffix("_id") for name in OF_FINDING],
    )


@dataclass(frozen=True, slots=True)
class ComparedSummaries:
    """The number of partnerships compared, and those whose summaries differed."""

    looked_at: int
    differed: tuple[UUID, ...]


def compare_summaries(partnerships: Collection[UUID], *, mend: bool) -> ComparedSummaries:
    """Compare stored summaries with the computed ones, under the lock of their partnerships; `mend` writes them."""
    ids = list(partnerships)
    with transaction.atomic():
        list(Partnership.objects.filter(among("pk", ids)).select_for_update(no_key=True).order_by("pk").values("pk"))
        wanted = compute_summaries(ids)
        differed = tuple(sorted(differing_partnerships(wanted)))
        if mend:
            store_summaries(wanted)
    return ComparedSummaries(len(wanted), differed)


def differing_partnerships(wanted: Sequence[SummaryRows]) -> set[UUID]:
    """Return the partnerships with a row that differs, is missing, or is left over: two queries."""
    ids = [each.case.partnership_id for each in wanted]
    stored = CaseSummary.objects.filter(among("partnership", ids))
    cases = {row.partnership_id: [getattr(row, name) for name in SAID] for row in stored}
    findings: dict[UUID, list[list[object]]] = {}
    for row in FindingSummary.objects.filter(among("partnership", ids)).order_by("pk"):
        findings.setdefault(row.partnership_id, []).append(finding_row_values(row))
    return {
        each.case.partnership_id
        for each in wanted
        if cases.get(each.case.partnership_id) != [getattr(each.case, name) for name in SAID]
        or findings.get(each.case.partnership_id, [])
        != [finding_row_values(row) for row in sorted(each.findings, key=lambda row: row.finding_id)]
    }


def finding_row_values(row: FindingSummary) -> list[object]:
    """Return the values of a row about a finding."""
    return [row.finding_id, *(getattr(row, name) for name in OF_FINDING)]


def missing_summaries() -> list[UUID]:
    """Return the partnerships without a summary: those older than the summaries."""
    has = CaseSummary.objects.filter(partnership=OuterRef("pk"))
    return list(Partnership.objects.exclude(Exists(has)).order_by("pk").values_list("pk", flat=True))


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
