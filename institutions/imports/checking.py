"""The one check of register documents: as for a submission, but many at a time with one look-up in the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from institutions.access.callers import Reader
from institutions.access.statements import scope_stated, serves_others
from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.drafts.check import check_parents, sources_by_key, statement_drafts
from institutions.drafts.draft import KnownParty, PartyDraft, StatementDraft, Values
from institutions.drafts.errors import DraftInvalid, FieldError, FieldErrors, pointer_below
from institutions.drafts.limits import refuse_what_is_no_document
from institutions.drafts.lookup import NOTHING_SOUGHT, FoundParties, SoughtIdentifiers
from institutions.drafts.objects import MAX_REFERENCE, NamedObject, ObjectCheck
from institutions.drafts.references import (
    ARTICLE,
    TYPE_OF_TABLE,
    Resolution,
    references_sought,
    well_formed_rows,
)
from institutions.drafts.values import text_trouble, uuid_of
from institutions.formats.register_document import RegisterDocument
from institutions.imports.troubles.records import (
    FieldOfPartnership,
    KeyOfOtherKind,
    PublisherUnnamed,
    RecordUnnamed,
    StatementOfPartnership,
    StatementWithout,
)
from institutions.kinds import KINDS, Kind, PartyType
from institutions.kinds.base import Label
from institutions.kinds.document import REGISTER_DOCUMENT
from institutions.values.hashing import hash_json

MAX_PUBLISHER: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDraft:
    """A checked record, ready to be stored. `references` are the codes, ids and keys of the register that it uses."""

    record: str
    sha256: str
    parties: Mapping[str, PartyDraft]
    sources: dict[str, Values]
    statements: tuple[StatementDraft, ...]
    references: Mapping[str, KnownParty]
    named: frozenset[str]  # every key, code and id that a field of it holds
    stated_at: datetime | None = None
    continues: datetime | None = None


@dataclass(frozen=True, slots=True)
class WalkedDocument:
    """A document whose form has been checked, before the look-up in the register."""

    given: RegisterDocument
    content: dict[str, Any]  # Any: what the check reads
    named: list[NamedObject]
    troubles: FieldErrors


def name_troubles(given: RegisterDocument) -> tuple[FieldError, ...]:
    """Return the troubles with the names of a record and its publisher, which are used in queries."""
    troubles = FieldErrors()
    if trouble := text_trouble(given.record, MAX_REFERENCE, one_line=True):
        troubles.add("/record", RecordUnnamed(why=trouble))
    if given.publisher and (trouble := text_trouble(given.publisher, MAX_PUBLISHER, one_line=True)):
        troubles.add("/publisher", PublisherUnnamed(why=trouble))
    return troubles.listed()


def walk_document(given: RegisterDocument) -> WalkedDocument:
    """Check the form of a document alone."""
    troubles = FieldErrors()
    walker = ObjectCheck(troubles)
    content: dict[str, Any] = {}
    try:
        content = refuse_what_is_no_document(given.content)
        walker.table(REGISTER_DOCUMENT, content, "")
    except DraftInvalid as refused:
        for each in refused.errors:
            troubles.add(each.field, each.said)
    return WalkedDocument(given, content, walker.named, troubles)


def references_of_documents(walked: Iterable[WalkedDocument]) -> SoughtIdentifiers:
    """Return the identifiers in all these documents, for one look-up."""
    sought = NOTHING_SOUGHT
    for each in walked:
        sought |= references_sought(each.content, each.named)
    return sought


def check_record(
    walked: WalkedDocument, found: FoundParties, known_keys: Mapping[str, PartyType], reader: Reader
) -> RecordDraft:
    """Return a draft of a document, or raise DraftInvalid. `known_keys` are the collection's keys with their types.

    `found` is what the reader, for whom the document is imported, may find.
    """
    content, troubles = document_with_ids(walked.content, found), walked.troubles
    if missing := [error for key, error in walked.given.elsewhere.items() if key not in known_keys]:
        raise DraftInvalid(missing)
    resolution = Resolution(content, walked.named, troubles, reader=reader, found=found, known_keys=known_keys)
    resolution.check()
    check_parents(content, resolution, troubles)
    for key, party in resolution.parties.items():
        if known_keys.get(key, party.kind) is not party.kind:
            other = KeyOfOtherKind(value=outside_value(key), kind=ARTICLE[known_keys[key]])
            troubles.add(pointer_below(party.pointer, "key"), other)
    check_scope(content, resolution, troubles)
    troubles.refuse_if_any()
    named, known = references_of(walked), resolution.known_parties()
    return RecordDraft(
        record=walked.given.record,
        sha256=hash_json(walked.content),
        parties=resolution.parties,
        sources=sources_by_key(content),
        statements=statement_drafts(content, resolution),
        references={key: known[key] for key in named if key in known},
        named=named,
        stated_at=walked.given.stated_at,
        continues=walked.given.continues,
    )


def document_with_ids(content: dict[str, Any], found: FoundParties) -> dict[str, Any]:
    """Return the document with the id beside each key that is a party's id: exports without ids use it as the key."""
    listed = {
        table: [row_with_id(row, found) for row in rows]
        for table in TYPE_OF_TABLE
        if isinstance(rows := content.get(table), list)
    }
    return {**content, **listed}


def row_with_id(row: object, found: FoundParties) -> object:
    """Return one row of a list of parties, with the id where its key is one."""
    if not isinstance(row, dict) or row.get("id") is not None:
        return row
    key = row.get("key")
    return {**row, "id": key} if uuid_of(key) and key in found.by_reference else row


def references_of(walked: WalkedDocument) -> frozenset[str]:
    """Return every key, code, id and country that a field of the document holds."""
    return frozenset(each.value for each in walked.named)


def check_scope(document: Mapping[str, Any], resolution: Resolution, troubles: FieldErrors) -> None:
    """Check that no statement belongs to one partnership alone: an import has none, so nobody would read it."""
    named = (each.value for each in resolution.named if resolution.type_of(each.value) is PartyType.PERSON)
    people = frozenset(named)
    for pointer, row in well_formed_rows(document, "statements"):
        kind = KINDS.get(str(row.get("kind")))
        if kind is None:
            continue  # which is reported already
        if not serves_others(scope_stated(kind, row, people)):
            troubles.add(pointer, partnership_statement(kind))
        for each in kind.fields:
            if each.case_only and row.get(each.name) is not None:
                troubles.add(pointer_below(pointer, each.name), FieldOfPartnership(label=each.label))


def partnership_statement(kind: Kind) -> Coded:
    """Return why a statement of a kind cannot be imported: never at all, or only with a field that it lacks."""
    if not kind.case_without:
        return StatementOfPartnership(label=kind.label)
    field = Label(kind.case_without, kind.by_name[kind.case_without].label.ja)
    return StatementWithout(label=kind.label, field=field)
