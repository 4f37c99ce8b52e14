"""The tables of results and cases that the audit trail covers, and those that it does not cover, with the reason."""

from institutions.audit.coverage import cover, leave_uncompared, leave_uncovered
from institutions.audit.derived_rows import leave_derived
from institutions.audit.written_once import disposable, protect
from rules.models import (
    Acknowledgement,
    ActUndo,
    AskedPlaces,
    AskedValue,
    Asking,
    Assessment,
    Attachment,
    AttachmentContent,
    AuditSample,
    CaseCondition,
    CaseMove,
    CaseState,
    CaseSummary,
    ChangeGate,
    Comment,
    CommentMention,
    CommentWithdrawal,
    Commission,
    CommissionMember,
    ConditionDone,
    Correction,
    DayNoticed,
    DraftRevision,
    EnactmentRequest,
    ErasurePreview,
    FactErasure,
    FactReader,
    Finding,
    FindingDecision,
    FindingSummary,
    GoneAcknowledgement,
    Hearing,
    HearingAnswer,
    Heartbeat,
    HeldCase,
    InformationAnswer,
    ItemChoice,
    ItemProposal,
    ItemWithdrawal,
    LegalHold,
    Mail,
    MailChoice,
    MailedNotice,
    Match,
    MinuteEntry,
    NamedPerson,
    NotedChange,
    Notice,
    OfficialDeclaration,
    OutcomeRow,
    PackedOutcomes,
    PersonDataFile,
    PreviewedCase,
    PreviewRange,
    ProcessComparison,
    ProcessFile,
    ProcessLack,
    ProcessOutcome,
    ReorganisationDraft,
    ReorganisationPreview,
    ReorganisationRevision,
    RetentionCheck,
    ReviewAssignment,
    ReviewCase,
    ReviewerDeclaration,
    ReviewerScreening,
    RulebookAdoption,
    RulebookDraft,
    RulebookTrial,
    RulebookVersion,
    RuleSequence,
    SampledCase,
    SampleNote,
    SavedFilter,
    ScreenedCase,
    Screening,
    ScreeningPart,
    ScreeningRange,
    Sitting,
    SittingAct,
    SittingFile,
    SittingItem,
    Snapshot,
    State,
    StoredProcess,
    TieAnswer,
    TieDeclaration,
    TitlePart,
    TrialCase,
    TrialPart,
    Webhook,
    WebhookDelivery,
)
from rules.models.protected import DISPOSABLE, TABLES

JOB = "of the job, and over once the result is stored"
COUNT = "counts acts of all sorts; the moves are covered"

for _model in (
    Acknowledgement,
    ActUndo,
    Attachment,
    AuditSample,
    CaseCondition,
    CaseMove,
    Comment,
    CommentWithdrawal,
    ConditionDone,
    DraftRevision,
    FindingDecision,
    GoneAcknowledgement,
    Hearing,
    HearingAnswer,
    ItemChoice,
    ItemWithdrawal,
    Match,
    MinuteEntry,
    OfficialDeclaration,
    PackedOutcomes,
    ReorganisationRevision,
    ReviewerDeclaration,
    ReviewerScreening,
    RuleSequence,
    SampleNote,
    SittingAct,
    Snapshot,
    TieAnswer,
    TieDeclaration,
):
    cover(_model, erasable=TABLES[_model._meta.db_table], as_made=True)  # noqa: SLF001 - Django documents _meta
for _grouped, _group in (
    (OutcomeRow, "assessment_id"),
    (SampledCase, "sample_id"),
    (Correction, "answer_id"),
    (CommentMention, "comment_id"),
    (SittingItem, "sitting_id"),
):
    cover(_grouped, erasable=TABLES[_grouped._meta.db_table], group=_group)  # noqa: SLF001 - as above
