"""Celery's tasks for assessments, which only call the services."""

from uuid import UUID

from celery import shared_task

from institutions.jobs.claiming import give_back_on_stop
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import ASSESSMENTS, claim
from rules.assessing.daily_look import look_at_cases
from rules.assessing.sweep import sweep_assessments

give_back_on_stop(ASSESSMENTS)


@shared_task(name=ASSESSMENTS.task, acks_late=True, ignore_result=True)
def assess(assessment_id: str) -> None:
    """Run one queued assessment; does nothing if another worker has it."""
    if taken := claim(UUID(assessment_id)):
        run_assessment(taken)


@shared_task(name="rules.sweep", acks_late=True, ignore_result=True)
def sweep_task() -> None:
    """Find rows that nobody works on."""
    sweep_assessments()


@shared_task(name="rules.look_at_cases", acks_late=True, ignore_result=True)
def look_task() -> None:
    """Check whether a day has come that a rule depends on."""
    look_at_cases()
