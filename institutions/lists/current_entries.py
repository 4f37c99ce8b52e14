"""What the register holds of a list of companies: its entries by record, each with its periods on the list."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from institutions.drafts.draft import StatementDraft, Values
from institutions.models import Collection, ImportedRecord, Statement, table_of

# In the place of a record's hash: an edition no longer had it, so that it is new if it comes again.
GONE: Final = "no longer on the list"


@dataclass(slots=True)
class HeldEntry:
    """One record of the list, with its periods in their order; there are several where it went and came again."""

    record: ImportedRecord
    periods: list[Statement] = field(default_factory=list)

    @property
    def last(self) -> Statement | None:
        """The period that counts."""
        return self.periods[-1] if self.periods else None

    def is_on_list(self, day: date) -> bool:
        """It has not ended before a day."""
        return self.last is not None and (self.last.until_on is None or self.last.until_on >= day)

    @property
    def is_gone(self) -> bool:
        """The edition before no longer had it."""
        return self.record.sha256 == GONE


def held_entries(collection: Collection) -> dict[str, HeldEntry]:
    """The entries by record: two queries. Ended ones are among them."""
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


def stated_again(row: Statement, until_on: date | None) -> tuple[StatementDraft, dict[str, Values]]:
    """A held period as a statement with another last day, and its source: what else it says stays."""
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
    """The source of a row as a document has it: stored anew, it is the same source."""
    source = row.source
    if source is None:
        return {}
    retrieved_on = source.retrieved_on.isoformat() if source.retrieved_on else None
    return {"title": source.title, "publisher": source.publisher, "url": source.url, "retrieved_on": retrieved_on}
