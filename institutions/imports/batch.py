"""A batch of checked records of one collection: their parties, descriptions, sources, statements, and the event."""

from collections.abc import Collection as Keys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from django.utils import timezone

from institutions.access.callers import importer_for
from institutions.drafts.confinement import settle_confined
from institutions.drafts.draft import PartyDraft
from institutions.drafts.errors import FieldError
from institutions.drafts.origin import DocumentStatements, StatementOrigin
from institutions.drafts.parties import ResolvedParties, describe_new, resolve_parties
from institutions.drafts.sources import DocumentSources, keepers_of, store_sources
from institutions.drafts.statements import store_statements
from institutions.events.changes import ChangedStatement, RegisterChange
from institutions.events.signals import register_changed
from institutions.imports.checking import RecordDraft
from institutions.imports.collections import add_known_keys, held_of_records, keep_keys, parties_kept_by_key
from institutions.imports.continued_records import without_past
from institutions.imports.descriptions import correct_descriptions, correct_own
from institutions.imports.moved_keys import MovedKey, moved_keys
from institutions.imports.numbering import may_replace_parties
from institutions.imports.returned_statements import CorrectedStatement
from institutions.imports.versions import CORRECTED
from institutions.kinds import PartyType
from institutions.models import Collection, Import, ImportedRecord
from institutions.models.noted_rows import close_rows, note_written


