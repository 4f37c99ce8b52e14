"""The tables of the register that the audit trail covers: documents, statements, parties, accounts and keys."""

from typing import Final

from institutions.audit.coverage import cover, leave_uncovered
from institutions.kinds import FieldSort
from institutions.models import (
    TABLES,
    Account,
    AccountRequest,
    ApiKey,
    AuditChain,
    AuditEvent,
    AuditSalt,
    AuditSeal,
    BodyParent,
    BriefStatement,
    Collection,
    CollectionParty,
    DocumentParty,
    EditionPreview,
    Erasure,
    FormDraft,
    IdempotencyRecord,
    IdentityDecision,
    IdentityLead,
    Import,
    ImportedRecord,
    ImportOutcome,
    ImportPart,
    ListEdition,
    Mandate,
    NameKey,
    OfficialList,
    Partnership,
    Party,
    PartyDetails,
    PartyName,
    Post,
    PreviewedEntry,
    Redaction,
    Source,
    Submission,
    Treaty,
    TreatyCoverage,
    TreatyParty,
    UnstatedOwner,
)

FOLDED: Final = "made from the name, and made again by fold_names"

REPEATED: Final = "moves on while its publisher repeats the same content"

cover(Partnership)
cover(
    Submission,
    erasable=("document", "title"),
    left_out={"stated_at": REPEATED},
    closes=True,
)
cover(DocumentParty, group="submission_id")
cover(
    Party,
    erasable=("name_en", "name_ja", "name_kana", "address", "phone", "note"),
    added_later={"confined": False},
)
cover(PartyName, erasable=("text",), left_out={"folded": FOLDED}, closes=True)
cover(PartyDetails, erasable=("details",), closes=True)
for _model in (BodyParent, Mandate, Post, Treaty, TreatyParty, TreatyCoverage, BriefStatement):
    cover(_model, closes=True)
for _table in TABLES.values():
    cover(_table, erasable=[each.column for each in _table.kind.fields if each.sort is FieldSort.TEXT], closes=True)
    for _each in _table.kind.fields:
        if _each.sort is FieldSort.PARTIES:
            cover(getattr(_table, _each.column).through, group=f"{_table.__name__.lower()}_id")
cover(Source, erasable=("title", "title_ja", "publisher", "url", "note"))
cover(ImportedRecord, left_out={"stated_at": REPEATED}, closes=True)
cover(UnstatedOwner, erasable=("description", "statement"))
cover(IdentityLead, erasable=("reason",), left_out={"folded": FOLDED, "match": FOLDED})
cover(IdentityDecision, erasable=("reason",))
cover(OfficialList)
cover(ListEdition)
cover(
    Account,
    erasable=("username", "external_id", "password"),
    left_out={"last_login": "noted at each sign-in, which leaves an event of its own"},
    added_later={"links_made": 0},
)
cover(AccountRequest, erasable=("before", "after", "address"))
cover(ApiKey, left_out={"last_used_at": "noted with use, to the hour"})
cover(Erasure, erasable=("reason",))
cover(Redaction, group="erasure_id", left_out={"applied": "set by a trigger; verify_audit checks it"})

leave_uncovered(
    {
        AuditChain: "the trail itself: verified by its events and seals",
        AuditEvent: "the trail itself",
        AuditSeal: "the trail itself",
        AuditSalt: "another salt would show as a change of every row",
        NameKey: FOLDED,
        Collection: "names the imports of one body; its records are covered",
        CollectionParty: "keys of later files; what they brought is covered by the statements",
        Import: "a job: its events name the file by its hash, and its records are covered",
        ImportPart: "the file of an import that is not over",
        ImportOutcome: "the report of an import to its sender",
        EditionPreview: "a preview that waits for a person, made again when asked for",
        PreviewedEntry: "as its preview",
        FormDraft: "a draft that is being written",
        IdempotencyRecord: "an answer kept for a day",
    }
)
