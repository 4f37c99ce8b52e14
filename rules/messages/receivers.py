"""Notices and webhook messages for each domain event, in the transaction that stores its cause.

The account that acted is not notified.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, Subquery

from institutions.models import Partnership
from institutions.models.sql_lists import among
from rules.events.kinds import (
    AssessmentFailed,
    AssessmentsDone,
    AssignmentEnded,
    CaseMoved,
    Commented,
    FindingsDecided,
    InformationAnswered,
    OfficialDeclared,
    PersonAnswered,
    PersonAsked,
    RecusalEntered,
    ReviewerAssigned,
)
from rules.events.publishing import subscribe
from rules.messages.link import site_link
from rules.messages.notices.marks import look_again
from rules.messages.notices.recipients import (
    able_of,
    administrators_to_notify,
    assigners_of,
    reviewers_of,
    submitters_of,
)
from rules.messages.notices.writing import write_notices
from rules.messages.webhooks.outbox import CaseMessage, put_deliveries, put_messages, rows_that_fit
from rules.models import Assessment, Audience, CaseMove, CaseState, DecisionKind, Match, NoticeKind, State, WebhookEvent
from rules.review.casework.act_table import Act

TOLD_TO_SUBMITTERS: Final = frozenset(
    {CaseState.CLEARED, CaseState.CLEARED_WITH_CONDITIONS, CaseState.RETURNED, CaseState.REFUSED}
)
LISTED: Final = 20  # codes that a notice keeps; the page of the case has all


@subscribe(ReviewerAssigned)
def reviewer_assigned(event: ReviewerAssigned) -> None:
    """Notify the new reviewer."""
    assignment = event.assignment
    told = {assignment.account_id} - {assignment.assigned_by_id}
    write_notices(NoticeKind.ASSIGNED, f"assignment:{assignment.pk}", told, event.case.partnership)


@subscribe(AssignmentEnded)
def assignment_ended(event: AssignmentEnded) -> None:
    """Notify the reviewer whose assignment ended, and the others of that alone: not who it was, nor why."""
    assignment, partnership = event.assignment, event.case.partnership
    actor = {event.by.pk} if event.by else set()
    matter, because = f"assignment:{assignment.pk}", assignment.ended_because
    told = {assignment.account_id} - actor
    write_notices(NoticeKind.ASSIGNMENT_ENDED, matter, told, partnership, because=because)
    if because != "revised":  # then everybody's assignment ends, and each hears of their own
        others = reviewers_of(partnership) - {assignment.account_id} - actor
        write_notices(NoticeKind.REVIEWER_LEFT, matter, others, partnership)


@subscribe(CaseMoved)
def case_moved(event: CaseMoved) -> None:
    """Notify of a case that is open again, or notify the body of how its review ended."""
    move, partnership = event.move, event.case.partnership
    actor = {move.account_id} if move.account_id else set()
    if move.after in TOLD_TO_SUBMITTERS:
        told = submitters_of(partnership) - actor
        write_notices(NoticeKind.CASE_DECIDED, f"move:{move.pk}", told, partnership, state=move.after)
    elif reopens(move):
        told = (reviewers_of(partnership) | submitters_of(partnership)) - actor
        write_notices(NoticeKind.REOPENED, f"move:{move.pk}", told, partnership)
    said = {"before": str(move.before), "after": str(move.after), "act": move.act, "version": move.version}
    put_deliveries(WebhookEvent.CASE_CHANGED, event.case.partnership_id, said)


def reopens(move: CaseMove) -> bool:
    """Return whether a review that was over, or that the body was told to be, goes on."""
    if move.act == Act.UNDO and move.before in TOLD_TO_SUBMITTERS:
        return True
    return move.after == CaseState.UNDER_REVIEW and move.before != CaseState.SCREENING


@subscribe(FindingsDecided)
def findings_decided(event: FindingsDecided) -> None:
    """Send one message of all that were decided at once. The deadlines of measures now in force are checked again."""
    partnership = event.case.partnership
    for each in event.disputed:
        told = (reviewers_of(partnership) | assigners_of(partnership)) - {each.account_id}
        which = {"codes": [each.finding.code], "finding": each.finding_id}
        write_notices(NoticeKind.DECISIONS_DIFFER, f"decision:{each.pk}", told, partnership, **which)
    tell_asked_body(event)
    look_again([each.finding_id for each in event.decisions])
    rows, more = rows_that_fit(
        [{"finding": each.finding_id, "number": each.number, "decided": str(each.decided)} for each in event.decisions]
    )
    put_deliveries(WebhookEvent.DECISION_MADE, event.case.partnership_id, {"decisions": rows, "more": more})


def tell_asked_body(event: FindingsDecided) -> None:
    """Notify the submitting body of each request for information, with its deadline."""
    for each in event.decisions:
        if each.decided == DecisionKind.MORE_INFORMATION and each.answer_by:
            told = submitters_of(event.case.partnership) - {each.account_id}
            which = {"codes": [each.finding.code], "request": each.pk, "day": each.answer_by.isoformat()}
            write_notices(NoticeKind.INFORMATION_ASKED, f"decision:{each.pk}", told, event.case.partnership, **which)


@subscribe(InformationAnswered)
def information_answered(event: InformationAnswered) -> None:
    """Notify the reviewers at once: they decide on the answer."""
    answer, partnership = event.answer, event.case.partnership
    told = reviewers_of(partnership) - {answer.account_id}
    which = {"codes": [event.code], "finding": answer.decision.finding_id}
    write_notices(NoticeKind.INFORMATION_ANSWERED, f"information:{answer.pk}", told, partnership, **which)


@subscribe(Commented)
def commented(event: Commented) -> None:
    """Notify those whom a comment mentions, the side that it is for, and the person concerned it is for."""
    comment, partnership = event.comment, event.case.partnership
    matter, which = f"comment:{comment.pk}", {"comment": comment.pk}
    mentioned = {each.pk for each in event.mentioned} - {comment.account_id}
    write_notices(NoticeKind.MENTIONED, matter, mentioned, partnership, **which)
    if comment.audience == Audience.SUBMITTING_BODY:
        told = (reviewers_of(partnership) | submitters_of(partnership)) - mentioned - {comment.account_id}
        write_notices(NoticeKind.COMMENTED, matter, told, partnership, **which)
    people = able_of(event.people, partnership)
    write_notices(NoticeKind.COMMENT_FOR_PERSON, matter, people, partnership, **which)


@subscribe(AssessmentsDone)
def assessments_done(event: AssessmentsDone) -> None:
    """Send the results to systems, and notify people of findings that the previous result of a case did not have.

    Nobody is notified of a first result: all of it is new, and they wait for it. Only new findings after an earlier
    result take queries of their own.
    """
    before = results_before(event.assessments)
    codes = codes_by_finding([*(each.pk for each in event.assessments), *before.values()])
    changes = [
        ResultChange(
            each, codes[each.pk], codes[before[each.partnership_id]] if each.partnership_id in before else None
        )
        for each in event.assessments
    ]
    put_messages(message for each in changes for message in messages_about(each))
    for each in changes:
        if each.before is not None and each.new:
            notify_of_findings(each.assessment, each.new)


@dataclass(frozen=True, slots=True)
class ResultChange:
    """The codes of a result's findings by their ids, and those of the result before it; None if there is none."""

    assessment: Assessment
    now: dict[int, str]
    before: dict[int, str] | None

    @property
    def new(self) -> dict[int, str]:
        """The findings that the result before did not have."""
        return {finding: code for finding, code in self.now.items() if finding not in (self.before or {})}

    @property
    def gone(self) -> dict[int, str]:
        """The findings that only the result before had."""
        return {finding: code for finding, code in (self.before or {}).items() if finding not in self.now}


