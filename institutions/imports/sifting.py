"""The sorting of a chunk's checked records into those to store, unchanged ones and refused ones.

Some name statements or parties of the register (`returned_statements`, `returned_parties`), some describe another party
under the numbers of an earlier file (`unlike`). Nothing is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from institutions.drafts.errors import FieldError
from institutions.formats.register_document import RegisterDocument
from institutions.imports import returned_parties, returned_statements
from institutions.imports.checking import RecordDraft
from institutions.imports.earlier_records import NOTHING_HELD, EarlierRecords, earlier_of
from institutions.imports.lossy_text import party_meant, record_meant
from institutions.imports.numbering import may_replace_parties
from institutions.imports.returned_statements import CorrectedStatement, drafts_saying_the_same, held_statements
from institutions.imports.troubles.returned import RowInPart
from institutions.imports.unlike_names import UnlikeNames, register_names
from institutions.models import Collection, Import, ImportedRecord, Party


@dataclass(slots=True)
class SiftedRecords:
    """The drafts to store, the unchanged and the refused by places, and the corrections of statements by record.

    `described` are the keys of parties that records correct under their ids, `earlier` holds the superseded content,
    `notes` the points that a reader should compare.
    """

    drafts: dict[int, RecordDraft]
    unchanged: set[int] = field(default_factory=set)
    refused: dict[int, tuple[FieldError, ...]] = field(default_factory=dict)
    corrections: dict[str, CorrectedStatement] = field(default_factory=dict)
    described: set[str] = field(default_factory=set)
    earlier: EarlierRecords = NOTHING_HELD
    notes: dict[int, tuple[FieldError, ...]] = field(default_factory=dict)

    def refuse(self, troubles: Mapping[int, tuple[FieldError, ...]]) -> None:
        """Move records with troubles from the drafts to the refused."""
        self.refused |= {place: errors for place, errors in troubles.items() if errors}
        self.settle()

    def settle(self) -> None:
        """Leave only the drafts that are to be stored."""
        settled = self.unchanged | self.refused.keys()
        self.drafts = {place: draft for place, draft in self.drafts.items() if place not in settled}

    def is_new(self, draft: RecordDraft) -> bool:
        """Return whether a record has a new name and describes no party that was described before."""
        return draft.record not in self.earlier.records and not self.described & draft.parties.keys()


def sift_records(
    job: Import,
    collection: Collection,
    held: Mapping[str, ImportedRecord],
    documents: Mapping[int, RegisterDocument],
    drafts: Mapping[int, RecordDraft],
    keyed: Mapping[str, Party],
) -> SiftedRecords:
    """Compare checked records with the current ones. `keyed` are the parties that the collection's keys refer to."""
    found = SiftedRecords(dict(drafts))
    by_hand = {place: draft for place, draft in drafts.items() if documents[place].by_hand}
    unlike = UnlikeNames(keyed, *register_names(by_hand.values(), keyed))
    found.refuse({place: unlike.contradicted(draft) for place, draft in by_hand.items()})
    partial = frozenset(place for place in drafts if documents[place].partial)
    take_back_statements(found, documents, keyed, job.body_id, partial)
    take_back_parties(found, job.body_id, partial)
    found.settle()
    own = [draft.record for draft in found.drafts.values() if draft.record not in found.corrections]
    found.earlier = earlier_of(collection, {name: held[name] for name in own if name in held}, found.corrections)
    if not may_replace_parties(job.options):
        numbered = {
            place: draft
            for place, draft in found.drafts.items()
            if place in by_hand and draft.record not in found.corrections
        }
        found.refuse(
            {place: unlike.troubles(documents[place].line, draft, found.earlier) for place, draft in numbered.items()}
        )
    found.notes = {place: unlike.notes(draft) for place, draft in found.drafts.items() if place in by_hand}
    return found


def take_back_statements(
    found: SiftedRecords,
    documents: Mapping[int, RegisterDocument],
    keyed: Mapping[str, Party],
    body: UUID,
    partial: frozenset[int],
) -> None:
    """Sort the records that name a statement of the register."""
    held = held_statements({place: documents[place] for place in found.drafts}, body)
    found.drafts |= {place: record_meant(found.drafts[place], each.row) for place, each in held.items()}
    pairs = {place: (found.drafts[place], each) for place, each in held.items()}
    current = {place: pair for place, pair in pairs.items() if pair[1].row.superseded_at is None}
    found.unchanged |= drafts_saying_the_same(current, keyed, partial)
    for place, (draft, each) in pairs.items():
        if place in found.unchanged:
            continue
        if reason := returned_statements.correction_refusal(each, body) or (RowInPart() if place in partial else None):
            found.refused[place] = (FieldError("/record", reason),)
        elif each.record:
            found.corrections[draft.record] = CorrectedStatement(each.row, each.record)


def take_back_parties(found: SiftedRecords, body: UUID, partial: frozenset[int]) -> None:
    """Sort the records that describe a party of the register under its id."""
    for place, (given, party) in returned_parties.parties_by_place(found.drafts).items():
        row = party_meant(given, party)
        found.drafts[place] = replace(found.drafts[place], parties={row.key: row})
        differing = returned_parties.differing_columns(party, row, partial=place in partial)
        if not differing and not row.values.get("parent"):
            found.unchanged.add(place)
        elif reasons := returned_parties.party_correction_refusal(party, row, differing, body):
            found.refused[place] = reasons
        elif place in partial:
            found.refused[place] = (FieldError(row.pointer, RowInPart()),)
        else:
            found.described.add(row.key)