@dataclass(slots=True)
class Batch:
    """A batch that stores drafts in the caller's transaction. `held` are the collection's current records.

    `rolled_back` is for dry runs: keys that earlier batches would have brought in, with the type of their party.
    `returned` are the statements that records name by their lineage, `described` the keys of parties that records
    correct under their ids.
    """

    job: Import
    collection: Collection
    held: Mapping[str, ImportedRecord]
    rolled_back: dict[str, PartyType]
    returned: Mapping[str, CorrectedStatement] = field(default_factory=dict)
    described: Keys[str] = ()
    moved: dict[str, MovedKey] = field(default_factory=dict)  # filled while storing

    def store(self, drafts: Sequence[RecordDraft]) -> RegisterChange | None:
        """Store all drafts, in a fixed number of queries per table; return the published change, if any.

        An error of a receiver leaves nothing behind.
        """
        own = [each.record for each in drafts if each.record not in self.returned]
        before = {record: self.held[record] for record in own if record in self.held}
        versions = [*before.values(), *(each.record for each in self.returned.values())]
        moment = max((timezone.now(), *(each.recorded_at for each in versions)))
        described = merge_party_drafts(drafts)
        named = {key for draft in drafts for key in (*draft.references, *draft.named)}
        parties = {**self.stand_ins(named - described.keys()), **described}
        kept = partial(parties_kept_by_key, self.collection)
        reader = importer_for(self.job.account, self.job.body_id)
        resolved = resolve_parties(parties, named, kept, self.job.body_id, reader=reader)
        add_known_keys(self.collection, named - resolved.by_reference.keys(), resolved)
        origins = self.origins(drafts, before, moment)
        by_key = {key: origins[draft.record] for draft in reversed(drafts) for key in draft.parties}
        for key in parties.keys() - by_key.keys():
            by_key[key] = origins[drafts[0].record]
        describe_new(parties, resolved, by_key, moment)
        corrected = correct_descriptions(described, resolved, by_key, self.collection, moment)
        corrected |= self.correct_described(drafts, resolved, by_key, moment)
        self.moved |= moved_keys(
            self.collection, described, resolved, moment, replaced=may_replace_parties(self.job.options)
        )
        keep_keys(self.collection, {key: resolved.by_reference[key] for key in described})
        if resolved.confined:
            settle_confined(resolved.confined)
        cited = [DocumentSources(each.sources, self.keepers(each, resolved)) for each in drafts]
        stated = [
            DocumentStatements(origins[draft.record], draft.statements, sources)
            for draft, sources in zip(drafts, store_sources(cited), strict=True)
        ]
        by_lineage = {record: each.row for record, each in self.returned.items()}
        held = without_past(held_of_records(self.collection, before, by_lineage), drafts)
        by_owner = {each.origin.owner: resolved for each in stated}
        changes = store_statements(stated, held, by_owner, moment)
        if self.job.dry_run:
            self.rolled_back |= {key: party.kind for key, party in described.items()}
        parties_changed = corrected | {party.pk for party in resolved.adopting()}
        return self.tell(changes.statements, parties_changed, moment)

    def keepers(self, draft: RecordDraft, resolved: ResolvedParties) -> dict[str, str]:
        """Return who keeps each source of a record."""
        return keepers_of(draft.sources, draft.statements, resolved, self.job.body_id, restricted=False)

    def notes(self, draft: RecordDraft) -> tuple[FieldError, ...]:
        """Return notes on the keys of a stored record that now refer to another party."""
        moved = (self.moved[key] for key in draft.parties if key in self.moved)
        return tuple(each.note(self.job.body_id, dry_run=self.job.dry_run) for each in moved)

    def stand_ins(self, keys: Iterable[str]) -> dict[str, PartyDraft]:
        """Return, in a dry run, parties for the keys of records that were rolled back."""
        return {
            key: PartyDraft(key=key, kind=self.rolled_back[key], values={"name": {"en": key}}, pointer="")
            for key in keys
            if key in self.rolled_back
        }

    def origins(
        self, drafts: Sequence[RecordDraft], before: Mapping[str, ImportedRecord], moment: datetime
    ) -> dict[str, StatementOrigin]:
        """Replace the current records with those of this import; return their origins by name."""
        close_rows(ImportedRecord.objects.filter(pk__in=[each.pk for each in before.values()]), moment)
        made = ImportedRecord.objects.bulk_create(
            ImportedRecord(
                job=self.job,
                collection=self.collection,
                record=draft.record,
                sha256=draft.sha256,
                kinds=sorted({each.kind for each in draft.statements} | kinds_before(draft, before)),
                stated_at=draft.stated_at,
                recorded_at=moment,
            )
            for draft in drafts
            if draft.record not in self.returned
        )
        note_written(made)
        origins = {
            each.record: StatementOrigin(owner=each.record, body=self.job.body_id, imported=each) for each in made
        }
        return origins | self.origins_of_returned(moment)

    def origins_of_returned(self, moment: datetime) -> dict[str, StatementOrigin]:
        """Store new versions of the records whose statements others name by their lineage; return their origins.

        They stay in their own collection, and count as new to it when its own file comes again.
        """
        versions = {each.record.pk: each.record for each in self.returned.values()}
        close_rows(ImportedRecord.objects.filter(pk__in=versions), moment)
        made = ImportedRecord.objects.bulk_create(
            ImportedRecord(
                job=self.job,
                collection_id=each.collection_id,
                record=each.record,
                sha256=CORRECTED,
                kinds=each.kinds,
                stated_at=each.stated_at,
                recorded_at=moment,
            )
            for each in versions.values()
        )
        note_written(made)
        new = dict(zip(versions, made, strict=True))
        return {
            record: StatementOrigin(
                owner=record, body=self.job.body_id, imported=new[each.record.pk], lineage=each.row.lineage
            )
            for record, each in self.returned.items()
        }

    def correct_described(
        self,
        drafts: Sequence[RecordDraft],
        resolved: ResolvedParties,
        origins: Mapping[str, StatementOrigin],
        moment: datetime,
    ) -> frozenset[UUID]:
        """Correct the descriptions of parties given under their ids; return the ids of those that changed."""
        rows = {
            resolved.by_reference[key]: party
            for draft in drafts
            for key, party in draft.parties.items()
            if key in self.described and not draft.statements
        }
        return correct_own(rows, origins, self.job.body_id, moment)

    def tell(
        self, statements: Sequence[ChangedStatement], parties: frozenset[UUID] | set[UUID], moment: datetime
    ) -> RegisterChange | None:
        """Publish and return the change that others may see: parties, and new, changed or superseded statements."""
        if not statements and not parties:
            return None
        change = RegisterChange(
            moment=moment, statements=tuple(statements), body=self.job.body_id, parties=frozenset(parties)
        )
        register_changed.send(sender=Import, change=change)
        return change


def kinds_before(draft: RecordDraft, before: Mapping[str, ImportedRecord]) -> frozenset[str]:
    """Return the kinds of the current record that a draft continues; none where it starts afresh."""
    held = before.get(draft.record) if draft.continues else None
    return frozenset(held.kinds) if held else frozenset()


def merge_party_drafts(drafts: Iterable[RecordDraft]) -> dict[str, PartyDraft]:
    """Return each party once: where several records describe it, the values of the later ones count."""
    found: dict[str, PartyDraft] = {}
    for draft in drafts:
        for key, party in draft.parties.items():
            known = found.get(key)
            values = {**known.values, **party.values} if known else party.values
            found[key] = PartyDraft(key=key, kind=party.kind, values=values, pointer=party.pointer, known=party.known)
    return found
