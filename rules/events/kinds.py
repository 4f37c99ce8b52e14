"""The kinds of domain events, and the content of each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from institutions.models import Account, Submission
from rules.models import (
    Assessment,
    CaseMove,
    Comment,
    EnactmentRequest,
    FindingDecision,
    Hearing,
    HearingAnswer,
    InformationAnswer,
    OfficialDeclaration,
    ReorganisationPreview,
    ReviewAssignment,
    ReviewCase,
    RulebookAdoption,
    Screening,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that was stored in the running transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentsDone(Event):
    """Assessments of different partnerships ended with results, which were stored together."""

    assessments: Sequence[Assessment]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentFailed(Event):
    """An attempt at an assessment ended without a result."""

    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCounted(Event):
    """An act on a case is stored in full, and the version of the case has increased by one."""

    case: ReviewCase


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAssigned(Event):
    """An account reviews a case from now on."""

    case: ReviewCase
    assignment: ReviewAssignment


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentEnded(Event):
    """An account reviews a case no longer. `by` is None if the system ended it."""

    case: ReviewCase
    assignment: ReviewAssignment
    by: Account | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved(Event):
    """A case went from one state to another."""

    case: ReviewCase
    move: CaseMove


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsDecided(Event):
    """Findings of a case were decided in one act.

    `disputed`: those decisions that differ from another reviewer's decision on the same critical finding.
    """

    case: ReviewCase
    decisions: Sequence[FindingDecision]
    disputed: Sequence[FindingDecision] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAsked(Event):
    """The person concerned by a finding is asked about it. `accounts` are those of that person."""

    case: ReviewCase
    hearing: Hearing
    accounts: Sequence[Account]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAnswered(Event):
    """The person concerned by a finding has answered. `code` is the rule's."""

    case: ReviewCase
    answer: HearingAnswer
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationAnswered(Event):
    """The submitting body has answered a request for information. `code` is the rule's."""

    case: ReviewCase
    answer: InformationAnswer
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented(Event):
    """A comment is stored. `mentioned` are accounts that may read it, `people` those of a person that it is for."""

    case: ReviewCase
    comment: Comment
    mentioned: Sequence[Account]
    people: Sequence[Account]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDeclared(Event):
    """An official has signed a declaration. `differs`: something is on record that the declaration does not name."""

    case: ReviewCase
    declaration: OfficialDeclaration
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalEntered(Event):
    """A document says that an official takes no part, from `since` (ISO) on or from an unknown day (empty)."""

    submission: Submission
    person: UUID
    since: str
    accounts: Sequence[Account]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookProposed(Event):
    """An editor proposes a version of the rulebook, which waits for a second editor."""

    adoption: RulebookAdoption


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookDecided(Event):
    """A proposed version was approved, refused or withdrawn; `decided_by` is None if the program withdrew it."""

    adoption: RulebookAdoption


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookInForce(Event):
    """An adopted version is in force from now on."""

    adoption: RulebookAdoption


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorganisationPreviewed(Event):
    """The preview of a reorganisation over the register is over: with an answer, or with an error."""

    preview: ReorganisationPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class EnactmentAsked(Event):
    """An administrator asks for the enactment of a draft, or for its withdrawal, which another one confirms."""

    request: EnactmentRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesDiffer(Event):
    """An adopted version answers these cases otherwise. `reassessed` are those that are assessed again."""

    screening: Screening
    differences: Mapping[UUID, Sequence[str]]  # the codes of the rules, by partnership
    reassessed: Collection[UUID]
