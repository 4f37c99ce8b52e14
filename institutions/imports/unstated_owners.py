"""The reasons why owners are not stated, stored with the record that gives them.

They mean that something is unknown, so no rule reads them; the page of the company does.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from institutions.formats.register_document import RegisterDocument
from institutions.imports.collections import current_records, keyed_parties
from institutions.imports.storing import StoredOutcome
from institutions.models import Collection, Import, RecordOutcome, UnstatedOwner
from institutions.models.noted_rows import note_written
from institutions.values.quoting import storable_text

KEPT: Final = (RecordOutcome.ADDED, RecordOutcome.CHANGED)  # for an unchanged record the reason is held already


def keep_unstated(job: Import, records: Sequence[object], outcomes: Sequence[StoredOutcome]) -> None:
    """Store the reasons of the records that were stored, in the caller's transaction; four queries a publisher at most.

    No query where no record gives a reason.
    """
    by_publisher: dict[str, dict[str, RegisterDocument]] = {}
    for record, outcome in zip(records, outcomes, strict=True):
        if isinstance(record, RegisterDocument) and record.unstated and outcome.outcome in KEPT:
            by_publisher.setdefault(record.publisher, {})[record.record] = record
    for publisher, documents in by_publisher.items():
        collection = Collection.objects.get(format=job.format, publisher=publisher, body=job.body_id)
        note_written(UnstatedOwner.objects.bulk_create(unstated_owner_rows(collection, documents)))


def unstated_owner_rows(collection: Collection, documents: Mapping[str, RegisterDocument]) -> list[UnstatedOwner]:
    """Return an unsaved row for each reason of each record."""
    records = current_records(collection, documents)
    keys = {each.company for document in documents.values() for each in document.unstated}
    companies = keyed_parties(collection, keys)
    return [
        UnstatedOwner(
            company=companies[each.company],
            imported=records[name],
            reason=storable_text(each.reason)[:100],
            description=storable_text(each.description)[:500],
            statement=storable_text(each.statement)[:500],
        )
        for name, document in documents.items()
        for each in document.unstated
        if each.company in companies and name in records
    ]
