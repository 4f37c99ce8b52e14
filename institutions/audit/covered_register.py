"""The tables of the register that the audit trail covers: documents, statements, parties, accounts and keys."""

from typing import Final

from institutions.audit.coverage import cover, leave_uncompared, leave_uncovered, leave_uncovered_of_libraries
from institutions.audit.derived_rows import leave_derived
from institutions.audit.older_hashes import OBJECT, HashedAct, note_hashed_acts
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
    BodySuccession,
    BriefStatement,
    Collection,
    CollectionParty,
    Disposal,
    DisposedRow,
    DocumentParty,
    EditionPreview,
    Enactment,
    Erasure,
    FormDraft,
    IdempotencyRecord,
    IdentityDecision,
    IdentityLead,
    Import,
    ImportedRecord,
    ImportOutcome,
    ImportPart,
    IndexedSeal,
    JobReturn,
    JobSweep,
    KnownProcess,
    ListEdition,
    Mandate,
    MatchDecision,
    NameKey,
    NamePart,
    NameSearch,
    OfficialList,
    Partnership,
    Party,
    PartyDetails,
    PartyName,
    Post,
    PreviewedEntry,
    PublishedReleases,
    Redaction,
    SealedChain,
    SealTile,
    Source,
    StoredAmount,
    StoredBytes,
    Submission,
    Treaty,
    TreatyCoverage,
    TreatyParty,
    UnsearchedParty,
    UnstatedOwner,
)

INDEXED: Final = "computed from seals and events; verify_audit computes it again"
FOLDED: Final = "made from the name, and made again by fold_names"

JOB: Final = "working state of the job: its acts leave events, and the records that it stores are covered"

ROW_ID: Final = "nothing points to the row, and it is found by its other columns"

REPEATED: Final = "moves on while its publisher repeats the same content"

cover(Partnership)
cover(
    Submission,
    erasable=("document", "title"),
    left_out={"stated_at": REPEATED},
    closes=True,
    as_made=True,
)
cover(DocumentParty, group="submission_id")
cover(
    Party,
    erasable=("name_en", "name_ja", "name_kana", "address", "phone", "note"),
    added_later={"confined": False},
)
cover(PartyName, erasable=("text",), left_out={"folded": FOLDED}, closes=True, as_made=True)
cover(PartyDetails, erasable=("details",), closes=True, as_made=True)
cover(Mandate, closes=True, added_later={"lead": "sole"})
for _model in (BodyParent, Post, BodySuccession, Treaty, TreatyParty, TreatyCoverage, BriefStatement):
    cover(_model, closes=True)
for _table in TABLES.values():
    _texts = [each.column for each in _table.kind.fields if each.sort is FieldSort.TEXT]
    cover(_table, erasable=_texts, closes=True, as_made=True)
    for _each in _table.kind.fields:
        if _each.sort is FieldSort.PARTIES:
            cover(getattr(_table, _each.column).through, group=f"{_table.__name__.lower()}_id")
cover(Enactment)
cover(Source, erasable=("title", "title_ja", "publisher", "url", "note"))
cover(
    Import,
    left_out={
        **dict.fromkeys(
            ("state", "attempt", "lease_until", "expired_leases", "worker", "error", "error_said", "notes", "total"),
            JOB,
        ),
        **dict.fromkeys(("place", "added", "changed", "unchanged", "refused", "ended"), JOB),
        **dict.fromkeys(("told_at", "started_at", "finished_at"), JOB),
        "dry_run": "an edition of a list is previewed and accepted by one row; verify_audit compares it",
    },
)
cover(Collection)
cover(CollectionParty)
cover(PublishedReleases, erasable=("releases",), group="partnership_id")
cover(ImportedRecord, left_out={"stated_at": REPEATED}, closes=True)
cover(UnstatedOwner, erasable=("description", "statement"))
cover(IdentityLead, erasable=("reason",), left_out={"folded": FOLDED, "match": FOLDED})
cover(IdentityDecision, erasable=("reason",))
cover(
    NameSearch,
    left_out={
        **dict.fromkeys(("state", "attempt", "lease_until", "expired_leases", "worker", "error_said"), JOB),
        **dict.fromkeys(("told_at", "started_at", "finished_at"), JOB),
    },
    as_made=True,
    ended_by="names_compared",
)
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
cover(Disposal, erasable=("basis",))
cover(DisposedRow, group="disposal_id")
cover(Erasure, erasable=("reason",))
cover(Redaction, group="erasure_id", left_out={"applied": "set by a trigger; verify_audit checks it"})

