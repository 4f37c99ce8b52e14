"""What acts and results tell of: each is called in the transaction that stores it. Whoever acted is told nothing."""

from collections.abc import Iterable, Sequence
from typing import Final

from institutions.models import Account, Partnership, Submission
from rules.messages.notices.marks import look_again
from rules.messages.notices.receivers import able_of, administrators, assigners_of, reviewers_of, submitters_of
from rules.messages.notices.writing import write
from rules.messages.webhooks.outbox import link, listed, put
from rules.models import (
    Assessment,
    CaseMove,
    CaseState,
    FindingDecision,
    Hearing,
    HearingAnswer,
    Match,
    NoticeKind,
    OfficialDeclaration,
    ReviewAssignment,
    ReviewCase,
    State,
    WebhookEvent,
)

TOLD_TO_SUBMITTERS: Final = frozenset(
    {CaseState.CLEARED, CaseState.CLEARED_WITH_CONDITIONS, CaseState.RETURNED, CaseState.REFUSED}
)
LISTED: Final = 20  # codes that a notice keeps; the page of the case has all


def reviewer_assigned(case: ReviewCase, assignment: ReviewAssignment) -> None:
    """Somebody is to review a case."""
    told = {assignment.account_id} - {assignment.assigned_by_id}
    write(NoticeKind.ASSIGNED, f"assignment:{assignment.pk}", told, case.partnership)


def assignment_ended(case: ReviewCase, assignment: ReviewAssignment, by: Account | None) -> None:
    """Somebody reviews it no more; the others hear that, not who and why."""
    actor = {by.pk} if by else set()
    matter, because = f"assignment:{assignment.pk}", assignment.ended_because
    told = {assignment.account_id} - actor
    write(NoticeKind.ASSIGNMENT_ENDED, matter, told, case.partnership, because=because)
    if because != "revised":  # then everybody's assignment ends, and each hears of their own
        others = reviewers_of(case.partnership) - {assignment.account_id} - actor
        write(NoticeKind.REVIEWER_LEFT, matter, others, case.partnership)


def case_moved(case: ReviewCase, move: CaseMove) -> None:
    """A case is open again, or the body learns how its review ended."""
    partnership, actor = case.partnership, {move.account_id} if move.account_id else set()
    if move.after in TOLD_TO_SUBMITTERS:
        told = submitters_of(partnership) - actor
        write(NoticeKind.CASE_DECIDED, f"move:{move.pk}", told, partnership, state=move.after)
    elif move.after == CaseState.UNDER_REVIEW and move.before != CaseState.SCREENING:
        told = (reviewers_of(partnership) | submitters_of(partnership)) - actor
        write(NoticeKind.REOPENED, f"move:{move.pk}", told, partnership)
    said = {"before": str(move.before), "after": str(move.after), "act": move.act, "version": move.version}
    put(WebhookEvent.CASE_CHANGED, case.partnership_id, said)


def findings_decided(
    case: ReviewCase, decisions: Sequence[FindingDecision], disputed: Sequence[FindingDecision] = ()
) -> None:
    """One message of all that were decided at once. Days of measures that are in force from now on are looked at.

    `disputed`: those of the decisions that differ from what another reviewer has said of the same critical finding.
    """
    for each in disputed:
        told = (reviewers_of(case.partnership) | assigners_of(case.partnership)) - {each.account_id}
        which = {"codes": [each.finding.code], "finding": each.finding_id}
        write(NoticeKind.DECISIONS_DIFFER, f"decision:{each.pk}", told, case.partnership, **which)
    look_again([each.finding_id for each in decisions])
    rows, more = listed(
        [{"finding": each.finding_id, "number": each.number, "decided": str(each.decided)} for each in decisions]
    )
    put(WebhookEvent.DECISION_MADE, case.partnership_id, {"decisions": rows, "more": more})


