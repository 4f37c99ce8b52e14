"""Celery's tasks for trials of drafts, which only call the services."""

from typing import Final
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from institutions.jobs.claiming import give_back_on_stop
from rules.workshop.adopting.taking_effect import sweep_adoptions
from rules.workshop.trial_run import run_trial
from rules.workshop.trials import TRIALS, claim_trial_of_draft, sweep_trials

DAY: Final = 24 * 60 * 60  # seconds; the lease bounds the time between two notes of the progress

give_back_on_stop(TRIALS)


@shared_task(name=TRIALS.task, acks_late=True, ignore_result=True, soft_time_limit=DAY, time_limit=DAY + 60)
def try_rulebook_draft(trial: str) -> None:
    """Run a queued trial; do nothing if another worker has it."""
    if taken := claim_trial_of_draft(UUID(trial)):
        run_trial(taken)


@shared_task(name="rules.sweep_rulebook_trials", acks_late=True, ignore_result=True)
def sweep_trials_task() -> None:
    """Delete old trials, take back those that lost their worker, and notify workers of waiting ones."""
    sweep_trials(timezone.now())


@shared_task(name="rules.sweep_rulebook_adoptions", acks_late=True, ignore_result=True)
def sweep_adoptions_task() -> None:
    """Do what follows from adopted versions that are in force now."""
    sweep_adoptions(timezone.now())
