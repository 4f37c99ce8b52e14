"""The stored conclusions: assessments, outcomes, matches, findings, rulebook versions, and their review."""

from rules.models.act_undo import ActUndo
from rules.models.assessment import Assessment, State, Trigger
from rules.models.assignment import ReviewAssignment, ReviewerDeclaration, ReviewerScreening, ScreeningVerdict
from rules.models.attachment import Attachment, AttachmentContent, FileKind
from rules.models.audience import Audience
from rules.models.comment import Comment, CommentMention, CommentWithdrawal
from rules.models.commission import Commission, CommissionMember, Sitting, SittingFile, SittingState
from rules.models.condition import CaseCondition, ConditionDone
from rules.models.decision import (
    Acknowledgement,
    DecisionKind,
    FindingDecision,
    GoneAcknowledgement,
    InformationAnswer,
)
from rules.models.enactment_request import EnactmentAct, EnactmentRequest
from rules.models.erasure_preview import ErasurePreview, PreviewState
from rules.models.fact_store import FactErasure, FactReader
from rules.models.finding import Finding, Match, Severity
from rules.models.hearing import Correction, Hearing, HearingAnswer, HearingWay, Waiver
from rules.models.heartbeat import Heartbeat
from rules.models.mail import Mail, MailChoice, MailedNotice, MailKind, MailState, MailTrouble, MailWhen
from rules.models.named_person import NamedPerson
from rules.models.notice import (
    OF_REORGANISATIONS,
    OF_THE_ACCOUNT,
    OF_THE_RULEBOOK,
    OF_THE_SERVICE,
    PERSONAL,
    DayNoticed,
    Notice,
    NoticeKind,
)
from rules.models.official_declaration import DeclarationResult, OfficialDeclaration
from rules.models.outcome import Outcome, OutcomeRow, RuleOutcome
from rules.models.packed_outcomes import PackedOutcomes, RuleSequence
from rules.models.person_data import PersonDataFile, PersonDataState
from rules.models.process_comparison import ComparisonState, ProcessComparison
from rules.models.questions import AskedPlaces, AskedValue, Asking, ChangeGate, NotedChange
from rules.models.reorganisation_draft import ReorganisationDraft, ReorganisationRevision, ReorganisationState
from rules.models.reorganisation_preview import (
    PreviewedCase,
    PreviewRange,
    ReorganisationPreview,
    WholePreviewState,
)
from rules.models.retention import HeldCase, LegalHold, RetentionCheck
from rules.models.review_case import CaseMove, CaseState, ReviewCase
from rules.models.rulebook import RulebookVersion
from rules.models.rulebook_adoption import AdoptionState, RulebookAdoption
from rules.models.rulebook_draft import DraftRevision, RulebookDraft
from rules.models.rulebook_trial import RulebookTrial, TrialCase, TrialPart, TrialState
from rules.models.sample import AuditSample, SampledCase, SampleNote, Strata
from rules.models.saved_filter import FilteredPage, SavedFilter
from rules.models.screening import ScreenedCase, Screening, ScreeningCause, ScreeningPart, ScreeningState
from rules.models.screening_range import RangeState, ScreeningRange
from rules.models.sitting import (
    ItemChoice,
    ItemProposal,
    ItemWithdrawal,
    MinuteEntry,
    MinuteSort,
    OpinionResult,
    ProposalWay,
    SittingAct,
    SittingItem,
    SittingStep,
    TieAnswer,
    TieDeclaration,
)
from rules.models.snapshot import Snapshot
from rules.models.stored_process import ProcessFile, ProcessFileState, ProcessLack, ProcessOutcome, StoredProcess
from rules.models.summary import CaseSummary, FindingSummary
from rules.models.title_part import TitlePart
from rules.models.webhook import DeliveryState, DeliveryTrouble, Webhook, WebhookDelivery, WebhookEvent

__all__ = [
    "OF_REORGANISATIONS",
    "OF_THE_ACCOUNT",
    "OF_THE_RULEBOOK",
    "OF_THE_SERVICE",
    "PERSONAL",
    "Acknowledgement",
    "ActUndo",
    "AdoptionState",
    "AskedPlaces",
    "AskedValue",
    "Asking",
    "Assessment",
    "Attachment",
    "AttachmentContent",
    "Audience",
    "AuditSample",
    "CaseCondition",
    "CaseMove",
    "CaseState",
    "CaseSummary",
    "ChangeGate",
    "Comment",
    "CommentMention",
    "CommentWithdrawal",
    "Commission",
    "CommissionMember",
    "ComparisonState",
    "ConditionDone",
    "Correction",
    "DayNoticed",
    "DecisionKind",
    "DeclarationResult",
    "DeliveryState",
    "DeliveryTrouble",
    "DraftRevision",
    "EnactmentAct",
    "EnactmentRequest",
    "ErasurePreview",
    "FactErasure",
    "FactReader",
    "FileKind",
    "FilteredPage",
    "Finding",
    "FindingDecision",
    "FindingSummary",
    "GoneAcknowledgement",
    "Hearing",
    "HearingAnswer",
    "HearingWay",
    "Heartbeat",
    "HeldCase",
    "InformationAnswer",
    "ItemChoice",
    "ItemProposal",
    "ItemWithdrawal",
    "LegalHold",
    "Mail",
    "MailChoice",
    "MailKind",
    "MailState",
    "MailTrouble",
    "MailWhen",
    "MailedNotice",
    "Match",
    "MinuteEntry",
    "MinuteSort",
    "NamedPerson",
    "NotedChange",
    "Notice",
    "NoticeKind",
    "OfficialDeclaration",
    "OpinionResult",
    "Outcome",
    "OutcomeRow",
    "PackedOutcomes",
    "PersonDataFile",
    "PersonDataState",
    "PreviewRange",
    "PreviewState",
    "PreviewedCase",
    "ProcessComparison",
    "ProcessFile",
    "ProcessFileState",
    "ProcessLack",
    "ProcessOutcome",
    "ProposalWay",
    "RangeState",
    "ReorganisationDraft",
    "ReorganisationPreview",
    "ReorganisationRevision",
    "ReorganisationState",
    "RetentionCheck",
    "ReviewAssignment",
    "ReviewCase",
    "ReviewerDeclaration",
    "ReviewerScreening",
    "RuleOutcome",
    "RuleSequence",
    "RulebookAdoption",
    "RulebookDraft",
    "RulebookTrial",
    "RulebookVersion",
    "SampleNote",
    "SampledCase",
    "SavedFilter",
    "ScreenedCase",
    "Screening",
    "ScreeningCause",
    "ScreeningPart",
    "ScreeningRange",
    "ScreeningState",
    "ScreeningVerdict",
    "Severity",
    "Sitting",
    "SittingAct",
    "SittingFile",
    "SittingItem",
    "SittingState",
    "SittingStep",
    "Snapshot",
    "State",
    "StoredProcess",
    "Strata",
    "TieAnswer",
    "TieDeclaration",
    "TitlePart",
    "TrialCase",
    "TrialPart",
    "TrialState",
    "Trigger",
    "Waiver",
    "Webhook",
    "WebhookDelivery",
    "WebhookEvent",
    "WholePreviewState",
]
