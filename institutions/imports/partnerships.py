"""Imports whose records are partnerships: OCDS. Each process becomes a submission document, registered as any other.

A process that was registered with other content becomes its next revision, so that a corrected file supersedes. An
organisation of one process is that of another where both its id and a name are the same: an id alone may be local to
its process, and a name alone is never enough.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction

from institutions.access.callers import importer_for
from institutions.drafts.check import check_document
from institutions.drafts.documents import FileDocument
from institutions.drafts.draft import PartnershipDraft, PartyDraft
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.restricted import refuse_restricted
from institutions.drafts.store import DraftConflict, Registration, register_partnership
from institutions.events.batching import batch_acts
from institutions.formats.ocds.reading.files import OcdsFile
from institutions.formats.ocds.reading.release_history import latest_moment
from institutions.formats.tables.other_files import refuse_no_text
from institutions.imports.collections import collection_for_update, keep_keys, names_agree, parties_kept_by_key
from institutions.imports.kept_releases import keep_releases, kept_releases, lock_releases, merged_with
from institutions.imports.known_processes import (
    HashedProcess,
    KnownOutcome,
    Process,
    hashed_process,
    known_hashes,
    known_outcomes,
    remember_processes,
    sets_of_processes,
)
from institutions.imports.locked_partnerships import lock_partnerships
from institutions.imports.new_processes import ProcessAnswer, new_processes, store_processes
from institutions.imports.numbering import may_replace_parties
from institutions.imports.ocds_options import ocds_options
from institutions.imports.record_days import is_older, older_release
from institutions.imports.returned_processes import partnership_exported, process_refusal, same_as_export
from institutions.imports.storing import StoredOutcome
from institutions.models import Collection, Import, Party, RecordOutcome, Submission, SubmissionWay
from institutions.values.hashing import hash_json
from institutions.values.quoting import storable_text

PlacedOutcome = tuple[int, StoredOutcome, int | None]  # place, outcome, and the id of its submission, if it has one


class PartnershipWork:
    """The work on a file of OCDS data, whose contracting processes are each one partnership."""

    size = 200  # processes that are read and stored in one transaction: on SQLite everybody who writes waits for it

    def __init__(self, job: Import) -> None:
        self._job = job
        self._reader = importer_for(job.account, job.body_id)
        self._collection: Collection | None = None
        self._read: dict[str, int] = {}  # of this set: the submission that each process led to, by hash
        self._registered: list[int] = []  # the submission of the last process, if it has one
        self._partnership: UUID | None = None  # that of the last process
        self._options = ocds_options(job.options, job.body.code or "")

    def records(self, path: Path) -> Iterator[Process]:
        """Yield every process of the file: unread, or in a dry run, which shows how it is read, converted."""
        with path.open("rb") as file:
            refuse_no_text(file)
        file_of_processes = OcdsFile(path, self._options)
        if self._job.dry_run:
            yield from file_of_processes
        else:
            yield from (hashed_process(each, self._job) for each in file_of_processes.unread())

    def counted(self, path: Path) -> Iterator[object]:
        """Yield every process of the file as written, unconverted."""
        yield from OcdsFile(path, self._options).unconverted()

    def portions(self, records: Iterator[Process]) -> Iterator[list[Process]]:
        """Yield the processes in sets of which few are to be read: a transaction stays short for others who wait."""
        for together in sets_of_processes(records):
            collection = self.held_collection()
            hashed = [each.sha256 for each in together if isinstance(each, HashedProcess)]
            known = known_hashes(collection, hashed) if collection else set[str]()
            portion, unread = list[Process](), 0
            for each in together:
                is_known = isinstance(each, HashedProcess) and each.sha256 in known
                if not is_known and unread == self.size:
                    yield portion
                    portion, unread = [], 0
                portion.append(each)
                unread += not is_known
            yield portion

    def chunk(self, records: list[Process]) -> list[StoredOutcome]:
        """Register some processes; a refused one leaves nothing behind and affects no other.

        What is known is unchanged, and not read again.
        """
        lock_releases(self._job.body_id)
        self._collection = collection_for_update(self._job, "")
        self._read = {}
        known = known_outcomes(self._collection, [each.sha256 for each in records if isinstance(each, HashedProcess)])
        unknown = (each for each in records if not isinstance(each, HashedProcess) or each.sha256 not in known)
        lock_partnerships(self._job.body_id, filter(None, map(name_of, unknown)))
        with batch_acts():
            outcomes = self.outcomes(records, known)
        if self._read:
            remember_processes(self._job, self._collection, self._read)
        return outcomes

    def held_collection(self) -> Collection | None:
        """Return the collection of the processes that the body imported before; None if it has none."""
        return Collection.objects.filter(format=self._job.format, publisher="", body=self._job.body_id).first()

    def outcomes(self, records: Sequence[Process], known: Mapping[str, KnownOutcome]) -> list[StoredOutcome]:
        """Return the outcomes of processes: known ones are unchanged, the others are read and registered in order.

        New ones that follow one another are stored together, all others one by one.
        """
        found: dict[int, StoredOutcome] = {}
        read: dict[int, FileDocument] = {}
        for place, each in enumerate(records):
            if isinstance(each, HashedProcess) and (same := known.get(each.sha256)):
                found[place] = known_process(each, same)
                continue
            document = each.unread.converted() if isinstance(each, HashedProcess) else each
            if document.errors and not document.releases:
                found[place] = refused_process(document, document.errors)
            else:
                read[place] = document
        new = new_processes(read.values(), self._job.body_id)
        for is_new, run in groupby(read.items(), key=lambda item: item[1].reference in new):
            for place, outcome, submission in self.new(dict(run)) if is_new else self.one_by_one(dict(run)):
                found[place] = outcome
                each = records[place]
                if submission and isinstance(each, HashedProcess):
                    self._read[each.sha256] = submission
        return [found[place] for place in range(len(records))]

    def new(self, run: Mapping[int, FileDocument]) -> Iterator[PlacedOutcome]:
        """Store new processes together, and by itself the one at which that ends, if any; yield their outcomes."""
        waiting = list(run.items())
        while waiting:
            stored: list[tuple[UUID, FileDocument]] = []
            answers = self.together([each for _, each in waiting])
            for (place, each), answer in zip(waiting, answers, strict=False):
                if answer.registered:
                    stored.append((answer.registered.partnership.pk, each))
                    outcome = StoredOutcome(line_of(each), each.reference or "", RecordOutcome.ADDED, notes=each.notes)
                    yield place, outcome, answer.registered.submission.pk
                else:
                    yield place, refused_process(each, answer.errors), None
            keep_releases(stored)
            waiting = waiting[len(answers) :]
            yield from self.one_by_one(dict(waiting[:1]))
            waiting = waiting[1:]

    def together(self, given: Sequence[FileDocument]) -> list[ProcessAnswer]:
        """Store new processes together; none, where another transaction has just stored one of their parties."""
        if self._collection is None:
            return []
        try:
            with transaction.atomic():
                return store_processes(self._job, self._reader, self._collection, given)
        except IntegrityError:
            return []

    def one_by_one(self, run: Mapping[int, FileDocument]) -> Iterator[PlacedOutcome]:
        """Register processes by themselves; yield the outcome of each, and the submission that it led to."""
        for place, each in run.items():
            self._registered.clear()
            outcome = self.one(each)
            kept = outcome.outcome is not RecordOutcome.REFUSED and self._registered
            yield place, outcome, self._registered[-1] if kept else None

    def one(self, given: FileDocument) -> StoredOutcome:
        """Register one process; return its outcome."""
        line, name = line_of(given), given.reference or ""
        replaces, released = may_replace_parties(self._job.options), latest_moment(given.releases) or given.stated_at
        if not replaces:
            given = merged_with(given, kept_releases(given, self._job.body_id))
        if given.errors:
            return refused_process(given, given.errors)
        if exported := partnership_exported(given, self._job.body_id, self._reader):
            if same_as_export(given, exported, self._options):
                return StoredOutcome(line, name, RecordOutcome.UNCHANGED, notes=given.notes)
            return refused_process(given, (FieldError("/ocid", process_refusal(given, exported, self._reader)),))
        try:
            draft = check_document(given.document, reader=self._reader)
            held = self.held(draft)
            older = bool(held and not replaces and is_older(released, held.stated_at))
            note = older_release(released, held.stated_at) if held and older else None
            if held and note and is_older(given.stated_at, held.stated_at):  # nothing is known to merge it with
                return StoredOutcome(line, name, RecordOutcome.UNCHANGED, notes=(note, *given.notes))
            outcome = self.register(draft, held, given.stated_at)
            keep_releases([(self._partnership, given)] if self._partnership else ())
            if note and outcome is RecordOutcome.UNCHANGED:
                return StoredOutcome(line, name, outcome, notes=(note, *given.notes))
        except DraftInvalid as refused:
            return refused_process(given, refused.errors)
        except DraftConflict as conflict:
            return refused_process(given, (FieldError("/revision", conflict.said),))
        return StoredOutcome(line, name, outcome, notes=given.notes)

    def held(self, draft: PartnershipDraft) -> Submission | None:
        """Return the current submission of a draft's partnership; refuse one that the importer may not read."""
        refuse_restricted(draft)
        return Submission.objects.filter(
            partnership__reference=draft.reference,
            partnership__submitted_by__code=draft.submitted_by,
            superseded_at__isnull=True,
        ).first()

    def register(self, draft: PartnershipDraft, held: Submission | None, stated_at: datetime | None) -> RecordOutcome:
        """Store a draft: unchanged if it equals the current revision, else as the next one."""
        if held is None:
            registered = self.stored(draft)
            outcome, held = (
                RecordOutcome.ADDED if registered.created else RecordOutcome.UNCHANGED,
                registered.submission,
            )
        elif as_revision(draft, held.revision).sha256 == held.sha256:
            outcome = RecordOutcome.UNCHANGED
        else:
            outcome, held = RecordOutcome.CHANGED, self.stored(as_revision(draft, held.revision + 1)).submission
        if stated_at and (
            outcome is not RecordOutcome.UNCHANGED or held.stated_at is None or held.stated_at < stated_at
        ):
            held.stated_at = stated_at
            held.save(update_fields=["stated_at"])
        self._registered.append(held.pk)
        self._partnership = held.partnership_id
        return outcome

    def stored(self, draft: PartnershipDraft) -> Registration:
        """Register a draft in the caller's transaction, and remember the ids of its parties."""
        registered = register_partnership(draft, account=self._job.account, way=SubmissionWay.FILE, known=self.known)
        if self._collection:
            keep_keys(self._collection, registered.parties)
        return registered

    def known(self, rows: list[PartyDraft]) -> dict[str, Party]:
        """Return the parties of the same id and name that the collection imported before."""
        described = {row.key: row for row in rows}
        kept = parties_kept_by_key(self._collection, rows) if self._collection else {}
        return {key: party for key, party in kept.items() if names_agree(party, described[key])}


def line_of(given: FileDocument) -> int:
    """Return the line of a process in its file; 0 if it is unknown."""
    return int("".join(c for c in given.label.split(",")[0] if c.isdigit()) or 0)


def refused_process(given: FileDocument, errors: tuple[FieldError, ...]) -> StoredOutcome:
    """Return the outcome of a refused process."""
    return StoredOutcome(line_of(given), given.reference or "", RecordOutcome.REFUSED, errors, given.notes)


def name_of(given: Process) -> str | None:
    """Return the reference of the partnership of a process, as its conversion gives it; None if it has none."""
    if not isinstance(given, HashedProcess):
        return given.reference
    name = given.unread.placed.process.name
    return name and " ".join(storable_text(name).split())


def known_process(given: HashedProcess, known: KnownOutcome) -> StoredOutcome:
    """Return the outcome of a process that is known: unchanged, with the notes that were told when it was read."""
    return StoredOutcome(given.unread.placed.line, known.record, RecordOutcome.UNCHANGED, told=known.notes)


def as_revision(draft: PartnershipDraft, revision: int) -> PartnershipDraft:
    """Return the same draft with another revision number."""
    document = {**draft.document, "revision": revision}
    return replace(draft, document=document, revision=revision, sha256=hash_json(document))