leave_uncovered(
    {
        AuditChain: "the trail itself: verified by its events and seals",
        AuditEvent: "the trail itself",
        AuditSeal: "the trail itself",
        **dict.fromkeys((IndexedSeal, SealedChain, SealTile), INDEXED),
        AuditSalt: "another salt would show as a change of every row",
        ImportPart: "the file of an import that is not over",
        ImportOutcome: "the report of an import to its sender",
        JobReturn: "how often outages returned a job, until it ends",
        JobSweep: "the moment at which jobs of a kind were last swept",
        KnownProcess: "spares reading a text again; a hash with the secret of the settings binds each row",
        EditionPreview: "waits for a person; an edition is only taken with the effects that its rows show",
        PreviewedEntry: "as its preview",
        FormDraft: "a draft that is being written",
        StoredAmount: "counted from drafts and processes",
        StoredBytes: "counted from submissions, which are covered",
        IdempotencyRecord: "an answer kept for a day",
    }
)
leave_derived(NameKey, NamePart, UnsearchedParty)
EMPTY: Final = "sign-in does not use it"
leave_uncovered_of_libraries(
    {
        "mfa_authenticator": "added, removed and used up by its owner; verify_audit compares it with the events",
        "django_session": "ends within hours; it gives no right that its account has not",
        "django_content_type": "names of tables, made by migrate",
        "auth_permission": "names of rights that nothing asks for: the role of an account decides",
        **dict.fromkeys(("auth_group", "auth_group_permissions"), EMPTY),
        **dict.fromkeys(("account_emailaddress", "account_emailconfirmation"), EMPTY),
        **dict.fromkeys(
            (
                "socialaccount_socialaccount",
                "socialaccount_socialapp",
                "socialaccount_socialtoken",
            ),
            EMPTY,
        ),
    }
)
leave_uncompared(
    {
        "institutions_auditseal": {"id": "a seal is found by its number"},
        **{table: {"id": ROW_ID} for table in ("institutions_sealedchain", "institutions_sealtile")},
        **{table: {"id": ROW_ID} for table in ("institutions_namekey", "institutions_namepart")},
        "mfa_authenticator": {
            "id": "an account has one of each type, and is found by account and type",
            "created_at": "shown to the owner alone; the event of the adding has its own moment",
            "last_used_at": "noted with each use, and shown to the owner alone",
        },
    }
)
SUBMITTED: Final = HashedAct(
    model=Submission,
    found_by={"partnership_id": OBJECT, "revision": "revision"},
    hashed={"sha256": "document"},
    held={"sha256": "sha256"},
)
IDENTIFIED: Final = HashedAct(
    model=IdentityDecision,
    found_by={"pk": "decision"},
    hashed={"reason_text_sha256": "reason", "reason_sha256": "reason"},
)
IMPORTED: Final = HashedAct(model=Import, found_by={"pk": OBJECT}, held={"sha256": "sha256", "format": "format"})
note_hashed_acts(
    {
        "registered": SUBMITTED,
        "revised": SUBMITTED,
        **{f"lead_{each}": IDENTIFIED for each in MatchDecision},
        **dict.fromkeys(("import_requested", "import_previewed", "edition_uploaded"), IMPORTED),
    }
)
