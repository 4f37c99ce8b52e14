"""The verification of summaries: each is computed again from the covered rows of its case, and a difference is named.

A summary is right if it is that of its case now, or was on the day on which it was written: days pass without an act,
and the sweep follows.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from institutions.audit.derived_rows import derive
from institutions.audit.row_troubles import some_of
from institutions.drafts.values import uuid_of
from institutions.models import AuditChain, Partnership
from institutions.models.sql_lists import among
from institutions.values.portions import split_portions
from rules.models import CaseSummary, FindingSummary
from rules.models.packing.dictionaries import UnreadableError
from rules.review.summaries.material import SummaryMaterial, read_material
from rules.review.summaries.summing import sum_up
from rules.review.summaries.writing import OF_FINDING, PORTION, SAID

OF_A_PARTNERSHIP: Final = "partnership:"  # how the name of its chain begins
MADE_FROM: Final = "the rows that it is made from"


def summary_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield the trouble of each summary; `since`: of the partnerships with an event from that moment on."""
    ids = partnerships_since(since) if since else list(Partnership.objects.order_by("pk").values_list("pk", flat=True))
    found = (said for portion in split_portions(ids, PORTION) for said in portion_troubles(portion))
    yield from some_of(found, "summaries")
    if since is None:
        yield from some_of(summaries_of_nothing(), "summaries")


def partnerships_since(since: datetime) -> list[UUID]:
    """Return the partnerships in whose chains there are events from a moment on."""
    chains = AuditChain.objects.filter(name__startswith=OF_A_PARTNERSHIP, events__at__gte=since).distinct()
    named = (uuid_of(name.removeprefix(OF_A_PARTNERSHIP)) for name in chains.values_list("name", flat=True))
    return sorted(pk for pk in named if pk)


def summaries_of_nothing() -> Iterator[str]:
    """Yield the summaries of partnerships that are not there."""
    there = Partnership.objects.filter(pk=OuterRef("partnership"))
    for model in (CaseSummary, FindingSummary):
        rows = model._base_manager.exclude(Exists(there)).order_by("pk")  # noqa: SLF001 - Django documents it
        for pk in rows.values_list("pk", flat=True):
            yield trouble_of(model, pk, "its partnership is not there")


def portion_troubles(ids: Sequence[UUID]) -> list[str]:
    """Return the troubles of some partnerships; of one whose result cannot be read, that its summary cannot be made."""
    try:
        return troubles_under_lock(ids)
    except UnreadableError as other:
        if len(ids) == 1:
            return [trouble_of(CaseSummary, ids[0], f"cannot be made from {MADE_FROM}. {other}")]
        return [said for pk in ids for said in portion_troubles([pk])]


def troubles_under_lock(ids: Sequence[UUID]) -> list[str]:
    """Return the troubles of some partnerships, under their lock: no act changes them meanwhile."""
    with transaction.atomic():
        list(Partnership.objects.filter(among("pk", ids)).select_for_update(no_key=True).order_by("pk").values("pk"))
        material = read_material(ids)
        held = StoredSummaries(ids)
    today = timezone.localdate()
    told = [said for each in material for said in held.troubles(each, today)]
    without = {*ids} - {each.partnership.pk for each in material}
    return told + [said for pk in sorted(without) for said in held.of_no_submission(pk)]


class StoredSummaries:
    """The summaries of some partnerships, as they are stored."""

    def __init__(self, ids: Sequence[UUID]) -> None:
        self._cases = {each.pk: each for each in CaseSummary.objects.filter(among("partnership", ids))}
        self._findings: dict[UUID, dict[int, FindingSummary]] = {}
        for each in FindingSummary.objects.filter(among("partnership", ids)).order_by("pk"):
            self._findings.setdefault(each.partnership_id, {})[each.pk] = each

    def troubles(self, material: SummaryMaterial, today: date) -> list[str]:
        """Return the differences from the case as it was on the day of writing, unless it is like that today."""
        case = self._cases.get(material.partnership.pk)
        written_on = timezone.localdate(case.made_at) if case else today
        found = self.differences(material, written_on)
        return [] if found and written_on != today and not self.differences(material, today) else found

    def differences(self, material: SummaryMaterial, day: date) -> list[str]:
        """Return the differences from the case as it is on a day."""
        made, pk = sum_up(material, day, timezone.now()), material.partnership.pk
        cases = {pk: self._cases[pk]} if pk in self._cases else {}
        wanted = {each.finding_id: each for each in made.findings}
        return [
            *compared(CaseSummary, SAID, {pk: made.case}, cases),
            *compared(FindingSummary, OF_FINDING, wanted, self._findings.get(pk, {})),
        ]

    def of_no_submission(self, pk: UUID) -> list[str]:
        """Return the trouble of a partnership without a submission, which can have no summary."""
        return [trouble_of(CaseSummary, pk, "its partnership has no submission")] if pk in self._cases else []


def compared(
    model: type[models.Model], columns: Sequence[str], wanted: Mapping[Any, Any], stored: Mapping[Any, Any]
) -> Iterator[str]:  # Any: keys and rows of either table
    """Yield the rows of a table that differ, are missing or are left over."""
    for key in sorted({*wanted, *stored}):
        if key not in stored:
            yield trouble_of(model, key, "is missing")
        elif key not in wanted:
            yield trouble_of(model, key, f"does not follow from {MADE_FROM}")
        else:
            differing = [name for name in columns if getattr(wanted[key], name) != getattr(stored[key], name)]
            if differing:
                yield trouble_of(model, key, f"differs from {MADE_FROM} in {', '.join(differing)}")


def trouble_of(model: type[models.Model], key: object, trouble: str) -> str:
    """Name a row and its trouble."""
    return f"{model._meta.db_table} {key}: {trouble}"  # noqa: SLF001 - Django documents _meta


derive(CaseSummary, FindingSummary, by=summary_troubles)
