"""The work of a worker on a comparison: read all its processes, settle limits and history, answer each again.

The rules are asked again only where they would read something else than before; an indicator takes no time. What is
the same is not written. So a worker that was lost costs the reading, and little of the answers.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, transaction
from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.audit.record import SYSTEM, record_event
from institutions.drafts.coded_jobs import end_for_reason
from institutions.drafts.stored_amounts import StoreFullError
from institutions.jobs.attempts import attempt_at
from institutions.jobs.claiming import ClaimLostError
from institutions.models import GovernmentBody
from institutions.values.hashing import canonical_json
from institutions.values.portions import split_portions
from rules.assessing.failures import failure_of
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import ComparisonState, ProcessComparison, StoredProcess
from rules.process_files.claim import ComparisonClaim
from rules.process_files.compared import StoredItems, stored_item
from rules.process_files.comparing import ask_again
from rules.process_files.lease import LeaseRenewal
from rules.process_files.options import rule_settings, screen_settings
from rules.process_files.outcomes import store_outcomes
from rules.process_files.room import bytes_of_rows, lock_room, take_room
from rules.process_files.storing import ANSWERED, fill_answer
from rules.processes.answer_lines import answer_json
from rules.processes.collusion.rule_screen import RuleScreen
from rules.processes.file_screening import FileScreening

Json = dict[str, Any]  # Any: plain data
PORTION: Final = 50  # processes of one transaction


def answer_again(claim: ComparisonClaim, portion: int = PORTION) -> ProcessComparison:
    """Answer the processes of a claimed comparison again, and return the row; an error is noted in it and raised."""

    def note_failure(trouble: Exception) -> None:
        end_for_reason(claim, ComparisonState.ERROR, failure_of(trouble))

    with attempt_at(claim, note_failure, left_to_lease=(DatabaseError,)):
        try:
            go_through(claim, portion)
        except StoreFullError as trouble:
            end_for_reason(claim, ComparisonState.ERROR, trouble.said)
    claim.job.refresh_from_db()
    return claim.job


def go_through(claim: ComparisonClaim, portion: int) -> None:
    """Make both readings. Processes that change on the way count as another change, which is answered afterwards."""
    comparison = claim.job
    rules = rule_settings(comparison.form, comparison.options, comparison.as_of)
    items = StoredItems(comparison.pk, LeaseRenewal(claim).renew)
    settings = screen_settings(comparison.form, rules)
    screening = FileScreening(items, settings, RuleScreen(rules) if rules else None)
    screening.settle()
    ids, done = items.ids(), 0
    claim.update(total=len(ids))
    renewal = RenewedAnswers(screening, current_rulebook().version)
    for part in split_portions(iter(ids), portion):
        with transaction.atomic():
            claim.update()  # locks the row of the comparison before all others
            GovernmentBody.objects.select_for_update(no_key=True).get(pk=comparison.body_id)
            renewal.store(comparison, part)
            done += len(part)
            claim.update(done=done, expired_leases=0)
    end(claim)


class RenewedAnswers:
    """Answers of stored processes, made again with the limits and the history of all."""

    def __init__(self, screening: FileScreening, rulebook: str) -> None:
        self._screening = screening
        self._rulebook = rulebook

    def store(self, comparison: ProcessComparison, ids: Sequence[UUID]) -> None:
        """Store the answers that differ. Call it in a transaction that has locked the body."""
        held = StoredProcess.objects.filter(pk__in=ids, file__comparison=comparison.pk).order_by("pk")
        rows = [each for each in held if self._renew(each)]
        if not rows:
            return
        room, before = lock_room(comparison.body), bytes_of_rows(rows)
        with changing(StoredProcess, *(each.pk for each in rows)):
            StoredProcess.objects.bulk_update(rows, ANSWERED)
        take_room(room, bytes_of_rows(rows) - before)
        store_outcomes(rows)
        said = {"processes": len(rows), "rulebook": self._rulebook}
        record_event(actor=SYSTEM, verb="processes_answered", what=f"comparison:{comparison.pk}", after=said)

    def _renew(self, row: StoredProcess) -> bool:
        """Put the new answers into a row; return whether anything differs."""
        item = stored_item(row)
        if item.process is None:
            return False
        held = row.asked if row.rulebook == self._rulebook else ""
        screened = self._screening.answered_if_otherwise(item, item.process, held)
        answer = answer_json(screened, self._screening.screen.settings, self._screening.codes)
        if screened.asked and screened.asked == held:
            answer = with_answers_of_rules(answer, row.answer, self._screening.rule_codes)
        before = answer_text(row)
        fill_answer(row, answer, screened, self._rulebook)
        return before != answer_text(row)


def answer_text(row: StoredProcess) -> str:
    """Return what is stored of the answers to a process, to compare it."""
    return canonical_json([row.answer, row.asked, row.buyer, row.awarded_on, row.rulebook])


def with_answers_of_rules(answer: Json, held: Json, rules: Sequence[str]) -> Json:
    """Return an answer of the indicators with what is held of the rules, in the order of an answer of both."""
    outcomes = {code: held["outcomes"][code] for code in rules}
    findings = [each for each in held["findings"] if each["code"] in outcomes]
    reasons = {code: said for code, said in held["reasons"].items() if code in outcomes}
    return {
        **answer,
        "outcomes": {**outcomes, **answer["outcomes"]},
        "findings": [*findings, *answer["findings"]],
        "reasons": {**reasons, **answer["reasons"]},
    }


def end(claim: ComparisonClaim) -> None:
    """End the job; what changed meanwhile is asked for again."""
    columns = {"state": ComparisonState.RESTING, "finished_at": timezone.now(), "error_said": None}
    found = {"answered": claim.job.changes, "answered_at": timezone.now()}
    if not claim.rows().update(lease_until=None, **columns, **found):
        raise ClaimLostError
    ask_again(ProcessComparison.objects.filter(pk=claim.job.pk))