def results_before(assessments: Sequence[Assessment]) -> dict[UUID, UUID]:
    """Return the newest finished assessment of each partnership besides these. One query."""
    done = Assessment.objects.filter(partnership=OuterRef("pk"), state=State.DONE).newest_first()
    earlier = done.exclude(among("pk", (each.pk for each in assessments))).values("pk")[:1]
    partnerships = Partnership.objects.filter(among("pk", (each.partnership_id for each in assessments)))
    rows = partnerships.values_list("pk", Subquery(earlier))
    return {partnership: assessment for partnership, assessment in rows if assessment}


def notify_of_findings(assessment: Assessment, new: dict[int, str]) -> None:
    """Notify people of new findings."""
    partnership = Partnership.objects.get(pk=assessment.partnership_id)
    codes = sorted(set(new.values()))[:LISTED]
    only = {"finding": next(iter(new))} if len(new) == 1 else {}
    told = reviewers_of(partnership) | submitters_of(partnership)
    matter = f"assessment:{assessment.pk}"
    write_notices(NoticeKind.NEW_FINDINGS, matter, told, partnership, codes=codes, n=len(new), **only)


@subscribe(PersonAsked)
def person_asked(event: PersonAsked) -> None:
    """Notify the person concerned that a question waits for them, and until when."""
    hearing, partnership = event.hearing, event.case.partnership
    day = {"day": hearing.answer_by.isoformat()} if hearing.answer_by else {}
    told = able_of(event.accounts, partnership)
    write_notices(NoticeKind.HEARING_ASKED, f"hearing:{hearing.pk}", told, partnership, hearing=hearing.pk, **day)