cover(Finding, as_made=True)
cover(RulebookVersion, erasable=TABLES["rules_rulebookversion"], as_made=True, named_twice=True)
cover(InformationAnswer, erasable=TABLES["rules_informationanswer"], added_later={"declared_open": False})
cover(LegalHold, erasable=("reason", "lifted_because"))
cover(HeldCase, group="hold_id")
cover(RetentionCheck, erasable=("reason",))
cover(EnactmentRequest)
cover(ReorganisationDraft)
cover(RulebookDraft)
cover(RulebookAdoption)
cover(Commission)
cover(CommissionMember, added_later={"chair": False})
cover(ItemProposal)
cover(
    Sitting,
    left_out={
        **dict.fromkeys(("attempt", "lease_until", "expired_leases", "worker", "told_at", "started_at"), JOB),
        **dict.fromkeys(("state", "error_said", "finished_at", "done", "total", "summary"), JOB),
    },
)
cover(
    SittingFile,
    left_out={"content": "removed once it was read; `sha256` names it"},
)
cover(
    ProcessFile,
    erasable=("name",),
    left_out={
        **dict.fromkeys(("attempt", "lease_until", "expired_leases", "worker", "told_at", "started_at"), JOB),
        **dict.fromkeys(("state", "error_said", "finished_at", "done", "total", "counts", "errors"), JOB),
        "content": "removed once it was screened; `sha256` names it",
    },
)
cover(StoredProcess, erasable=("facts", "release", "releases", "answer"), as_made=True)
cover(
    PersonDataFile,
    erasable=("reason",),
    left_out=dict.fromkeys(("content", "withheld"), "kept for 30 days; `sha256` names it"),
)
cover(ReviewAssignment, erasable=("reason",))
cover(MailChoice, erasable=("address", "confirmed"))
cover(
    Webhook,
    erasable=("address", "secret", "former_secret"),  # none is ever erased; an address may hold a receiver's token
    left_out=dict.fromkeys(
        ("failures", "failing_since", "resting_until"),
        "moves with each delivery; what follows from it, switching off, leaves an event",
    ),
)
cover(
    ReviewCase,
    left_out={"version": COUNT, "changed_at": COUNT},
    unless={"state": CaseState.SUBMITTED, "assessment": None},  # as it is made, before anybody acts on it
)
cover(
    Assessment,
    erasable=("remarks",),
    left_out={
        **dict.fromkeys(("attempt", "lease_until", "expired_leases", "worker", "told_at", "started_at"), JOB),
        **dict.fromkeys(("error", "error_said"), JOB),
        "same_on": "the last day on which a look at the case found the same; it moves on every day",
    },
    only={"state": State.DONE},
    added_later={"format": 1},
)

protect(TABLES)
disposable(DISPOSABLE)
leave_derived(
    AskedPlaces,
    AskedValue,
    Asking,
    AttachmentContent,
    CaseSummary,
    FindingSummary,
    NamedPerson,
    PreviewedCase,
    ProcessLack,
    ProcessOutcome,
    ReorganisationPreview,
    RulebookTrial,
    TitlePart,
    TrialCase,
    TrialPart,
)
ROW_ID = "nothing points to the row, and it is found by its other columns"
leave_uncompared(
    {
        "rules_casesummary": {"made_at": "says when the row was written"},
        **{table: {"id": ROW_ID} for table in ("rules_processoutcome", "rules_namedperson", "rules_trialpart")},
        "rules_askedvalue": {"id": ROW_ID},
        "rules_titlepart": {"id": ROW_ID},
        "rules_previewedcase": {"id": ROW_ID},
        "rules_reorganisationpreview": {
            "document": "that of the draft's revision, which is covered; no reader of the result reads this copy",
            "error_said": "of a preview that ended without a result",
            "finished_at": "the event of the result has it, and by that the result is kept",
        },
        "rules_rulebooktrial": {
            **dict.fromkeys(("attempt", "lease_until", "expired_leases", "worker", "told_at", "started_at"), JOB),
            **dict.fromkeys(("error_said", "screened", "generation", "seconds", "requested_at"), JOB),
            "finished_at": "the event of the result has it, and by that the result is kept",
        },
    }
)
leave_uncovered(
    {
        ChangeGate: "has no rows: it is locked",
        NotedChange: "kept until every result that it touches is stored again; the result of one that is gone is found",
        SavedFilter: "a choice of its account for its own lists; nothing follows from it",
        Notice: "says that something waits for somebody; the matter itself is covered",
        DayNoticed: "as the notice",
        Mail: "the sending of a notice; it holds no text",
        MailedNotice: "as the e-mail",
        WebhookDelivery: "the sending of an event; what is sent is read from covered rows",
        FactReader: "says who reads the fact store, which is made from covered rows",
        FactErasure: "waits until the fact store is rewritten; the erasure itself is covered",
        ErasurePreview: "a preview that waits for a person, made again when asked for; the question leaves an event",
        Screening: "a job; assessments that it asks for are covered, and it can be run again with its seed",
        ScreeningPart: "as the screening",
        ScreenedCase: "as the screening",
        ScreeningRange: "as the screening, and gone once it has its result",
        ProcessComparison: "a job, and which files of a body are compared; what it is made from is covered",
        PreviewRange: "a job, and gone once the preview of a reorganisation is over",
        Heartbeat: "the moment at which a job last ran",
    }
)
