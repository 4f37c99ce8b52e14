"""Processes that the register does not have yet: read with one look-up of each kind, and stored together.

They are taken in the order of the file, and each finds what the ones before it brought in. The first one that can only
be stored by itself ends the set; the rest is another set.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from institutions.access.callers import Reader
from institutions.access.partnerships import is_marked
from institutions.drafts.check import WalkedSubmission, draft_of, walk_submission
from institutions.drafts.documents import FileDocument
from institutions.drafts.draft import PartnershipDraft, PartyDraft
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.numbers import NUMBERS
from institutions.drafts.parties import (
    identified_party,
    identifiers_sought,
    resolve_found,
)
from institutions.drafts.parties_of_set import PartiesOfSet
from institutions.drafts.store import Registration
from institutions.drafts.store_together import ResolvedDraft, register_together
from institutions.imports.collections import keep_keys, keyed_parties, names_agree, numbers_agree
from institutions.imports.returned_processes import names_export, references_exported
from institutions.models import Collection, Import, Partnership, Party, SubmissionWay

Document = Mapping[str, Any]  # Any: a document as it is submitted


@dataclass(frozen=True, slots=True)
class ProcessAnswer:
    """The answer to one process of a set: its registration, or the errors for which it was refused."""

    registered: Registration | None
    errors: tuple[FieldError, ...] = ()


def new_processes(documents: Iterable[FileDocument], body: UUID) -> set[str]:
    """Return the references of those processes that may be stored together: the register has none of them. One query.

    Left out are those that name an export of the register, or are restricted.
    """
    candidates: dict[str, set[str]] = {}
    for each in documents:
        name = each.reference
        if each.errors or not name or not isinstance(each.document, dict):
            continue
        if name in candidates or names_export(each) or is_marked(each.document):
            candidates[name] = set()
        else:
            candidates[name] = references_exported(each)
    asked = {reference for all_ in candidates.values() for reference in all_}
    held = set(Partnership.objects.filter(submitted_by=body, reference__in=asked).values_list("reference", flat=True))
    return {name for name, references in candidates.items() if references and not references & held}


@dataclass(slots=True)
class SetOfProcesses:
    """The parties that a set of processes names, those that its collection knows, and what was found so far."""

    job: Import
    reader: Reader
    collection: Collection
    parties: PartiesOfSet
    keyed: dict[str, Party]
    by_id: dict[UUID, Party]
    drafts: list[ResolvedDraft] = field(default_factory=list)
    fresh: set[UUID] = field(default_factory=set)  # parties that the set brings in, or gives a number

    @classmethod
    def of(
        cls, job: Import, reader: Reader, collection: Collection, walked: Sequence[WalkedSubmission]
    ) -> "SetOfProcesses":
        """Read the parties of the documents: three queries."""
        sought = [each.sought for each in walked]
        parties = PartiesOfSet.of(sought, reader)
        keys = {reference for each in sought for reference in each.references}
        return cls(
            job, reader, collection, parties, keyed_parties(collection, keys), Party.objects.in_bulk(parties.ids())
        )

    def take(self, walked: WalkedSubmission, given: FileDocument) -> bool:
        """Check a document and resolve its parties; return False if it can only be stored by itself.

        DraftInvalid with every trouble.
        """
        draft = draft_of(walked, reader=self.reader, found=self.parties.found_by(walked.sought))
        rows = draft.parties.values()
        found = self.parties.found_by(identifiers_sought(rows, draft.references))
        kept = self.kept([row for row in rows if identified_party(found, row) is None])
        confined = found.confined or any(party.confined for party in kept.values())
        of_other = draft.references[draft.submitted_by].id != self.job.body_id
        if confined or of_other or self.changes_again(kept, draft):
            return False
        resolved = resolve_found(draft.parties, found, lambda _rows: kept, self.job.body_id)
        resolved.add_new()
        for party in (*resolved.new.values(), *resolved.adopting()):
            self.parties.add(party)
            self.fresh.add(party.pk)
            self.by_id[party.pk] = party
        self.by_id |= {party.pk: party for party in kept.values()}
        self.keyed |= {key: self.by_id[resolved.by_reference[key]] for key in draft.parties}
        self.drafts.append(ResolvedDraft(draft, resolved, given.stated_at))
        return True

    def kept(self, rows: Iterable[PartyDraft]) -> dict[str, Party]:
        """Return the parties of the same key and name that the collection has, or got from an earlier process."""
        return {
            row.key: party
            for row in rows
            if (party := self.keyed.get(row.key))
            and party.kind == row.kind
            and numbers_agree(party, row)
            and names_agree(party, row)
        }

    def changes_again(self, kept: Mapping[str, Party], draft: PartnershipDraft) -> bool:
        """Return whether a document gives a number to a party that the set has already brought in or changed."""
        return any(
            party.pk in self.fresh
            and any(draft.parties[key].values.get(name) not in (None, getattr(party, name)) for name in NUMBERS)
            for key, party in kept.items()
        )

    def store(self) -> list[Registration]:
        """Store what was taken, and what the collection knows from now on."""
        if not self.drafts:
            return []
        registered = register_together(self.drafts, self.job.body_id, account=self.job.account, way=SubmissionWay.FILE)
        keep_keys(self.collection, {key: party for each in registered for key, party in each.parties.items()})
        return registered


def store_processes(
    job: Import, reader: Reader, collection: Collection, given: Sequence[FileDocument]
) -> list[ProcessAnswer]:
    """Store new processes together; return the answers of as many as were stored or refused, from the first on.

    IntegrityError where another transaction stores the same meanwhile.
    """
    walked: list[WalkedSubmission | DraftInvalid] = [walk_or_refuse(each) for each in given]
    together = SetOfProcesses.of(
        job, reader, collection, [each for each in walked if isinstance(each, WalkedSubmission)]
    )
    answers: list[tuple[FieldError, ...]] = []
    for each, document in zip(walked, given, strict=True):
        if isinstance(each, DraftInvalid):
            answers.append(each.errors)
            continue
        try:
            if not together.take(each, document):
                break
        except DraftInvalid as refused:
            answers.append(refused.errors)
        else:
            answers.append(())
    registered = iter(together.store())
    return [ProcessAnswer(None, errors) if errors else ProcessAnswer(next(registered)) for errors in answers]


def walk_or_refuse(given: FileDocument) -> WalkedSubmission | DraftInvalid:
    """Check the form of a document; return the refusal of what is none."""
    try:
        return walk_submission(given.document)
    except DraftInvalid as refused:
        return refused
