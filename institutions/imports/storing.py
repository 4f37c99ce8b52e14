"""The one place where records of imports are stored: many in one transaction, all or nothing a record.

Unchanged records are recognised by their hash. The others are checked and stored together with a fixed number of
queries; where the database refuses that, they are stored one by one, so that one bad record never affects another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import IntegrityError, transaction

from institutions.access.callers import importer_for
from institutions.codes.base import Coded
from institutions.codes.parameters import FieldPointer, PlainNumber, outside_value
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument
from institutions.imports.batch import Batch
from institutions.imports.checking import (
    RecordDraft,
    check_record,
    name_troubles,
    references_of_documents,
    walk_document,
)
from institutions.imports.collections import collection_for_update, current_records, keyed_parties
from institutions.imports.numbering import collection_named, may_replace_parties
from institutions.imports.record_days import is_older, keep_days, older_note
from institutions.imports.sifting import sift_records
from institutions.imports.troubles.records import RecordClashes, RecordRepeated
from institutions.kinds import PartyType
from institutions.models import Collection, Import, ImportedRecord, ImportOutcome, Party, RecordOutcome
from institutions.values.hashing import hash_json

WHOLE_OBJECT: Final = re.compile(r"(?:/\w+/\d+)?")


@dataclass(frozen=True, slots=True)
class StoredOutcome:
    """The outcome of one record."""

    line: int
    record: str
    outcome: RecordOutcome
    errors: tuple[FieldError, ...] = ()
    notes: tuple[FieldError, ...] = ()
    told: Sequence[dict[str, Any]] = ()  # Any: notes of an earlier import, as they are stored


@dataclass(slots=True)
class RecordStore:
    """The storage of the records of one import, chunk by chunk.

    `rolled_back` has, in a dry run, the keys that earlier chunks would have brought in, with the type of their party.
    """

    job: Import
    rolled_back: dict[str, PartyType] = field(default_factory=dict)

    def chunk(self, records: list[Record]) -> list[StoredOutcome]:
        """Store some records, within the caller's transaction; return their outcomes in order."""
        outcomes: dict[int, StoredOutcome] = {}
        troubles = {
            place: name_troubles(each) for place, each in enumerate(records) if isinstance(each, RegisterDocument)
        }
        named = {place: records[place].record for place, errors in troubles.items() if not errors}
        seen = self.lines_before(named.values())
        by_publisher: dict[str, dict[int, RegisterDocument]] = {}
        in_part: dict[int, RefusedRecord] = {}
        for place, each in enumerate(records):
            if isinstance(each, RefusedRecord):
                outcomes[place] = refused_outcome(each, each.errors)
                if each.rest:
                    in_part[place] = each
            elif troubles[place]:
                outcomes[place] = refused_outcome(each, troubles[place])
            elif each.record in seen:
                outcomes[place] = refused_outcome(each, (repeated_record(each.record, seen[each.record]),))
            else:
                seen[each.record] = each.line
                by_publisher.setdefault(each.publisher, {})[place] = each
        for publisher, documents in by_publisher.items():
            outcomes |= self.of_publisher(publisher, documents)
        if in_part:
            outcomes |= self.refuse_in_full(in_part)
        return [outcomes[place] for place in range(len(records))]

    def refuse_in_full(self, records: Mapping[int, RefusedRecord]) -> dict[int, StoredOutcome]:
        """Return the outcomes of partly read records, with the troubles of their readable part too."""
        collection = collection_for_update(self.job, collection_named(self.job.options))
        documents = {place: readable_document(each) for place, each in records.items()}
        _, _, refused = self.check(collection, documents)
        return {
            place: replace(
                outcome, errors=(*records[place].errors, *errors_not_following(outcome.errors, records[place].errors))
            )
            for place, outcome in refused.items()
        }

    def lines_before(self, names: Iterable[str]) -> dict[str, int]:
        """Return the records of these names that came earlier in the same file, with their lines."""
        before = ImportOutcome.objects.filter(job=self.job, record__in=set(names)).exclude(
            outcome=RecordOutcome.REFUSED
        )
        return dict(before.values_list("record", "line"))

    def of_publisher(self, publisher: str, documents: Mapping[int, RegisterDocument]) -> dict[int, StoredOutcome]:
        """Store documents of one publisher; return their outcomes by their places in the chunk."""
        collection = collection_for_update(self.job, publisher)
        held = current_records(collection, (each.record for each in documents.values()))
        outcomes: dict[int, StoredOutcome] = {}
        fresh: dict[int, RegisterDocument] = {}
        again: list[tuple[RegisterDocument, ImportedRecord]] = []
        for place, each in documents.items():
            before = held.get(each.record)
            if before and before.sha256 == document_hash(each):
                outcomes[place] = unchanged_record(each)
                again.append((each, before))
            elif before and is_older(each.stated_at, before.stated_at) and not may_replace_parties(self.job.options):
                outcomes[place] = unchanged_record(each, older_note(each, before))
            else:
                fresh[place] = each
        keep_days(again)
        if fresh:
            outcomes |= self.store(collection, fresh, held)
        return outcomes

    def store(
        self, collection: Collection, documents: Mapping[int, RegisterDocument], held: Mapping[str, ImportedRecord]
    ) -> dict[int, StoredOutcome]:
        """Check and store documents together; where the database refuses that, each by itself."""
        drafts, keyed, outcomes = self.check(collection, documents)
        sifted = sift_records(self.job, collection, held, documents, drafts, keyed)
        drafts, earlier = sifted.drafts, sifted.earlier
        outcomes |= {place: refused_outcome(documents[place], errors) for place, errors in sifted.refused.items()}
        outcomes |= {place: unchanged_record(documents[place]) for place in sifted.unchanged}
        batch = Batch(self.job, collection, held, self.rolled_back, sifted.corrections, sifted.described)
        try:
            if drafts:
                with transaction.atomic():
                    batch.store(list(drafts.values()))
        except (IntegrityError, KeyError):
            if len(documents) == 1:
                return {
                    place: refused_outcome(each, (FieldError("", RecordClashes()),))
                    for place, each in documents.items()
                }
            for place, each in documents.items():
                outcomes |= self.store(collection, {place: each}, held)
            return outcomes
        for place in drafts:
            each, draft = documents[place], drafts[place]
            outcome = RecordOutcome.ADDED if sifted.is_new(draft) else RecordOutcome.CHANGED
            notes = (*earlier.notes(draft, keyed), *sifted.notes.get(place, ()), *batch.notes(draft), *each.notes)
            outcomes[place] = StoredOutcome(each.line, each.record, outcome, notes=notes)
        return outcomes

    def check(
        self, collection: Collection, documents: Mapping[int, RegisterDocument]
    ) -> tuple[dict[int, RecordDraft], dict[str, Party], dict[int, StoredOutcome]]:
        """Return the drafts to store, the parties of the collection's keys, and the outcomes of refused documents."""
        walked = {place: walk_document(each) for place, each in documents.items()}
        sought = references_of_documents(walked.values())
        reader = importer_for(self.job.account, self.job.body_id)
        found = sought.find(reader)
        known = {key: self.rolled_back[key] for key in sought.references & self.rolled_back.keys()}
        keyed = keyed_parties(collection, sought.references)
        known |= {key: PartyType(party.kind) for key, party in keyed.items()}
        drafts: dict[int, RecordDraft] = {}
        refused: dict[int, StoredOutcome] = {}
        for place, each in walked.items():
            try:
                draft = check_record(each, found, known, reader)
            except DraftInvalid as trouble:
                refused[place] = refused_outcome(each.given, trouble.errors)
            else:
                drafts[place] = draft
                known |= {key: party.kind for key, party in draft.parties.items()}
        return drafts, keyed, refused


