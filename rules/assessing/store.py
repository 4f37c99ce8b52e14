"""The storing of results: those of a batch in one transaction, and each only if its attempt is still valid."""

import json
import logging
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from institutions.audit.record import SYSTEM, PartnershipAct, record_acts
from institutions.codes.base import Coded
from institutions.models import Partnership
from institutions.models.noted_rows import note_written
from institutions.models.sql_lists import among, listed_texts
from rules.assessing.case_result import FindingResult
from rules.assessing.changes import changes_missed
from rules.assessing.claim import Claim
from rules.assessing.claim_results import ClaimResult, FullResult
from rules.assessing.confirmed import give_back_late, settle_confirmed
from rules.assessing.failures import error_columns
from rules.assessing.named_people import note_named_people
from rules.assessing.questions import AskedCase, store_questions
from rules.assessing.request import request_again
from rules.assessing.stored_format import FORMAT, remedy_column
from rules.assessing.storing_outcomes import store_outcomes, store_rulebooks
from rules.events.kinds import AssessmentFailed, AssessmentsDone
from rules.events.publishing import publish
from rules.models import Assessment, Finding, Match, PackedOutcomes, Snapshot, State, Trigger

logger = logging.getLogger(__name__)
ASSESSMENTS: Final = Assessment._meta.db_table  # noqa: SLF001 - Django documents _meta for this
Written = dict[UUID, list[Model]]  # rows that this transaction wrote, by assessment


def store_results(results: Sequence[ClaimResult], rulebook_text: str) -> int:
    """Store complete results of different partnerships; return how many, without those whose attempt is overtaken.

    Of a result that confirms the newest one, the questions and the day alone are stored. If a change meanwhile answers
    a question of a result, its partnership is queued again. The number of statements depends neither on the cases nor
    on how many there are, but for what is sent about new findings and what a change touches. The partnerships are
    locked first, as their revisions do, in the order of their ids, and rows of one kind are inserted in the order of
    their keys: two transactions wait for each other and never deadlock.
    """
    with transaction.atomic(durable=True):
        these = among("pk", (each.partnership for each in results))
        locked = list(Partnership.objects.filter(these).select_for_update(no_key=True).order_by("pk"))
        settled = settle_confirmed(keep_valid(results))
        if full := [FullResult.of(each.claim, each.result) for each in settled.others if each.result]:
            store_new(full, rulebook_text)
        ours = [*settled.confirmed, *settled.others]
        if ours:
            store_questions(AskedCase(each.partnership, each.basis.questions, each.basis.known_at) for each in ours)
            stored = {each.partnership for each in ours}
            missed = changes_missed(
                [each for each in locked if each.pk in stored],
                mark=min(each.basis.mark for each in ours),
                known_at=min(each.basis.known_at for each in ours),
            )
            request_again(missed, Trigger.REGISTER_CHANGED)
    give_back_late(settled.late)
    return len(ours)


def keep_valid(results: Sequence[ClaimResult]) -> list[ClaimResult]:
    """Lock the rows of the claims; return the results whose attempt is still the current one, and log the others."""
    running = Assessment.objects.running().filter(pk__in=[each.claim.job.pk for each in results])
    attempts = dict(running.select_for_update(no_key=True).order_by("pk").values_list("pk", "attempt"))
    for each in results:
        if attempts.get(each.claim.job.pk) != each.claim.attempt:
            said = "The result of attempt %d at assessment %s came too late and is not stored."
            logger.warning(said, each.claim.attempt, each.claim.job.pk)
    valid = [each for each in results if attempts.get(each.claim.job.pk) == each.claim.attempt]
    return sorted(valid, key=lambda each: each.partnership)