@subscribe(PersonAnswered)
def person_answered(event: PersonAnswered) -> None:
    """Notify the reviewers, who decide on the answer."""
    answer, partnership = event.answer, event.case.partnership
    told = reviewers_of(partnership) - {answer.account_id}
    which = {"codes": [event.code], "finding": answer.hearing.finding_id}
    write_notices(NoticeKind.PERSON_ANSWERED, f"answer:{answer.pk}", told, partnership, **which)


@subscribe(OfficialDeclared)
def official_declared(event: OfficialDeclared) -> None:
    """Notify the reviewers and the submitting body: the case has another document and is assessed again.

    The page of the case says what is on record and not in the declaration.
    """
    declaration, partnership = event.declaration, event.case.partnership
    told = (reviewers_of(partnership) | submitters_of(partnership)) - {declaration.account_id}
    matter, more = f"declaration:{declaration.pk}", {"differs": True} if event.differs else {}
    write_notices(NoticeKind.OFFICIAL_DECLARED, matter, told, partnership, **more)


@subscribe(RecusalEntered)
def recusal_entered(event: RecusalEntered) -> None:
    """Notify the recused official, unless they entered the recusal themselves."""
    submission = event.submission
    told = able_of(event.accounts, submission.partnership) - {submission.account_id or 0}
    since = {"day": event.since} if event.since else {}
    matter = f"recusal:{submission.pk}/{event.person}"
    write_notices(NoticeKind.RECUSAL_ENTERED, matter, told, submission.partnership, **since)


@subscribe(AssessmentFailed)
def assessment_failed(event: AssessmentFailed) -> None:
    """Notify the body, which has no result, and administrators, who can have it tried again: once an attempt."""
    assessment = event.assessment
    partnership = Partnership.objects.get(pk=assessment.partnership_id)
    told = submitters_of(partnership) | administrators_to_notify(partnership)
    write_notices(NoticeKind.ASSESSMENT_FAILED, f"assessment:{assessment.pk}/{assessment.attempt}", told, partnership)


def codes_by_finding(assessments: Iterable[UUID]) -> dict[UUID, dict[int, str]]:
    """Return by result the codes of its findings by their ids, in its order. One query."""
    found: dict[UUID, dict[int, str]] = defaultdict(dict)
    rows = Match.objects.filter(among("assessment", assessments)).order_by("position")
    for assessment, finding, code in rows.values_list("assessment_id", "finding_id", "finding__code"):
        found[assessment][finding] = code
    return found


def messages_about(result: ResultChange) -> Iterator[CaseMessage]:
    """Yield the messages about a result, and about what is new or withdrawn in it."""
    assessment = result.assessment
    which = {"assessment": str(assessment.pk), "link": site_link("api:assessment", assessment.pk)}
    said = {**which, "trigger": str(assessment.trigger), "findings": len(result.now)}
    yield CaseMessage(WebhookEvent.ASSESSMENT_DONE, assessment.partnership_id, said)
    for event, changed in ((WebhookEvent.FINDING_NEW, result.new), (WebhookEvent.FINDING_GONE, result.gone)):
        if changed:
            rows, more = rows_that_fit([{"finding": finding, "code": code} for finding, code in changed.items()])
            yield CaseMessage(event, assessment.partnership_id, {**which, "changed": rows, "more": more})
