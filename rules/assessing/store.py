"""The storing of a result: one transaction, and only if the attempt that made it is still valid."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from institutions.audit.record import SYSTEM, record_event
from institutions.models import Partnership
from institutions.models.noted_rows import note_written
from institutions.values.hashing import hash_text
from rules.assessing.case_result import CaseResult, FindingResult
from rules.assessing.changes import was_change_missed
from rules.assessing.claim import Claim
from rules.assessing.questions import store_questions
from rules.assessing.request import request_again
from rules.assessing.stored_format import FORMAT, outcome_columns, remedy_column
from rules.events.kinds import AssessmentDone, AssessmentFailed
from rules.events.publishing import publish
from rules.facts.gathering.questions import Questions
from rules.models import Assessment, Finding, Match, RulebookVersion, RuleOutcome, Snapshot, State, Trigger

logger = logging.getLogger(__name__)
# Assessments that a change or the clock asked for, and no person or system: one that finds nothing new goes. Whoever
# asks for one that still waits makes it theirs (`request_assessment`), and it stays.
OF_ITSELF: Final = (Trigger.REGISTER_CHANGED, Trigger.RULEBOOK_CHANGED, Trigger.DAY_CAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultBasis:
    """The questions of a result to the register, the moment of its knowledge, and the mark of noted changes."""

    questions: Questions
    known_at: datetime
    mark: int


def store_result(claim: Claim, result: CaseResult, rulebook_text: str, gathered: ResultBasis) -> bool:
    """Store a complete result; False, with nothing stored, if its attempt is no longer valid.

    Of a result that nobody asked for and that is the newest one again, the questions alone are stored. If a change
    meanwhile answers a question of the result, the partnership is queued again. The number of statements does not
    depend on the case. The partnership is locked first, as its revisions do, and findings are inserted in the order of
    their fingerprints: two transactions wait for each other and never deadlock.
    """
    snapshot = hash_text(result.snapshot)
    with transaction.atomic(durable=True):
        locked = Partnership.objects.select_for_update(no_key=True).get(pk=claim.job.partnership_id)
        if is_newest_again(claim.job, result.rulebook, snapshot):
            ours = bool(claim.rows()._raw_delete(claim.rows().db))  # noqa: SLF001 - nothing refers to an open row
        else:
            ours = store_outcomes(claim, result, rulebook_text, snapshot)
        if not ours:
            logger.warning("The result of attempt %d came too late and is not stored.", claim.attempt)
            return False
        store_questions(locked.pk, gathered.questions, gathered.known_at)
        if was_change_missed(locked, mark=gathered.mark, known_at=gathered.known_at):
            request_again([locked.pk], Trigger.REGISTER_CHANGED)
    return True


def is_newest_again(job: Assessment, rulebook: str, snapshot: str) -> bool:
    """Return whether nobody asked for an assessment, and the newest result has the same input and rulebook.

    The same input gives the same result: a replay shows it. So nothing new would be stored, and nobody be notified of
    anything.
    """
    if job.trigger not in OF_ITSELF:
        return False
    done = Assessment.objects.filter(partnership=job.partnership_id, state=State.DONE).newest_first()
    newest = done.values_list("submission_id", "rulebook_id", "snapshot_id", "format").first()
    return newest == (job.submission_id, rulebook, snapshot, FORMAT)


def store_outcomes(claim: Claim, result: CaseResult, rulebook_text: str, snapshot: str) -> bool:
    """Store a result with its event; return False, with nothing stored, if its attempt is no longer valid."""
    if not claim.rows().update(
        state=State.DONE,
        lease_until=None,
        error="",
        finished_at=timezone.now(),
        rulebook=result.rulebook,
        snapshot=snapshot,
        facts=result.facts,
        format=FORMAT,
        remarks=list(result.remarks),
    ):
        return False
    RulebookVersion.objects.bulk_create(
        [RulebookVersion(version=result.rulebook, text=rulebook_text)], ignore_conflicts=True
    )
    Snapshot.objects.bulk_create([Snapshot(sha256=snapshot, content=result.snapshot)], ignore_conflicts=True)
    RuleOutcome.objects.bulk_create(
        RuleOutcome(assessment=claim.job, code=code, outcome=each.outcome, **outcome_columns(each))
        for code, each in sorted(result.outcomes.items())
    )
    store_findings(claim.job, result.findings)
    note_written([claim.job])
    record_event(
        actor=SYSTEM,
        verb="assessed",
        what=f"assessment:{claim.job.pk}",
        partnership=claim.job.partnership_id,
        after={"snapshot": snapshot, "rulebook": result.rulebook, "findings": len(result.findings)},
    )
    publish(AssessmentDone(assessment=claim.job))
    return True


def store_findings(assessment: Assessment, findings: tuple[FindingResult, ...]) -> None:
    """Add new findings of the partnership, and this assessment's match for each finding."""
    if not findings:
        return
    of_partnership = Finding.objects.filter(partnership_id=assessment.partnership_id)
    there = set(of_partnership.values_list("pk", flat=True))
    Finding.objects.bulk_create(
        [
            Finding(partnership_id=assessment.partnership_id, code=each.code, fingerprint=each.fingerprint)
            for each in sorted(findings, key=lambda finding: finding.fingerprint)
        ],
        ignore_conflicts=True,
    )
    held = list(of_partnership)
    note_written(each for each in held if each.pk not in there)
    ids = {each.fingerprint: each.pk for each in held}
    Match.objects.bulk_create(
        Match(
            assessment=assessment,
            finding_id=ids[each.fingerprint],
            position=position,
            severity=each.severity,
            statement_en=each.statement["en"],
            statement_ja=each.statement["ja"],
            evidence=list(each.evidence),
            parameters=each.parameters,
            basis=list(each.basis),
            mitigations=list(each.mitigations),
            clears_if=remedy_column(each.clears_if),
            evidence_hash=each.evidence_hash,
        )
        for position, each in enumerate(findings)
    )


def store_error(claim: Claim, reason: str) -> bool:
    """Record why an attempt gave no result; return False if the attempt is no longer valid."""
    with transaction.atomic():
        stored = claim.rows().update(
            state=State.ERROR, lease_until=None, error=reason or "No reason was given.", finished_at=timezone.now()
        )
        if stored:
            publish(AssessmentFailed(assessment=claim.job))
    return bool(stored)
