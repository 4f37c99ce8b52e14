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
from rules.review.casework.records import rows_of_partnerships

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
    concerned: they are withheld where `text` is. `said` is the reason why the system changed the state of a case, in
    the active language.
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
        *proposal_acts(partnership, within),
        *review_acts(partnership, within),
        *reviewer_acts(partnership, within),
        *named_acts(partnership, within),
    ]
    return list(merge_acts(sorted(found, key=lambda act: act.at)))


def proposal_acts(partnership: UUID, within: Within) -> Iterator[CaseAct]:
    """Yield registration and revisions."""
    rows = Submission.objects.filter(partnership=partnership).select_related("account").defer("document")
    for each in within(rows, "received_at"):
        sort = "submitted" if each.revision == 1 else "revised"
        yield CaseAct(
            sort=sort, at=each.received_at, by=actor_name(each.account), what=each.way, revision=each.revision
        )


def review_acts(partnership: UUID, within: Within) -> Iterator[CaseAct]:
    """Yield moves of the case, decisions, acknowledgements, conditions."""
    for move in within(rows_of_partnerships(CaseMove, partnership).select_related("account"), "at"):
        yield CaseAct(
            sort="moved",
            at=move.at,
            by=actor_name(move.account),
            what=move.act,
            about=move.after,
            text=move.reason,
            said=reasons_of(move),
        )
    decisions = rows_of_partnerships(FindingDecision, partnership).select_related("account", "finding")
    for each in within(decisions, "at"):
        about = ((each.finding_id, each.finding.code),)
        yield CaseAct(
            sort="decided", at=each.at, by=actor_name(each.account), what=each.decided, text=each.reason, findings=about
        )
    for said in within(rows_of_partnerships(Acknowledgement, partnership).select_related("account"), "at"):
        yield CaseAct(
            sort="acknowledged", at=said.at, by=actor_name(said.account), text=said.reason, codes=(said.code,)
        )
    gone = rows_of_partnerships(GoneAcknowledgement, partnership).select_related("account", "finding")
    for row in within(gone, "at"):
        about = ((row.finding_id, row.finding.code),)
        yield CaseAct(sort="gone_acknowledged", at=row.at, by=actor_name(row.account), text=row.reason, findings=about)
    conditions = (
        rows_of_partnerships(CaseCondition, partnership).filter(decision__isnull=True).select_related("account")
    )
    for condition in within(conditions, "at"):
        yield CaseAct(
            sort="condition",
            at=condition.at,
            by=actor_name(condition.account),
            text=condition.text,
            about=condition.owner,
        )
    done = rows_of_partnerships(ConditionDone, partnership).select_related("account")
    for note in within(done, "at"):
        yield CaseAct(sort="condition_done", at=note.at, by=actor_name(note.account), text=note.note)


def reviewer_acts(partnership: UUID, within: Within) -> Iterator[CaseAct]:
    """Yield assignments, their ends, and signed declarations of reviewers without a tie."""
    assignments = rows_of_partnerships(ReviewAssignment, partnership)
    for each in within(assignments.select_related("account", "assigned_by"), "at"):
        yield CaseAct(sort="assigned", at=each.at, by=actor_name(each.assigned_by), about=actor_name(each.account))
    ended = assignments.filter(ended_at__isnull=False).select_related("account")
    for each in within(ended, "ended_at"):
        yield CaseAct(
            sort="assignment_ended",
            at=each.ended_at,
            what=each.ended_because,
            text=each.reason,
            about=actor_name(each.account),
        )
    signed = rows_of_partnerships(ReviewerDeclaration, partnership).select_related("account")
    for declaration in within(signed, "at"):
        yield CaseAct(sort="declared", at=declaration.at, by=actor_name(declaration.account))


def named_acts(partnership: UUID, within: Within) -> Iterator[CaseAct]:
    """Yield hearings of persons concerned, their answers, and declarations of officials."""
    hearings = rows_of_partnerships(Hearing, partnership)
    for each in within(hearings.select_related("account", "finding", "person"), "at"):
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
    for answer in within(answers, "at"):
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
    for declaration in within(signed.defer("text", "content", "about"), "at"):
        yield CaseAct(
            sort="official_declared",
            at=declaration.at,
            by=actor_name(declaration.account),
            what=declaration.says,
            about=declaration.person.name,
        )


def actor_name(account: Account | None) -> str:
    """Return the user name of the account that acted."""
    return account.username if account else ""


def merge_acts(acts: Iterable[CaseAct]) -> Iterator[CaseAct]:
    """Merge acts of the same sort, person, content and reason that follow each other."""
    last: CaseAct | None = None
    for act in acts:
        if last and (act.findings or act.codes) and shared_act_values(last) == shared_act_values(act):
            last = replace(last, findings=last.findings + act.findings, codes=last.codes + act.codes)
            continue
        if last:
            yield last
        last = act
    if last:
        yield last


def shared_act_values(act: CaseAct) -> tuple[str, ...]:
    """Return the values that two acts share if they are shown as one."""
    return act.sort, act.by, act.what, act.text, act.about
