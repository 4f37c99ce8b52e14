"""The current list of companies: its entries by record, each with its periods on the list."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from institutions.drafts.draft import StatementDraft, Values
from institutions.models import Collection, ImportedRecord, Statement, table_of

# Replaces a record's hash when an edition no longer has it, so that it is new if it comes again.
GONE: Final = "no longer on the list"


@dataclass(slots=True)
class HeldEntry:
    """One record of the list, with its periods in order; there are several if it left the list and came back."""

    record: ImportedRecord
    periods: list[Statement] = field(default_factory=list)

    @property
    def last(self) -> Statement | None:
        """The latest period; None if there is none."""
        return self.periods[-1] if self.periods else None

    def is_on_list(self, day: date) -> bool:
        """Return whether the entry has not ended before a day."""
        return self.last is not None and (self.last.until_on is None or self.last.until_on >= day)

    @property
    def is_gone(self) -> bool:
        """Return whether the previous edition no longer had the entry."""
        return self.record.sha256 == GONE


def held_entries(collection: Collection) -> dict[str, HeldEntry]:
    """Return the entries by record, including ended ones, in two queries."""
    records = list(ImportedRecord.objects.filter(collection=collection))
    found = {each.record: HeldEntry(each) for each in records if each.superseded_at is None}
    names = {each.pk: each.record for each in records}
    rows: Any = table_of("listing").objects.current().filter(imported__collection=collection)  # Any: columns of a kind
    for row in rows.select_related("source", "company").order_by("from_on", "until_on", "pk"):
        if entry := found.get(names[row.imported_id]):
            entry.periods.append(row)
    for entry in found.values():
        entry.periods.sort(key=lambda each: (each.from_on or date.min, each.until_on or date.max))
    return found


def period_restated(row: Statement, until_on: date | None) -> tuple[StatementDraft, dict[str, Values]]:
    """Return a current period as a statement with another last day, and its source; its other values stay."""
    key = f"held-{row.pk}"
    said = row.values()
    draft = StatementDraft(
        kind="listing",
        values={name: said[name] for name in ("company", "list")},
        from_on=row.from_on.isoformat() if row.from_on else None,
        until_on=until_on.isoformat() if until_on else None,
        source=key if row.source else None,
        confidence=row.confidence,
        pointer="",
    )
    return draft, {key: source_values(row)} if row.source else {}


def source_values(row: Statement) -> Values:
    """Return the source of a row in the form of a document; storing it again gives the same source."""
    source = row.source
    if source is None:
        return {}
    retrieved_on = source.retrieved_on.isoformat() if source.retrieved_on else None
    return {"title": source.title, "publisher": source.publisher, "url": source.url, "retrieved_on": retrieved_on}
