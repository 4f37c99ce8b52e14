"""The content of a collection: its current records, and the party that each of its keys refers to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from institutions.audit.event_rows import changing
from institutions.drafts.draft import PartyDraft
from institutions.drafts.numbers import NUMBERS
from institutions.drafts.origin import Owner
from institutions.drafts.parties import ResolvedParties, document_names, folded_names
from institutions.drafts.statements import current_rows
from institutions.formats.tables.templates import TEMPLATES
from institutions.kinds import PartyType
from institutions.models import Collection, CollectionParty, Import, ImportedRecord, Party, Statement
from institutions.models.noted_rows import note_written


def collection_for_update(job: Import, publisher: str) -> Collection:
    """Return the collection of a job's records of one publisher, locked: one chunk of it is stored at a time."""
    rows = Collection.objects.select_for_update(no_key=True).filter(
        format=job.format, publisher=publisher, body=job.body_id
    )
    if held := rows.first():
        return held
    made = Collection(format=job.format, publisher=publisher, body_id=job.body_id)
    Collection.objects.bulk_create([made], ignore_conflicts=True)
    return note_written([rows.get()])[0]


def current_records(collection: Collection, names: Iterable[str]) -> dict[str, ImportedRecord]:
    """Return the current records with these names."""
    held = ImportedRecord.objects.filter(collection=collection, record__in=set(names), superseded_at__isnull=True)
    held = held.select_related("job")  # notes name the file of the job
    return {each.record: each for each in held}


def keyed_parties(collection: Collection, keys: Iterable[str]) -> dict[str, Party]:
    """Return the party of each key that the collection has; for a merged party, the one it was merged into.

    Tables of one body under one name share their keys, whatever their subject: a list of people, and their posts. Keys
    from a table of the same format count first, since tables used to have keys of their own.
    """
    formats = TEMPLATES.keys() if collection.format in TEMPLATES else {collection.format}
    beside = {"collection__body": collection.body_id, "collection__publisher": collection.publisher}
    held = CollectionParty.objects.filter(**beside, collection__format__in=formats, key__in=set(keys))
    own_last = sorted(held.select_related("party").order_by("pk"), key=lambda each: each.collection_id == collection.pk)
    others = {each.party.same_as_id for each in own_last if each.party.same_as_id}
    found = Party.objects.in_bulk(others) if others else {}  # few are merged: a join would double the data read
    return {each.key: found[other] if (other := each.party.same_as_id) else each.party for each in own_last}


def parties_kept_by_key(collection: Collection, rows: Iterable[PartyDraft]) -> dict[str, Party]:
    """Return the parties of rows without a certain number: those of their keys, unless their numbers contradict."""
    described = {row.key: row for row in rows}
    return {
        key: party
        for key, party in keyed_parties(collection, described).items()
        if party.kind == described[key].kind and numbers_agree(party, described[key])
    }


def numbers_agree(party: Party, row: PartyDraft) -> bool:
    """Return whether the row has no number that differs from the party's."""
    return all(row.values.get(name) in (None, getattr(party, name)) or not getattr(party, name) for name in NUMBERS)


def names_agree(party: Party, row: PartyDraft) -> bool:
    """Return whether the row gives the party a name that it has."""
    return bool(folded_names(row.values) & folded_names(document_names(party)))


def keep_keys(collection: Collection, parties: Mapping[str, UUID]) -> None:
    """Store the party that each key refers to. The collection is locked: nobody else stores its keys meanwhile."""
    held = {each.key: each for each in CollectionParty.objects.filter(collection=collection, key__in=list(parties))}
    moved = [each for key, each in held.items() if each.party_id != parties[key]]
    for each in moved:
        each.party_id = parties[each.key]
    if moved:
        with changing(CollectionParty, *(each.pk for each in moved)):
            CollectionParty.objects.bulk_update(moved, ["party"])
    made = [CollectionParty(collection=collection, key=key, party_id=parties[key]) for key in parties.keys() - held]
    note_written(CollectionParty.objects.bulk_create(sorted(made, key=lambda each: each.key)))


def add_known_keys(collection: Collection, keys: Iterable[str], resolved: ResolvedParties) -> None:
    """Enter the parties of keys that a record names without describing them."""
    for key, party in keyed_parties(collection, keys).items():
        resolved.add(key, party.pk, PartyType(party.kind))


@dataclass(frozen=True, slots=True)
class HeldOfRecords:
    """The current statements of some records of a collection: rows of any of their versions may still be current."""

    kinds: frozenset[str]
    versions: Mapping[int, str]  # the name of the record, by the id of its version
    named: Mapping[str, Statement] = field(default_factory=dict)  # the rows that records name by their lineage

    def rows(self, kind: str) -> Iterator[tuple[Owner, Statement]]:
        """Yield the current rows of a kind."""
        yield from ((record, row) for record, row in self.named.items() if row.kind.name == kind)
        if not self.versions or kind not in self.kinds:
            return
        for each in current_rows(kind).filter(imported__in=list(self.versions)):
            if each.imported_id is not None:
                yield self.versions[each.imported_id], each


def held_of_records(
    collection: Collection, held: Mapping[str, ImportedRecord], named: Mapping[str, Statement] | None = None
) -> HeldOfRecords:
    """Return the current statements of these records, in one query. `named` are rows of any collection by record."""
    versions = ImportedRecord.objects.filter(collection=collection, record__in=list(held)) if held else ()
    kinds = {kind for each in held.values() for kind in each.kinds} | {row.kind.name for row in (named or {}).values()}
    return HeldOfRecords(frozenset(kinds), {each.pk: each.record for each in versions}, named or {})