def store_new(results: Sequence[FullResult], rulebook_text: str) -> None:
    """Store the results of locked rows with an event for each, and publish them."""
    jobs = [each.claim.job for each in results]
    store_rulebooks([each.result for each in results], rulebook_text)
    outcomes, made = store_outcomes([(each.partnership, each.result, each.snapshot) for each in results])
    finish_rows(results, outcomes)
    snapshots = {each.snapshot: Snapshot(sha256=each.snapshot, content=each.result.snapshot) for each in results}
    Snapshot.objects.bulk_create([snapshots[sha] for sha in sorted(snapshots)], ignore_conflicts=True)
    note_named_people({each.partnership: each.result.snapshot for each in results})
    rows: Written = {job.pk: [job] for job in jobs}
    for job, packed in zip(jobs, outcomes, strict=True):
        if packed.pk in made:
            rows[job.pk].append(packed)
    store_findings(results, rows)
    note_written(jobs)
    record_acts(
        [
            PartnershipAct(
                what=f"assessment:{each.claim.job.pk}",
                partnership=each.partnership,
                after={
                    "snapshot": each.snapshot,
                    "rulebook": each.result.rulebook,
                    "findings": len(each.result.findings),
                },
                rows=[*rows[each.claim.job.pk], snapshots[each.snapshot]],
            )
            for each in results
        ],
        actor=SYSTEM,
        verb="assessed",
    )
    publish(AssessmentsDone(assessments=jobs))


def finish_rows(results: Iterable[FullResult], outcomes: Iterable[PackedOutcomes]) -> None:
    """Write the results into the rows of the jobs: one statement."""
    given = [
        [
            Assessment._meta.pk.get_db_prep_value(each.claim.job.pk, connection),  # noqa: SLF001 - Django documents it
            each.result.rulebook,
            each.snapshot,
            str(each.result.facts),
            json.dumps(each.result.remarks),
            str(packed.pk),
        ]
        for each, packed in zip(results, outcomes, strict=True)
    ]
    uuid, plain = ("uuid", "jsonb") if connection.vendor == "postgresql" else ("text", "text")
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {ASSESSMENTS} SET state = %s, lease_until = NULL, error = '', finished_at = %s, format = %s,"  # noqa: S608 - no input
            " rulebook_id = given.rulebook, snapshot_id = given.snapshot, facts = CAST(given.facts AS integer),"
            f" remarks = CAST(given.remarks AS {plain}), packed_outcomes_id = CAST(given.packed AS bigint)"
            f" FROM ({listed_texts('id', 'rulebook', 'snapshot', 'facts', 'remarks', 'packed')}) given"
            f" WHERE {ASSESSMENTS}.id = CAST(given.id AS {uuid})",
            [State.DONE.value, now, FORMAT, json.dumps(given, default=str)],
        )


def store_findings(results: Iterable[FullResult], written: Written) -> None:
    """Add new findings of the partnerships, and the match of each assessment for each of its findings."""
    found = {each.partnership: each for each in results if each.result.findings}
    if not found:
        return
    of_partnerships = Finding.objects.filter(among("partnership", found))
    there = set(of_partnerships.values_list("pk", flat=True))
    wanted = {(pk, finding.fingerprint): finding.code for pk, each in found.items() for finding in each.result.findings}
    Finding.objects.bulk_create(
        [
            Finding(partnership_id=partnership, code=code, fingerprint=fingerprint)
            for (partnership, fingerprint), code in sorted(wanted.items())
        ],
        ignore_conflicts=True,
    )
    held = {(each.partnership_id, each.fingerprint): each for each in of_partnerships}
    for finding in note_written(each for each in held.values() if each.pk not in there):
        written[found[finding.partnership_id].claim.job.pk].append(finding)
    made = [
        new_match(each.claim.job, held[pk, finding.fingerprint].pk, position, finding)
        for pk, each in found.items()
        for position, finding in enumerate(each.result.findings)
    ]
    for match in Match.objects.bulk_create(made):
        written[match.assessment_id].append(match)


def new_match(assessment: Assessment, finding: int, position: int, found: FindingResult) -> Match:
    """Return the row of a finding in an assessment, not yet stored."""
    return Match(
        assessment=assessment,
        finding_id=finding,
        position=position,
        severity=found.severity,
        statement_en=found.statement["en"],
        statement_ja=found.statement["ja"],
        evidence=list(found.evidence),
        parameters=found.parameters,
        basis=list(found.basis),
        mitigations=list(found.mitigations),
        clears_if=remedy_column(found.clears_if),
        evidence_hash=found.evidence_hash,
    )


def store_error(claim: Claim, said: Coded) -> bool:
    """Record why an attempt gave no result; return False if the attempt is no longer valid."""
    with transaction.atomic():
        stored = claim.rows().update(
            state=State.ERROR, lease_until=None, finished_at=timezone.now(), **error_columns(said)
        )
        if stored:
            publish(AssessmentFailed(assessment=claim.job))
    return bool(stored)
