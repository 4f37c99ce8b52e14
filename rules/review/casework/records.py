"""The tables of what people do on a case: the way from each to its partnership, and what is free text in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from rules.models import (
    Acknowledgement,
    Attachment,
    CaseCondition,
    CaseMove,
    Comment,
    CommentWithdrawal,
    ConditionDone,
    Correction,
    FindingDecision,
    GoneAcknowledgement,
    Hearing,
    HearingAnswer,
    InformationAnswer,
    OfficialDeclaration,
    ReviewAssignment,
    ReviewerDeclaration,
    ReviewerScreening,
    SampleNote,
)

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class CaseRecordTable:
    """The way from a table to its partnership, and its columns with free text, which may name people."""

    partnership: str
    texts: tuple[str, ...]


CASEWORK: Final[Mapping[type[Model], CaseRecordTable]] = {
    FindingDecision: CaseRecordTable("finding__partnership", ("reason", "asked_of")),
    Acknowledgement: CaseRecordTable("case__partnership", ("reason",)),
    GoneAcknowledgement: CaseRecordTable("case__partnership", ("reason",)),
    Comment: CaseRecordTable("case__partnership", ("text",)),
    CommentWithdrawal: CaseRecordTable("comment__case__partnership", ("reason",)),
    Attachment: CaseRecordTable("case__partnership", ("name",)),
    CaseCondition: CaseRecordTable("case__partnership", ("text", "owner")),
    ConditionDone: CaseRecordTable("condition__case__partnership", ("note",)),
    CaseMove: CaseRecordTable("case__partnership", ("reason",)),
    ReviewAssignment: CaseRecordTable("case__partnership", ("reason",)),
    ReviewerScreening: CaseRecordTable("case__partnership", ("ties", "gaps")),
    ReviewerDeclaration: CaseRecordTable("assignment__case__partnership", ("text", "signature")),
    OfficialDeclaration: CaseRecordTable("case__partnership", ("text", "content", "about", "signature")),
    Hearing: CaseRecordTable("finding__partnership", ("note",)),
    InformationAnswer: CaseRecordTable("decision__finding__partnership", ("text",)),
    HearingAnswer: CaseRecordTable("hearing__finding__partnership", ("text",)),
    Correction: CaseRecordTable("answer__hearing__finding__partnership", ("text", "document")),
    SampleNote: CaseRecordTable("drawn__move__case__partnership", ("note",)),
}


def rows_of_partnerships(table: type[Row], *partnerships: UUID) -> QuerySet[Row]:
    """Return the rows of one of these tables that belong to the cases of partnerships."""
    return QuerySet(table).filter(**{f"{CASEWORK[table].partnership}__in": partnerships})
