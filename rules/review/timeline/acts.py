"""Acts of people on a case, in order: revisions, moves, decisions, conditions, reviewers, hearings, declarations."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from institutions.models import Account, Submission
from rules.models import (
    Acknowledgement,
    CaseCondition,
    CaseMove,
    ConditionDone,
    Correction,
    FindingDecision,
    GoneAcknowledgement,
    Hearing,
    HearingAnswer,
    OfficialDeclaration,
    ReviewAssignment,
    ReviewerDeclaration,
)
from rules.review.casework.lapse_reasons import reasons_of
from rules.review.casework.records import rows_of

SORTS: Final = (
    "submitted", "revised", "moved", "decided", "acknowledged", "gone_acknowledged", "condition", "condition_done",
    "assigned", "assignment_ended", "declared", "heard", "answered", "official_declared",
)  # fmt: skip
CORRECTS: Final = "corrects"  # of an answer: it says that a fact is wrong
Within = Callable[[QuerySet[Any], str], QuerySet[Any]]  # Any: rows of any model


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAct:
    """One act. `by` is empty for an act of a body's system or of this system.

    `what` is the detail: the act of a move, the decision, the reason why an assignment ended, the way of a hearing, the
    declaration. `findings` are ids and codes of the findings that it is about, `codes` those of rules. `about` is a
    reviewer, the owner of a condition, the person concerned or the declaring official; of a move the state after it.
    `text` is what somebody wrote: it may name kin, gifts or income. `private` are the fields that reveal a person
    concerned: they are withheld where `text` is. `said` is the reason why this system moved a case, in the active
    language.
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
    """Return the acts from one moment up to another, oldest first: thirteen queries, one a table.

    The same decision of several findings with one reason, and the same acknowledgement of several rules, is one act
    where nothing else was done between.
    """

    def within(rows: QuerySet[Any], at: str) -> QuerySet[Any]:
        bounds = {f"{at}__gte": since, f"{at}__lt": before}
        return rows.filter(**{name: moment for name, moment in bounds.items() if moment}).order_by(at, "pk")

    found = [
        *of_proposal(partnership, within),
        *of_review(partnership, within),
        *of_reviewers(partnership, within),
        *of_named(partnership, within),
    ]
    return list(together(sorted(found, key=lambda act: act.at)))


def of_proposal(partnership: UUID, within: Within) -> Iterator[CaseAct]:
    """Yield registration and revisions."""
    rows = Submission.objects.filter(partnership=partnership).select_related("account").defer("document")
    for each in within(rows, "received_at"):
        sort = "submitted" if each.revision == 1 else "revised"
        yield CaseAct(sort=sort, at=each.received_at, by=name_of(each.account), what=each.way, revision=each.revision)


def of_review(partnership: UUID, within: Within) -> Iterator[CaseAct]:
    """Yield moves of the case, decisions, acknowledgements, conditions."""
    for move in within(rows_of(CaseMove, partnership).select_related("account"), "at"):
        yield CaseAct(
            sort="moved",
            at=move.at,
            by=name_of(move.account),
            what=move.act,
            about=move.after,
            text=move.reason,
            said=reasons_of(move),
        )
    decisions = rows_of(FindingDecision, partnership).select_related("account", "finding")
    for each in within(decisions, "at"):
        about = ((each.finding_id, each.finding.code),)
        yield CaseAct(
            sort="decided", at=each.at, by=name_of(each.account), what=each.decided, text=each.reason, findings=about
        )
    for said in within(rows_of(Acknowledgement, partnership).select_related("account"), "at"):
        yield CaseAct(sort="acknowledged", at=said.at, by=name_of(said.account), text=said.reason, codes=(said.code,))
    gone = rows_of(GoneAcknowledgement, partnership).select_related("account", "finding")
    for row in within(gone, "at"):
        about = ((row.finding_id, row.finding.code),)
        yield CaseAct(sort="gone_acknowledged", at=row.at, by=name_of(row.account), text=row.reason, findings=about)
    conditions = rows_of(CaseCondition, partnership).filter(decision__isnull=True).select_related("account")
    for condition in within(conditions, "at"):
        yield CaseAct(
            sort="condition",
            at=condition.at,
            by=name_of(condition.account),
            text=condition.text,
            about=condition.owner,
        )
    done = rows_of(ConditionDone, partnership).select_related("account")
    for note in within(done, "at"):
        yield CaseAct(sort="condition_done", at=note.at, by=name_of(note.account), text=note.note)


def of_reviewers(partnership: UUID, within: Within) -> Iterator[CaseAct]:
    """Yield assignments, their ends, and signed declarations of reviewers without a tie."""
    assignments = rows_of(ReviewAssignment, partnership)
    for each in within(assignments.select_related("account", "assigned_by"), "at"):
        yield CaseAct(sort="assigned", at=each.at, by=name_of(each.assigned_by), about=name_of(each.account))
    ended = assignments.filter(ended_at__isnull=False).select_related("account")
    for each in within(ended, "ended_at"):
        yield CaseAct(
            sort="assignment_ended",
            at=each.ended_at,
            what=each.ended_because,
            text=each.reason,
            about=name_of(each.account),
        )
    signed = rows_of(ReviewerDeclaration, partnership).select_related("account")
    for declaration in within(signed, "at"):
        yield CaseAct(sort="declared", at=declaration.at, by=name_of(declaration.account))


def of_named(partnership: UUID, within: Within) -> Iterator[CaseAct]:
    """Yield hearings of persons concerned, their answers, and declarations of officials."""
    hearings = rows_of(Hearing, partnership)
    for each in within(hearings.select_related("account", "finding", "person"), "at"):
        yield CaseAct(
            sort="heard",
            at=each.at,
            by=name_of(each.account),
            what=each.how,
            text=each.note,
            findings=((each.finding_id, each.finding.code),),
            about=each.person.name,
            private=frozenset({"about"}),
        )
    answers = rows_of(HearingAnswer, partnership)
    answers = answers.select_related("account", "hearing__finding", "hearing__person")
    answers = answers.annotate(corrects=Exists(Correction.objects.filter(answer=OuterRef("pk"))))
    for answer in within(answers, "at"):
        finding = answer.hearing.finding
        yield CaseAct(
            sort="answered",
            at=answer.at,
            by=name_of(answer.account),
            what=CORRECTS if answer.corrects else "",
            text=answer.text,
            findings=((finding.pk, finding.code),),
            about=answer.hearing.person.name,
            private=frozenset({"about", "by"}),
        )
    signed = rows_of(OfficialDeclaration, partnership).select_related("account", "person")
    for declaration in within(signed.defer("text", "content", "about"), "at"):
        yield CaseAct(
            sort="official_declared",
            at=declaration.at,
            by=name_of(declaration.account),
            what=declaration.says,
            about=declaration.person.name,
        )


def name_of(account: Account | None) -> str:
    """Return the user name of the account that acted."""
    return account.username if account else ""


def together(acts: Iterable[CaseAct]) -> Iterator[CaseAct]:
    """Merge acts of the same sort, person, content and reason that follow each other."""
    last: CaseAct | None = None
    for act in acts:
        if last and (act.findings or act.codes) and alike(last) == alike(act):
            last = replace(last, findings=last.findings + act.findings, codes=last.codes + act.codes)
            continue
        if last:
            yield last
        last = act
    if last:
        yield last


def alike(act: CaseAct) -> tuple[str, ...]:
    """Return the values that two acts share if they are shown as one."""
    return act.sort, act.by, act.what, act.text, act.about