def assessment_done(assessment: Assessment) -> None:
    """The result, for systems; for people the findings that the result before it did not have.

    Of a first result people are told nothing: all of it is new, and they wait for it.
    """
    earlier = Assessment.objects.filter(partnership=assessment.partnership_id, state=State.DONE)
    before = earlier.exclude(pk=assessment.pk).newest_first().first()
    now = findings_of(assessment)
    known = findings_of(before) if before else {}
    new = {finding: code for finding, code in now.items() if finding not in known}
    gone = {finding: code for finding, code in known.items() if finding not in now}
    tell_systems(assessment, new, gone, len(now))
    if before is None or not new:
        return
    partnership = Partnership.objects.get(pk=assessment.partnership_id)
    codes = sorted(set(new.values()))[:LISTED]
    only = {"finding": next(iter(new))} if len(new) == 1 else {}
    told = reviewers_of(partnership) | submitters_of(partnership)
    matter = f"assessment:{assessment.pk}"
    write(NoticeKind.NEW_FINDINGS, matter, told, partnership, codes=codes, n=len(new), **only)


def person_asked(case: ReviewCase, hearing: Hearing, accounts: Iterable[Account]) -> None:
    """Whom a finding names is asked about it: they hear that something waits for them, and until when."""
    day = {"day": hearing.answer_by.isoformat()} if hearing.answer_by else {}
    told = able_of(accounts, case.partnership)
    write(NoticeKind.HEARING_ASKED, f"hearing:{hearing.pk}", told, case.partnership, hearing=hearing.pk, **day)


def person_answered(case: ReviewCase, answer: HearingAnswer, code: str) -> None:
    """Whom a finding names has answered: the reviewers decide on it."""
    told = reviewers_of(case.partnership) - {answer.account_id}
    which = {"codes": [code], "finding": answer.hearing.finding_id}
    write(NoticeKind.PERSON_ANSWERED, f"answer:{answer.pk}", told, case.partnership, **which)


def official_declared(case: ReviewCase, declaration: OfficialDeclaration, *, differs: bool) -> None:
    """The case has another document and is assessed anew: who reviews and who submitted it look at it again.

    `differs`: something is on record that the declaration does not name; the page of the case says what.
    """
    told = (reviewers_of(case.partnership) | submitters_of(case.partnership)) - {declaration.account_id}
    matter, more = f"declaration:{declaration.pk}", {"differs": True} if differs else {}
    write(NoticeKind.OFFICIAL_DECLARED, matter, told, case.partnership, **more)


def recusal_entered(submission: Submission, person: str, day: str, accounts: Iterable[Account]) -> None:
    """Of an official it is on record that they take no part: they hear of it, unless they entered it themselves."""
    told = able_of(accounts, submission.partnership) - {submission.account_id or 0}
    since = {"day": day} if day else {}
    write(NoticeKind.RECUSAL_ENTERED, f"recusal:{submission.pk}/{person}", told, submission.partnership, **since)


def findings_of(assessment: Assessment) -> dict[int, str]:
    """The findings of a result with their codes, in its order."""
    rows = Match.objects.filter(assessment=assessment).order_by("position")
    return dict(rows.values_list("finding_id", "finding__code"))


def tell_systems(assessment: Assessment, new: dict[int, str], gone: dict[int, str], findings: int) -> None:
    """Messages about a result, and about what is new or gone in it."""
    which = {"assessment": str(assessment.pk), "link": link("api:assessment", assessment.pk)}
    said = {**which, "trigger": str(assessment.trigger), "findings": findings}
    put(WebhookEvent.ASSESSMENT_DONE, assessment.partnership_id, said)
    for event, changed in ((WebhookEvent.FINDING_NEW, new), (WebhookEvent.FINDING_GONE, gone)):
        if changed:
            rows, more = listed([{"finding": finding, "code": code} for finding, code in changed.items()])
            put(event, assessment.partnership_id, {**which, "changed": rows, "more": more})


def assessment_failed(assessment: Assessment) -> None:
    """No result: the body knows that it has none, an administrator can have it tried again. Told once an attempt."""
    partnership = Partnership.objects.get(pk=assessment.partnership_id)
    told = submitters_of(partnership) | administrators(partnership)
    write(NoticeKind.ASSESSMENT_FAILED, f"assessment:{assessment.pk}/{assessment.attempt}", told, partnership)
