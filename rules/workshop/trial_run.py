"""The run of a trial by a worker, and the storing of its counts."""

import time
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from institutions.drafts.coded_jobs import end_for_reason
from institutions.jobs.attempts import attempt_at
from institutions.jobs.claiming import ClaimLostError
from rules.assessing.failures import failure_of
from rules.engine.loading.loaded_rulebook import Files, LoadedRulebook
from rules.engine.loading.rulebook_in_force import organisation_rules_in
from rules.models import RulebookTrial, TrialCase, TrialPart, TrialState
from rules.workshop.case_files import cases_of_text
from rules.workshop.case_running import rulebook_with
from rules.workshop.effect_counts import EffectCounts
from rules.workshop.files import OF_CASES, files_of, files_of_version, rulebook_of_files
from rules.workshop.mutants.accepted import read_accepted
from rules.workshop.mutants.book import book_of
from rules.workshop.mutants.survivors import tried as mutants_tried
from rules.workshop.organisation_effect import differing_rules, effect_over_history
from rules.workshop.trial_results import note_result
from rules.workshop.trials import TrialClaim
from rules.workshop.trying import Told, TriedDraft, try_draft, try_values

MUTANTS_AT_ONCE: Final = 50  # between two notes of the progress
OF_ORGANISATION: Final = "organisation"  # in the summary of a trial: the effect on rules with that subject


def run_trial(claim: TrialClaim) -> RulebookTrial:
    """Run a claimed trial, store its counts and return the row; an error is noted in it and raised."""

    def note_failure(trouble: Exception) -> None:
        end_for_reason(claim, TrialState.ERROR, failure_of(trouble))

    with attempt_at(claim, note_failure):
        store_counts(claim, tried(claim))
    claim.job.refresh_from_db()
    return claim.job


def tried(claim: TrialClaim) -> TriedDraft:
    """Return the counts of the draft as it was when the trial was asked for."""
    trial = claim.job

    def told(done: int, of: int) -> None:
        claim.update(screened=done, cases=of)

    files = files_of(trial.draft, trial.revision, trial.base)
    draft = rulebook_of_files(files)
    if code := trial.asked.get("mutants"):
        return try_mutants(rulebook_with(files, code), files, code, told)
    if asked := trial.asked:
        return try_values(draft, asked["parameter"], asked["index"], asked["on"], tuple(asked["values"]), told)
    base = rulebook_of_files(files_of_version(trial.base))
    found = try_draft(base, draft, trial.seed, told)
    return replace(found, summary={**found.summary, **tried_on_organisation(base, draft, told)})


def tried_on_organisation(base: LoadedRulebook, draft: LoadedRulebook, told: Told) -> dict[str, Any]:
    """Return what the rules of a draft on the organisation find otherwise; nothing where none of them differs."""
    before, after = organisation_rules_in(base), organisation_rules_in(draft)
    if not differing_rules(before, after):
        return {}
    return {OF_ORGANISATION: effect_over_history(before, after, timezone.localdate(), told)}


def try_mutants(draft: LoadedRulebook, files: Files, code: str, told: Told) -> TriedDraft:
    """Return the changes of a rule that none of its cases notices, but for those known to change nothing."""
    began = time.monotonic()

    def told_now_and_then(done: int, of: int) -> None:
        if done % MUTANTS_AT_ONCE == 0 or done == of:
            told(done, of)

    path = f"{OF_CASES}{code}.yaml"
    rule = draft.rules[code]
    cases = cases_of_text(files[path], code, path)
    found = mutants_tried(rule, cases, book_of(draft, rule.subject), told_now_and_then)
    accepted = read_accepted().get(code, frozenset())
    summary = {
        "mutants": found.number,
        "noticed": found.noticed,
        "refused": found.refused,
        "survivors": [[each.line, each.said] for each in found.survivors if each.said not in accepted],
    }
    return TriedDraft(EffectCounts(), summary, found.number, 0, time.monotonic() - began)


def store_counts(claim: TrialClaim, found: TriedDraft) -> None:
    """Store the counts. ClaimLostError if another has the job."""
    trial, parts = claim.job, sorted(found.counts.parts.items())
    with transaction.atomic():
        TrialPart.objects.bulk_create(
            TrialPart(trial=trial, submitted_by_id=body, secret=restricted, cases=each.cases, counts=each.to_json())
            for (body, restricted), each in parts
        )
        TrialCase.objects.bulk_create(
            TrialCase(trial=trial, partnership_id=UUID(pk), place=place)
            for _key, each in parts
            for place, pk in each.drawn
        )
        stored = claim.rows().update(
            state=TrialState.DONE,
            lease_until=None,
            error_said=None,
            finished_at=timezone.now(),
            generation=found.generation,
            screened=found.cases,
            cases=found.cases,
            summary=found.summary,
            seconds=found.seconds,
        )
        if not stored:
            raise ClaimLostError
        trial.refresh_from_db()
        note_result(trial)