def readable_document(given: RefusedRecord) -> RegisterDocument:
    """Return the readable part of a refused record as a document."""
    return RegisterDocument(line=given.line, record=given.record, content=given.rest or {}, headings=given.headings)


def errors_not_following(found: Iterable[FieldError], told: Iterable[FieldError]) -> Iterator[FieldError]:
    """Yield the errors of a check that do not follow from unread fields, neither of the field nor of its object."""
    unread = {each.field for each in told}
    for each in found:
        is_whole = WHOLE_OBJECT.fullmatch(each.field) or any(name.startswith(f"{each.field}.") for name in unread)
        if each.field not in unread and not is_whole:
            yield each


def unchanged_record(given: RegisterDocument, *notes: FieldError) -> StoredOutcome:
    """Return the outcome of an unchanged record, or of an older one that supersedes nothing."""
    return StoredOutcome(given.line, given.record, RecordOutcome.UNCHANGED, notes=(*notes, *given.notes))


def refused_outcome(given: Record, errors: tuple[FieldError, ...]) -> StoredOutcome:
    """Return the outcome of a refused record, with its errors under the headings of its file where it has some."""
    if isinstance(given, RegisterDocument) and given.headings:
        errors = tuple(
            FieldError(heading_of(each.field, given.headings), under_headings(each.said, given.headings))
            for each in errors
        )
    return StoredOutcome(given.line, given.record, RecordOutcome.REFUSED, errors)


def heading_of(pointer: str, headings: Mapping[str, str]) -> str:
    """Return the heading of a field, or of the object around it; the pointer itself where the file has no heading."""
    at = pointer
    while at:
        if at in headings:
            return headings[at]
        at = at.rpartition("/")[0]
    return pointer


def under_headings(said: Coded, headings: Mapping[str, str]) -> Coded:
    """Return an error with headings instead of pointers to other fields."""
    places: dict[str, Any] = {  # Any: `replace` takes values of every field
        name: FieldPointer(heading_of(value, headings) or value)
        for name, value in said.parameters.items()
        if isinstance(value, FieldPointer)
    }
    return replace(said, **places) if places else said


def repeated_record(record: str, line: int) -> FieldError:
    """Return the error that a record comes twice in a file, with its first line."""
    return FieldError("/record", RecordRepeated(record=outside_value(record), line=PlainNumber(line)))


def document_hash(given: RegisterDocument) -> str:
    """Return the hash of a document; empty if it has no canonical text, which the check refuses."""
    try:
        return hash_json(given.content)
    except (ValueError, TypeError, RecursionError):
        return ""
