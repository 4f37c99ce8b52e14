"""Acts of people on a case, in order: revisions, moves, decisions, conditions, reviewers, hearings, declarations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from institutions.models import Account, Submission
from rules.models import (
    Acknowledgement,
    ActUndo,
    Attachment,
    CaseCondition,
    CaseMove,
    Comment,
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
)
from rules.review.casework.lapse_reasons import reasons_of
from rules.review.casework.records import rows_of_partnerships
from rules.review.timeline.window import Window

SORTS: Final = (
    "submitted", "revised", "moved", "decided", "acknowledged", "gone_acknowledged", "condition", "condition_done",
    "assigned", "assignment_ended", "declared", "heard", "answered", "official_declared", "information_answered",
    "attached", "commented", "undone",
)  # fmt: skip
Undoable = FindingDecision | Acknowledgement | GoneAcknowledgement | CaseCondition | ConditionDone
CORRECTS: Final = "corrects"  # of an answer: it says that a fact is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAct:
    """One act. `by` is empty for an act of a body's system or of this system.

    `what` is the detail: the act of a move, the decision, the sort of an undone act, the reason why an assignment
    ended, the way of a hearing, the declaration. `findings` are ids and codes of the findings that it is about,
    `codes` those of rules. `about` is a reviewer, the owner of a condition, the person concerned or the declaring
    official; of a move the state after it. `text` is what somebody wrote: it may name kin, gifts or income. `private`
    are the fields that reveal a person concerned: they are withheld where `text` is. `said` is the reason why the
    system changed the state of a case, in the active language.
    """

    sort: str
    at: datetime
    by: str = ""
    what: str = ""
    text: str = ""
    said: str = ""
    findings: tuple[tuple[int, str], ...] = ()
    codes: tuple[str, ...] = ()
    about: str = ""
    revision: int | None = None
    private: frozenset[str] = frozenset()


def acts_between(partnership: UUID, since: datetime | None, before: datetime | None) -> list[CaseAct]:
    """Return the acts from one moment up to another, oldest first: sixteen queries, one a table.

    The same decision of several findings with one reason, and the same acknowledgement of several rules, is one act
    where nothing else was done between.
    """

    time = Window(since, before)
    found = [
        *proposal_acts(partnership, time),
        *review_acts(partnership, time),
        *reviewer_acts(partnership, time),
        *named_acts(partnership, time),
        *paper_acts(partnership, time),
    ]
    return list(merge_acts(sorted(found, key=lambda act: act.at)))


def proposal_acts(partnership: UUID, time: Window) -> Iterator[CaseAct]:
    """Yield registration and revisions."""
    rows = Submission.objects.filter(partnership=partnership).select_related("account").defer("document")
    for each in time.rows(rows, "received_at"):
        sort = "submitted" if each.revision == 1 else "revised"
        yield CaseAct(
            sort=sort, at=each.received_at, by=actor_name(each.account), what=each.way, revision=each.revision
        )


def review_acts(partnership: UUID, time: Window) -> Iterator[CaseAct]:
    """Yield moves of the case, decisions, acknowledgements, conditions."""
    for move in time.rows(rows_of_partnerships(CaseMove, partnership).select_related("account"), "at"):
        yield CaseAct(
            sort="moved",
            at=move.at,
            by=actor_name(move.account),
            what=move.act,
            about=move.after,
            text=move.reason,
            said=reasons_of(move),
        )
    for row in time.acts(rows_of_partnerships(FindingDecision, partnership).select_related("account", "finding")):
        about = ((row.finding_id, row.finding.code),)
        yield from done_and_undone(row, "decided", time, what=row.decided, text=row.reason, findings=about)
    for said in time.acts(rows_of_partnerships(Acknowledgement, partnership).select_related("account")):
        yield from done_and_undone(said, "acknowledged", time, text=said.reason, codes=(said.code,))
    gone = rows_of_partnerships(GoneAcknowledgement, partnership).select_related("account", "finding")
    for each in time.acts(gone):
        about = ((each.finding_id, each.finding.code),)
        yield from done_and_undone(each, "gone_acknowledged", time, text=each.reason, findings=about)
    conditions = rows_of_partnerships(CaseCondition, partnership).filter(decision__isnull=True)
    for condition in time.acts(conditions.select_related("account")):
        yield from done_and_undone(condition, "condition", time, text=condition.text, about=condition.owner)
    for note in time.acts(rows_of_partnerships(ConditionDone, partnership).select_related("account")):
        yield from done_and_undone(note, "condition_done", time, text=note.note)


def done_and_undone(row: Undoable, sort: str, time: Window, **said: Any) -> Iterator[CaseAct]:  # Any: fields of an act
    """Yield an act, and its undoing, as far as they were in this time. The undoing repeats no text."""
    if time.holds(row.at):
        yield CaseAct(sort=sort, at=row.at, by=actor_name(row.account), **said)
    undo: ActUndo | None = getattr(row, "undo", None)
    if undo and time.holds(undo.at):
        kept = {name: value for name, value in said.items() if name in ("findings", "codes", "about")}
        yield CaseAct(sort="undone", at=undo.at, by=actor_name(undo.account), what=sort, **kept)


def reviewer_acts(partnership: UUID, time: Window) -> Iterator[CaseAct]:
    """Yield assignments, their ends, and signed declarations of reviewers without a tie."""
    assignments = rows_of_partnerships(ReviewAssignment, partnership)
    for each in time.rows(assignments.select_related("account", "assigned_by"), "at"):
        yield CaseAct(sort="assigned", at=each.at, by=actor_name(each.assigned_by), about=actor_name(each.account))
    ended = assignments.filter(ended_at__isnull=False).select_related("account")
    for each in time.rows(ended, "ended_at"):
        yield CaseAct(
            sort="assignment_ended",
            at=each.ended_at,
            what=each.ended_because,
            text=each.reason,
            about=actor_name(each.account),
        )
    signed = rows_of_partnerships(ReviewerDeclaration, partnership).select_related("account")
    for declaration in time.rows(signed, "at"):
        yield CaseAct(sort="declared", at=declaration.at, by=actor_name(declaration.account))


def named_acts(partnership: UUID, time: Window) -> Iterator[CaseAct]:
    """Yield hearings of persons concerned, their answers, and declarations of officials."""
    hearings = rows_of_partnerships(Hearing, partnership)
    for each in time.rows(hearings.select_related("account", "finding", "person"), "at"):
        yield CaseAct(
            sort="heard",
            at=each.at,
            by=actor_name(each.account),
            what=each.how,
            text=each.note,
            findings=((each.finding_id, each.finding.code),),
            about=each.person.name,
            private=frozenset({"about"}),
        )
    answers = rows_of_partnerships(HearingAnswer, partnership)
    answers = answers.select_related("account", "hearing__finding", "hearing__person")
    answers = answers.annotate(corrects=Exists(Correction.objects.filter(answer=OuterRef("pk"))))
    for answer in time.rows(answers, "at"):
        finding = answer.hearing.finding
        yield CaseAct(
            sort="answered",
            at=answer.at,
            by=actor_name(answer.account),
            what=CORRECTS if answer.corrects else "",
            text=answer.text,
            findings=((finding.pk, finding.code),),
            about=answer.hearing.person.name,
            private=frozenset({"about", "by"}),
        )
    signed = rows_of_partnerships(OfficialDeclaration, partnership).select_related("account", "person")
    for declaration in time.rows(signed.defer("text", "content", "about"), "at"):
        yield CaseAct(
            sort="official_declared",
            at=declaration.at,
            by=actor_name(declaration.account),
            what=declaration.says,
            about=declaration.person.name,
        )


def paper_acts(partnership: UUID, time: Window) -> Iterator[CaseAct]:
    """Yield answers to requests for information, files without their names and comments without their text: each has
    readers of its own.
    """
    answers = rows_of_partnerships(InformationAnswer, partnership)
    for each in time.rows(answers.select_related("account", "decision__finding"), "at"):
        finding = each.decision.finding
        about = ((finding.pk, finding.code),)
        yield CaseAct(
            sort="information_answered", at=each.at, by=actor_name(each.account), text=each.text, findings=about
        )
    for file in time.rows(rows_of_partnerships(Attachment, partnership).select_related("account"), "at"):
        yield CaseAct(sort="attached", at=file.at, by=actor_name(file.account), what=file.kind)
    for said in time.rows(rows_of_partnerships(Comment, partnership).select_related("account"), "at"):
        yield CaseAct(sort="commented", at=said.at, by=actor_name(said.account), what=said.audience)


def actor_name(account: Account | None) -> str:
    """Return the user name of the account that acted."""
    return account.username if account else ""


def merge_acts(acts: Iterable[CaseAct]) -> Iterator[CaseAct]:
    """Merge acts of the same sort, person, content and reason that follow each other."""
    for _place, group in groupby(neighbours(acts), key=itemgetter(0)):
        merged = [act for _number, act in group]
        first = merged[0]
        if len(merged) > 1:  # joined once: thousands of findings may be decided together
            first = replace(
                first,
                findings=tuple(finding for act in merged for finding in act.findings),
                codes=tuple(code for act in merged for code in act.codes),
            )
        yield first


def neighbours(acts: Iterable[CaseAct]) -> Iterator[tuple[int, CaseAct]]:
    """Yield each act with a number that it shares with those before and after it that are one act with it."""
    number, last = 0, None
    for act in acts:
        values = shared_act_values(act) if act.findings or act.codes else None
        if values is None or values != last:
            number += 1
        last = values
        yield number, act


def shared_act_values(act: CaseAct) -> tuple[str, ...]:
    """Return the values that two acts share if they are shown as one."""
    return act.sort, act.by, act.what, act.text, act.about
