"""The preview of an edition, stored for the person who takes it, and the hash that shows whether it still holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
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
# The columns that a reader sees; those of the touched partnerships are hashed apart.
HEAD: Final = ("nothing", "held_as_of", "added", "changed", "ended", "unchanged", "refused", "refusals", "notes")
ENTRY: Final = ("number", "line", "outcome", "record", "name", "from_on", "until_on", "differs", "errors", "leads",
                "has_leads")  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadePreview:
    """The rows of a preview as they are stored."""

    head: EditionPreview
    entries: Sequence[PreviewedEntry]

    def fingerprint(self, options: Mapping[str, str]) -> str:
        """Return the hash of all that is shown, `options` being the edition's title, day and source.

        Restricted partnerships are left out: not everybody may know that there are any.
        """
        shown = [*self.head.touched, *self.head.possible]
        ids = {UUID(each["partnership"]) for each in shown}
        open_ones = Partnership.objects.filter((~RESTRICTED).q(), among("pk", ids))
        is_open = {str(pk) for pk in open_ones.values_list("pk", flat=True)}
        return hash_json(
            {
                "edition": dict(options),
                "head": [plain_value(getattr(self.head, name)) for name in HEAD],
                "entries": [[plain_value(getattr(each, name)) for name in ENTRY] for each in self.entries],
                **{
                    name: [[each["partnership"], each["because"]] for each in some if each["partnership"] in is_open]
                    for name, some in (("touched", self.head.touched), ("possible", self.head.possible))
                },
            }
        )


def plain_value(value: object) -> object:
    """Return the value of a column as plain data."""
    return value.isoformat() if isinstance(value, date) else value


def made_preview(job: Import, found: RefreshedList, touched: list[Json], possible: list[Json]) -> MadePreview:
    """Make the rows of a preview; nothing is stored."""
    errors = preview_errors(found)
    head = EditionPreview(
        job=job,
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
        row.number = number
    return MadePreview(head, rows)


def stored_preview(job: Import) -> MadePreview:
    """Return the preview of an import as the person saw it. EditionPreview.DoesNotExist without one."""
    head = EditionPreview.objects.get(job=job)
    return MadePreview(head, list(head.entries.order_by("number")))


def preview_errors(found: RefreshedList) -> tuple[RowError, ...]:
    """Return the troubles of the rows."""
    return found.applied.errors if found.applied else ()


def keep_preview(made: MadePreview, fingerprint: str, *, again: bool) -> None:
    """Replace the previous preview of the import, in the caller's transaction.

    `again`: the edition had other effects than those first shown.
    """
    EditionPreview.objects.filter(job=made.head.job_id).delete()
    made.head.made_at, made.head.fingerprint, made.head.again = timezone.now(), fingerprint, again
    made.head.save(force_insert=True)
    for row in made.entries:
        row.preview = made.head
    PreviewedEntry.objects.bulk_create(made.entries, batch_size=1000)


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
