"""The stored conclusions: assessments, outcomes, matches, findings, rulebook versions, and their review."""

from rules.models.assessment import Assessment, State, Trigger
from rules.models.assignment import ReviewAssignment, ReviewerDeclaration, ReviewerScreening, ScreeningVerdict
from rules.models.condition import CaseCondition, ConditionDone
from rules.models.decision import Acknowledgement, DecisionKind, FindingDecision, GoneAcknowledgement
from rules.models.erasure_preview import ErasurePreview, PreviewState
from rules.models.fact_store import FactErasure, FactReader
from rules.models.finding import Finding, Match, Severity
from rules.models.hearing import Correction, Hearing, HearingAnswer, HearingWay, Waiver
from rules.models.heartbeat import Heartbeat
from rules.models.mail import Mail, MailChoice, MailedNotice, MailKind, MailState, MailTrouble, MailWhen
from rules.models.named_person import NamedPerson
from rules.models.notice import OF_THE_ACCOUNT, OF_THE_SERVICE, PERSONAL, DayNoticed, Notice, NoticeKind
from rules.models.official_declaration import DeclarationResult, OfficialDeclaration
from rules.models.outcome import Outcome, OutcomeRow, RuleOutcome
from rules.models.packed_outcomes import PackedOutcomes, RuleSequence
from rules.models.person_data import PersonDataFile, PersonDataState
from rules.models.questions import AskedPlaces, AskedValue, Asking, ChangeGate, NotedChange
from rules.models.review_case import CaseMove, CaseState, ReviewCase
from rules.models.rulebook import RulebookVersion
from rules.models.sample import AuditSample, SampledCase, SampleNote, Strata
from rules.models.screening import ScreenedCase, Screening, ScreeningCause, ScreeningPart, ScreeningState
from rules.models.screening_range import RangeState, ScreeningRange
from rules.models.snapshot import Snapshot
from rules.models.summary import CaseSummary, FindingSummary
from rules.models.webhook import DeliveryState, DeliveryTrouble, Webhook, WebhookDelivery, WebhookEvent

__all__ = [
    "OF_THE_ACCOUNT",
    "OF_THE_SERVICE",
    "PERSONAL",
    "Acknowledgement",
    "AskedPlaces",
    "AskedValue",
    "Asking",
    "Assessment",
    "AuditSample",
    "CaseCondition",
    "CaseMove",
    "CaseState",
    "CaseSummary",
    "ChangeGate",
    "ConditionDone",
    "Correction",
    "DayNoticed",
    "DecisionKind",
    "DeclarationResult",
    "DeliveryState",
    "DeliveryTrouble",
    "ErasurePreview",
    "FactErasure",
    "FactReader",
    "Finding",
    "FindingDecision",
    "FindingSummary",
    "GoneAcknowledgement",
    "Hearing",
    "HearingAnswer",
    "HearingWay",
    "Heartbeat",
    "Mail",
    "MailChoice",
    "MailKind",
    "MailState",
    "MailTrouble",
    "MailWhen",
    "MailedNotice",
    "Match",
    "NamedPerson",
    "NotedChange",
    "Notice",
    "NoticeKind",
    "OfficialDeclaration",
    "Outcome",
    "OutcomeRow",
    "PackedOutcomes",
    "PersonDataFile",
    "PersonDataState",
    "PreviewState",
    "RangeState",
    "ReviewAssignment",
    "ReviewCase",
    "ReviewerDeclaration",
    "ReviewerScreening",
    "RuleOutcome",
    "RuleSequence",
    "RulebookVersion",
    "SampleNote",
    "SampledCase",
    "ScreenedCase",
    "Screening",
    "ScreeningCause",
    "ScreeningPart",
    "ScreeningRange",
    "ScreeningState",
    "ScreeningVerdict",
    "Severity",
    "Snapshot",
    "State",
    "Strata",
    "Trigger",
    "Waiver",
    "Webhook",
    "WebhookDelivery",
    "WebhookEvent",
]
