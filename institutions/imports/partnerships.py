"""Imports whose records are partnerships: OCDS. Each process becomes a submission document, registered as any other.

A process that was registered with other content becomes its next revision, so that a corrected file supersedes. An
organisation of one process is that of another where both its id and a name are the same: an id alone may be local to
its process, and a name alone is never enough.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from institutions.access.callers import importer_for
from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.drafts.check import check_document
from institutions.drafts.documents import FileDocument
from institutions.drafts.draft import PartnershipDraft, PartyDraft
from institutions.drafts.errors import DraftInvalid, FieldError, FieldErrors
from institutions.drafts.near_words import nearest_word
from institutions.drafts.parties import document_names, folded_names
from institutions.drafts.restricted import refuse_restricted
from institutions.drafts.store import DraftConflict, Registration, register_partnership
from institutions.drafts.troubles.references import ChooseBody, UnknownBody
from institutions.drafts.troubles.values import UnknownWord
from institutions.events.batching import batch_acts
from institutions.formats.ocds.reading.files import OcdsFile
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.reading.rates import WrongRateError, add_rates, rate_of, rates_in
from institutions.formats.tables.other_files import refuse_no_text
from institutions.imports.collections import collection_for_update, keep_keys, parties_kept_by_key
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
from institutions.imports.numbering import REPLACE, check_numbering, may_replace_parties
from institutions.imports.options import Options, refuse_unknown
from institutions.imports.record_days import is_older, older_release
from institutions.imports.returned_processes import partnership_exported, process_refusal, same_as_export
from institutions.imports.storing import StoredOutcome
from institutions.imports.troubles.file import NoAmount, NoDayInOption, NotInOcds
from institutions.kinds.base import Label
from institutions.kinds.document import DOCUMENT, SELECTION
from institutions.kinds.fields import text_field
from institutions.kinds.words import DOMAINS, METHODS, OBJECTS, TAX_BASES
from institutions.models import Collection, GovernmentBody, Import, Party, RecordOutcome, Submission, SubmissionWay
from institutions.values.hashing import hash_json
from institutions.values.written_day import written_day
from institutions.values.written_number import written_number

REQUIRED: Final = ("sponsor", "domain", "proposed_on")
RATE: Final = "yen_per_"  # followed by a currency: yen_per_USD=150.25
RATES: Final = text_field(
    "yen_per_unit",
    "Yen for one unit of a currency, as in USD=150.25 (several with commas between)",
    "外国通貨1単位当たりの円（例：USD=150.25。複数はコンマで区切る）",
)
OF_DOCUMENT: Final = (*REQUIRED, "co_sponsors", "tax", "method", "object", "value_yen")
KNOWN: Final = (*OF_DOCUMENT, RATES.name, REPLACE.name)
_OF_DOCUMENT: Final = {**SELECTION.by_name, **DOCUMENT.by_name}
ASKED: Final = (*(_OF_DOCUMENT[name] for name in OF_DOCUMENT), RATES)


class PartnershipWork:
    """The work on a file of OCDS data, whose contracting processes are each one partnership."""

    size = 20  # processes that are read and stored in one transaction

    def __init__(self, job: Import) -> None:
        self._job = job
        self._reader = importer_for(job.account, job.body_id)
        self._collection: Collection | None = None
        self._read: dict[str, int] = {}  # of this set: the submission that each process led to, by hash
        self._registered: list[int] = []  # the submission of the last process, if it has one
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
        self._collection = collection_for_update(self._job, "")
        self._read = {}
        known = known_outcomes(self._collection, [each.sha256 for each in records if isinstance(each, HashedProcess)])
        with batch_acts():
            outcomes = [self.one_of(each, known) for each in records]
        if self._read:
            remember_processes(self._job, self._collection, self._read)
        return outcomes

    def held_collection(self) -> Collection | None:
        """Return the collection of the processes that the body imported before; None if it has none."""
        return Collection.objects.filter(format=self._job.format, publisher="", body=self._job.body_id).first()

    def one_of(self, given: Process, known: Mapping[str, KnownOutcome]) -> StoredOutcome:
        """Return the outcome of a process that is known; else read and register it, and note what it led to."""
        if not isinstance(given, HashedProcess):
            return self.one(given)
        if found := known.get(given.sha256):
            return known_process(given, found)
        self._registered.clear()
        outcome = self.one(given.unread.converted())
        if outcome.outcome is not RecordOutcome.REFUSED and self._registered:
            self._read[given.sha256] = self._registered[-1]
        return outcome

    def one(self, given: FileDocument) -> StoredOutcome:
        """Register one process; return its outcome."""
        line = int("".join(c for c in given.label.split(",")[0] if c.isdigit()) or 0)
        name = given.reference or ""
        if given.errors:
            return StoredOutcome(line, name, RecordOutcome.REFUSED, given.errors, given.notes)
        if exported := partnership_exported(given, self._job.body_id, self._reader):
            if same_as_export(given, exported, self._options):
                return StoredOutcome(line, name, RecordOutcome.UNCHANGED, notes=given.notes)
            errors = (FieldError("/ocid", process_refusal(given, exported, self._reader)),)
            return StoredOutcome(line, name, RecordOutcome.REFUSED, errors, given.notes)
        try:
            draft = check_document(given.document, reader=self._reader)
            held = self.held(draft)
            if held and is_older(given.stated_at, held.stated_at) and not may_replace_parties(self._job.options):
                note = older_release(given.stated_at, held.stated_at)
                return StoredOutcome(line, name, RecordOutcome.UNCHANGED, notes=(note, *given.notes))
            outcome = self.register(draft, held, given.stated_at)
        except DraftInvalid as refused:
            return StoredOutcome(line, name, RecordOutcome.REFUSED, refused.errors, given.notes)
        except DraftConflict as conflict:
            return StoredOutcome(
                line, name, RecordOutcome.REFUSED, (FieldError("/revision", conflict.said),), given.notes
            )
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
        return {
            key: party
            for key, party in kept.items()
            if folded_names(described[key].values) & folded_names(document_names(party))
        }


def known_process(given: HashedProcess, known: KnownOutcome) -> StoredOutcome:
    """Return the outcome of a process that is known: unchanged, with the notes that were told when it was read."""
    return StoredOutcome(given.unread.placed.line, known.record, RecordOutcome.UNCHANGED, told=known.notes)


def as_revision(draft: PartnershipDraft, revision: int) -> PartnershipDraft:
    """Return the same draft with another revision number."""
    document = {**draft.document, "revision": revision}
    return replace(draft, document=document, revision=revision, sha256=hash_json(document))


def check_ocds_options(given: Options, body: str) -> None:
    """Check the options; DraftInvalid with every trouble."""
    ocds_options(given, body)


def ocds_options(given: Options, body: str) -> OcdsOptions:
    """Return the options of an import of OCDS data, given as texts or JSON values; DraftInvalid with every trouble."""
    refuse_unknown([name for name in given if not name.startswith(RATE)], (*KNOWN, f"{RATE}USD"))
    reading = OptionReading(given)
    options = OcdsOptions(
        submitted_by=body,
        sponsor=reading.sponsor(),
        co_sponsors=reading.co_sponsors(),
        tax=reading.word("tax", TAX_BASES),
        domain=reading.word("domain", DOMAINS) or "",
        proposed_on=reading.day("proposed_on"),
        method=reading.word("method", METHODS),
        object=reading.word("object", OBJECTS),
        value_yen=reading.whole("value_yen"),
        yen_per_unit=reading.rates(),
        of_import=True,
    )
    check_numbering(given, reading.troubles)
    reading.troubles.refuse_if_any()
    return options


class OptionReading:
    """The reading of options one by one, which collects their troubles."""

    def __init__(self, given: Options) -> None:
        self.given = given
        self.troubles = FieldErrors()
        for name in REQUIRED:
            if not given.get(name):
                self.add(name, NotInOcds(name=Label(name, _OF_DOCUMENT[name].label.ja)))

    def add(self, name: str, said: Coded) -> None:
        """Note one trouble."""
        self.troubles.add(f"/options/{name}", said)

    def sponsor(self) -> str:
        """Return the code of the sponsor; note a trouble where the register has no such body."""
        code = str(self.given.get("sponsor") or "")
        if code and ("\0" in code or not GovernmentBody.objects.filter(code=code).exists()):
            self.add("sponsor", UnknownBody(value=outside_value(code), near=None, choice=ChooseBody()))
        return code

    def co_sponsors(self) -> tuple[str, ...]:
        """Return the codes of the co-sponsors, a list or with commas between; note those that the register lacks."""
        given = self.given.get("co_sponsors") or ()
        listed = given if isinstance(given, list | tuple) else str(given).split(",")
        codes = tuple(dict.fromkeys(code for each in listed if (code := str(each).strip())))
        asked = [code for code in codes if "\0" not in code]
        known = set(GovernmentBody.objects.filter(code__in=asked).values_list("code", flat=True))
        for code in codes:
            if code not in known:
                self.add("co_sponsors", UnknownBody(value=outside_value(code), near=None, choice=ChooseBody()))
        return codes

    def word(self, name: str, words: Any) -> str | None:  # Any: the words with their labels
        """Return a word of a closed list; None if it is not given."""
        value = self.given.get(name)
        if value and value not in words:
            self.add(name, UnknownWord(value=outside_value(value), field=name, near=nearest_word(value, words)))
        return str(value) if value else None

    def day(self, name: str) -> str:
        """Return an ISO date; empty if there is none."""
        value = str(self.given.get(name) or "")
        try:
            return written_day(value).isoformat() if value else ""
        except ValueError:
            self.add(name, NoDayInOption(value=outside_value(value)))
            return ""

    def whole(self, name: str) -> int | None:
        """Return an amount in whole yen; None if there is none."""
        value = str(self.given.get(name) or "")
        found = written_number(value)
        if value and found is None:
            self.add(name, NoAmount(value=outside_value(value)))
        return found

    def rates(self) -> dict[str, Decimal]:
        """Return the yen for one unit of each currency: all in one option, or an option each."""
        found: dict[str, Decimal] = {}
        for name, value in self.given.items():
            if not name.startswith(RATE):
                continue
            try:
                if name == RATES.name and isinstance(value, Mapping):
                    add_rates(found, [(str(each), rate_of(str(each), str(yen))) for each, yen in value.items()])
                elif name == RATES.name:
                    add_rates(found, rates_in(str(value or "")))
                else:
                    currency = name.removeprefix(RATE)
                    add_rates(found, [(currency, rate_of(currency, str(value)))])
            except WrongRateError as trouble:
                self.add(name, trouble.said)
        return found
