"""The preview of an edition, stored for the person who takes it, and the hash that shows whether it still holds."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from institutions.access.partnerships import RESTRICTED
from institutions.drafts.errors import FieldError
from institutions.drafts.kept_errors import kept_code_column, kept_errors
from institutions.lists.entries import ListEntry, RowError
from institutions.lists.refreshing import RefreshedList
from institutions.models import EditionPreview, Import, Partnership, PreviewedEntry, RecordOutcome
from institutions.models.sql_lists import among
from institutions.values.hashing import hash_json
from institutions.values.quoting import storable_text

Json = dict[str, Any]  # Any: plain data


def preview_fingerprint(found: RefreshedList, touched: list[Json], possible: list[Json]) -> str:
    """Return the hash of the whole preview, without restricted partnerships, whose existence not everybody may know."""
    ids = {each["partnership"] for each in (*touched, *possible)}
    open_ones = Partnership.objects.filter((~RESTRICTED).q(), among("pk", map(UUID, ids)))
    is_open = {str(pk) for pk in open_ones.values_list("pk", flat=True)}
    return hash_json(
        {
            "head": found.head.as_options,
            "held_as_of": str(found.held_as_of or ""),
            "refusals": [each.stored() for each in found.refusals],
            "notes": [each.stored() for each in found.notes],
            "entries": [entry_without_new_id(each) for each in found.entries],
            "errors": [[each.line, each.record, each.field, each.said.stored()] for each in preview_errors(found)],
            **{
                name: [[each["partnership"], each["because"]] for each in some if each["partnership"] in is_open]
                for name, some in (("touched", touched), ("possible", possible))
            },
        }
    )


def preview_errors(found: RefreshedList) -> tuple[RowError, ...]:
    """Return the troubles of the rows."""
    return found.applied.errors if found.applied else ()


def entry_without_new_id(entry: ListEntry) -> list[object]:
    """Return one entry as plain data, without the id of a company that would only be created."""
    days = [str(day or "") for day in (entry.from_on, entry.until_on)]
    leads = [[str(each.party), each.score] for each in entry.leads]
    return [
        str(entry.outcome),
        entry.line,
        entry.record,
        entry.name,
        days,
        [each.stored() for each in entry.differs],
        leads,
    ]


def keep_preview(
    job: Import, found: RefreshedList, touched: list[Json], possible: list[Json], fingerprint: str, *, again: bool
) -> None:
    """Replace the previous preview, in the caller's transaction.

    `again`: the edition had other effects than those first shown.
    """
    EditionPreview.objects.filter(job=job).delete()
    errors = preview_errors(found)
    preview = EditionPreview.objects.create(
        job=job,
        made_at=timezone.now(),
        fingerprint=fingerprint,
        again=again,
        nothing=found.nothing,
        held_as_of=found.held_as_of,
        refused=len({each.line for each in errors}),
        refusals=[kept_code_column(each) for each in found.refusals],
        notes=[kept_code_column(each) for each in found.notes],
        touched=touched,
        possible=possible,
        **found.counts,
    )
    rows = [*refused_rows(errors), *(entry_row(each) for each in found.entries)]
    for number, row in enumerate(rows, start=1):
        row.preview, row.number = preview, number
    PreviewedEntry.objects.bulk_create(rows, batch_size=1000)


def refused_rows(errors: Iterable[RowError]) -> list[PreviewedEntry]:
    """Return each refused row once, with all its troubles."""
    by_line: dict[int, PreviewedEntry] = {}
    for each in errors:
        row = by_line.setdefault(
            each.line,
            PreviewedEntry(line=each.line, outcome=RecordOutcome.REFUSED, record=storable_text(each.record)[:200]),
        )
        row.errors += kept_errors([FieldError(each.field, each.said)])
    return list(by_line.values())


def entry_row(entry: ListEntry) -> PreviewedEntry:
    """Return the row of a preview for an entry."""
    return PreviewedEntry(
        line=entry.line,
        outcome=RecordOutcome(entry.outcome),
        record=entry.record[:200],
        name=entry.name,
        from_on=entry.from_on,
        until_on=entry.until_on,
        differs=[kept_code_column(each) for each in entry.differs],
        leads=[{"party": str(each.party), "name": each.name, "score": each.score} for each in entry.leads],
        has_leads=bool(entry.leads),
    )
