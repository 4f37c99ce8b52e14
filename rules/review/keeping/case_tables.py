"""The rows that make up one case: all that a disposal removes, table by table, and what stays.

A package for transfer holds the same rows. A test compares the tables with every key that leads to a partnership.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import Q

from institutions.access.statements import one_case_rule
from institutions.models import TABLES, DocumentParty, FormDraft, PublishedReleases, Submission
from rules.models import (
    Acknowledgement,
    ActUndo,
    AskedValue,
    Asking,
    Assessment,
    Attachment,
    AttachmentContent,
    CaseCondition,
    CaseMove,
    CaseSummary,
    Comment,
    CommentMention,
    CommentWithdrawal,
    ConditionDone,
    Correction,
    Finding,
    FindingDecision,
    FindingSummary,
    GoneAcknowledgement,
    Hearing,
    HearingAnswer,
    InformationAnswer,
    MailedNotice,
    Match,
    NamedPerson,
    Notice,
    OfficialDeclaration,
    OutcomeRow,
    PackedOutcomes,
    ReviewAssignment,
    ReviewCase,
    ReviewerDeclaration,
    ReviewerScreening,
    SampledCase,
    SampleNote,
    ScreenedCase,
    Snapshot,
    TitlePart,
    TrialCase,
    WebhookDelivery,
)
from rules.models.act_undo import UNDOABLE

Model = type[models.Model]
OF_CASE: Final = "case__partnership"
OF_FINDING: Final = "finding__partnership"
PLAIN: Final = "partnership"
# By sort of act the way from its undoing to the partnership.
UNDONE: Final = {
    "decision": f"decision__{OF_FINDING}",
    "acknowledgement": f"acknowledgement__{OF_CASE}",
    "gone_acknowledgement": f"gone_acknowledgement__{OF_CASE}",
    "condition": f"condition__{OF_CASE}",
    "fulfilment": f"fulfilment__condition__{OF_CASE}",
    "assignment": f"assignment__{OF_CASE}",
    "move": f"move__{OF_CASE}",
}
# The papers of a case, with the way from a row to its partnership. Rows of the first tables point to later ones.
PAPERS: Final[tuple[tuple[Model, str], ...]] = (
    (SampleNote, f"drawn__move__{OF_CASE}"),
    (SampledCase, f"move__{OF_CASE}"),
    (AttachmentContent, f"attachment__{OF_CASE}"),
    (Attachment, OF_CASE),
    (CommentMention, f"comment__{OF_CASE}"),
    (CommentWithdrawal, f"comment__{OF_CASE}"),
    (Comment, OF_CASE),
    (Correction, f"answer__hearing__{OF_FINDING}"),
    (HearingAnswer, f"hearing__{OF_FINDING}"),
    (Hearing, OF_FINDING),
    (InformationAnswer, f"decision__{OF_FINDING}"),
    (ConditionDone, f"condition__{OF_CASE}"),
    (CaseCondition, OF_CASE),
    (FindingDecision, OF_FINDING),
    (GoneAcknowledgement, OF_CASE),
    (Acknowledgement, OF_CASE),
    (ReviewerDeclaration, f"assignment__{OF_CASE}"),
    (ReviewAssignment, OF_CASE),
    (ReviewerScreening, OF_CASE),
    (OfficialDeclaration, OF_CASE),
    (CaseMove, OF_CASE),
    (ReviewCase, PLAIN),
    (Match, f"assessment__{PLAIN}"),
    (OutcomeRow, f"assessment__{PLAIN}"),
    (Finding, PLAIN),
    (Assessment, PLAIN),
    (DocumentParty, f"submission__{PLAIN}"),
)
# Rows that follow from these, or that say that something waits: removed too, and in no package.
BESIDE: Final[tuple[tuple[Model, str], ...]] = (
    (MailedNotice, f"notice__{PLAIN}"),
    (Notice, PLAIN),
    (WebhookDelivery, PLAIN),
    (FindingSummary, PLAIN),
    (TitlePart, f"case__{PLAIN}"),
    (CaseSummary, PLAIN),
    (AskedValue, f"asking__{PLAIN}"),
    (Asking, PLAIN),
    (NamedPerson, PLAIN),
    (TrialCase, PLAIN),
    (ScreenedCase, PLAIN),
    (FormDraft, PLAIN),
    (FormDraft, "copied_from"),
    (PublishedReleases, PLAIN),
)
# Stored once and shared: removed where no other case rests on them.
SHARED: Final[tuple[tuple[Model, str], ...]] = ((Snapshot, "snapshot"), (PackedOutcomes, "packed_outcomes"))
EMPTIED: Final = Submission  # statements of the register still name it as their origin, so the row stays


@dataclass(frozen=True, slots=True)
class CaseRows:
    """The rows of one table that belong to a case. `paper`: they are part of a package."""

    model: Model
    rows: models.QuerySet[Any]  # Any: a table of any sort
    paper: bool

    @property
    def table(self) -> str:
        """The name of the table."""
        return self.model._meta.db_table  # noqa: SLF001 - Django documents _meta


def rows_of_case(partnership: UUID) -> Iterator[CaseRows]:
    """Yield the rows of a case that a disposal removes: first those that point to others."""
    undone = Q()
    for each in UNDOABLE:
        undone |= Q(**{UNDONE[each]: partnership})
    yield CaseRows(ActUndo, all_rows(ActUndo).filter(undone), paper=True)
    for model, way in BESIDE:
        yield CaseRows(model, all_rows(model).filter(**{way: partnership}), paper=False)
    for model, way in PAPERS:
        yield CaseRows(model, all_rows(model).filter(**{way: partnership}), paper=True)
    yield from statements_of_case(partnership)


def statements_of_case(partnership: UUID) -> Iterator[CaseRows]:
    """Yield the statements that serve this case alone. Those of the body and of the register stay with these."""
    for model in TABLES.values():
        own = all_rows(model).filter(one_case_rule().q(), partnership=partnership)
        for field in model._meta.many_to_many:  # noqa: SLF001 - Django documents _meta
            through: Any = field.remote_field.through  # Any: made at run time
            yield CaseRows(through, all_rows(through).filter(**{f"{field.m2m_field_name()}__in": own}), paper=True)
        yield CaseRows(model, own, paper=True)


def shared_rows(partnership: UUID) -> Iterator[CaseRows]:
    """Yield the stored inputs and outcomes of the results of a case that no result of another case shares."""
    results = all_rows(Assessment)
    for model, column in SHARED:
        mine = results.filter(partnership=partnership, **{f"{column}__isnull": False}).values(column)
        elsewhere = results.filter(**{f"{column}__in": mine}).exclude(partnership=partnership).values(column)
        yield CaseRows(model, all_rows(model).filter(pk__in=mine).exclude(pk__in=elsewhere), paper=True)


def documents_of_case(partnership: UUID) -> models.QuerySet[Submission]:
    """Return the submissions of a case, the first revision first."""
    rows: models.QuerySet[Submission] = all_rows(Submission).filter(partnership=partnership)
    return rows.order_by("revision")


def all_rows(model: Model) -> models.QuerySet[Any]:  # Any: a table of any sort
    """Return the rows of a table for reading and removing: a plain query set, without rules of the model."""
    return models.QuerySet(model)


def disposable_tables() -> list[str]:
    """Return the tables whose rows a disposal removes and that are written once."""
    found: list[Model] = [ActUndo, *(model for model, _ in (*PAPERS, *BESIDE, *SHARED))]
    return [each._meta.db_table for each in found]  # noqa: SLF001 - Django documents _meta
