"""An edition of a list of companies: compared with the current list, and stored as records of an import."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from institutions.access.callers import importer_for
from institutions.drafts.name_searches import search_at_once
from institutions.formats.register_document import RefusedRecord
from institutions.imports.batch import Batch
from institutions.imports.collections import keyed_parties
from institutions.lists.company_rows import ListedRow, read_entry
from institutions.lists.comparing import Edition
from institutions.lists.current_entries import held_entries
from institutions.lists.edition_effects import AppliedEdition
from institutions.lists.edition_head import EditionHead
from institutions.lists.entries import EntryLead, EntryOutcome, ListEntry
from institutions.lists.file import ListFile
from institutions.models import Collection, IdentityLead, Import, LeadState
from institutions.models.sql_lists import among


@dataclass(frozen=True, slots=True)
class CompanyRows:
    """The rows of one edition of a list of companies."""

    head: EditionHead
    rows: tuple[ListedRow | RefusedRecord, ...]

    def apply(self, job: Import, collection: Collection, *, first: bool) -> AppliedEdition:
        """Store the differences. The number of queries does not grow with the list, except for inserts in portions."""
        held = held_entries(collection)
        reader = importer_for(job.account, job.body_id)
        edition = Edition(collection=collection, held=held, as_of=self.head.as_of, first=first, reader=reader)
        found = edition.compare(self.rows)
        change = None
        if found.drafts:
            records = {record: each.record for record, each in held.items()}
            change = Batch(job, collection, records, {}).store(found.drafts)
        companies = keyed_parties(collection, found.keys.values())
        search_at_once(party.pk for party in companies.values())
        entries = [
            replace(entry, party=party.pk) if (party := companies.get(found.keys.get(entry.record, ""))) else entry
            for entry in found.entries
        ]
        return AppliedEdition(
            before=found.before,
            standing=sum(each.outcome is not EntryOutcome.ENDED for each in entries),
            entries=tuple(with_leads(entries)),
            errors=tuple(found.errors),
            changes=(change,) if change else (),
        )


def read_companies(file: ListFile, head: EditionHead) -> CompanyRows:
    """Return the rows of a file, translated or refused."""
    return CompanyRows(head, tuple(read_entry(row, head) for row in file.rows))


def with_leads(entries: Iterable[ListEntry]) -> list[ListEntry]:
    """Return the entries with the open possible matches of their companies, in one query."""
    entries = list(entries)
    parties = {entry.party for entry in entries if entry.party}
    leads: dict[UUID, list[EntryLead]] = defaultdict(list)
    if parties:
        still_open = IdentityLead.objects.filter(among("party", parties), state=LeadState.OPEN)
        for lead in still_open.select_related("candidate").order_by("-score", "pk"):
            name = " / ".join(filter(None, (lead.candidate.name_ja, lead.candidate.name_en)))
            leads[lead.party_id].append(EntryLead(party=lead.candidate_id, name=name, score=lead.score))
    return [replace(entry, leads=tuple(leads[entry.party])) if entry.party in leads else entry for entry in entries]
