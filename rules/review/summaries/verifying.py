"""The verification of summaries: each is computed again from the covered rows of its case, and a difference is named.

`differences` says when a summary is right.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from institutions.models import Partnership
from institutions.models.packed_field import UnreadableError
from institutions.values.portions import split_portions
from rules.assessing.changed_since import partnerships_since
from rules.models import CaseSummary, FindingSummary
from rules.review.summaries.differences import Difference, RowDifference, StoredSummaries
from rules.review.summaries.material import read_material
from rules.review.summaries.writing import PORTION

UNSUBMITTED: Final = "its partnership has no submission"
MADE_FROM: Final = "the rows that it is made from"


def summary_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield the trouble of each summary; `since`: of the partnerships with an event from that moment on."""
    ids = partnerships_since(since) if since else list(Partnership.objects.order_by("pk").values_list("pk", flat=True))
    found = (said for portion in split_portions(ids, PORTION) for said in portion_troubles(portion))
    yield from some_of(found, "summaries")
    if since is None:
        yield from some_of(summaries_of_nothing(), "summaries")


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
        return compared_summaries(ids)
    except UnreadableError as other:
        if len(ids) == 1:
            return [trouble_of(CaseSummary, ids[0], f"cannot be made from {MADE_FROM}. {other}")]
        return [said for pk in ids for said in portion_troubles([pk])]


def compared_summaries(ids: Sequence[UUID]) -> list[str]:
    """Return the troubles of some partnerships. The verification reads one state, in which no act changes them."""
    material = read_material(ids)
    held = StoredSummaries(ids)
    today = timezone.localdate()
    told = [words_of(found) for each in material for found in held.unexplained(each, today)]
    without = {*ids} - {each.partnership.pk for each in material}
    return told + [trouble_of(CaseSummary, pk, UNSUBMITTED) for pk in sorted(without) if held.has(pk)]


def words_of(found: RowDifference) -> str:
    """Word a difference."""
    if found.found == Difference.MISSING:
        said = "is missing"
    elif found.found == Difference.LEFT_OVER:
        said = f"does not follow from {MADE_FROM}"
    else:
        said = f"differs from {MADE_FROM} in {', '.join(found.columns)}"
    return f"{found.table} {found.key}: {said}"


def trouble_of(model: type[models.Model], key: object, trouble: str) -> str:
    """Name a row and its trouble."""
    return f"{model._meta.db_table} {key}: {trouble}"  # noqa: SLF001 - Django documents _meta


compare_derived(CaseSummary, FindingSummary, by=summary_troubles)
