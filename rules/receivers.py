"""The only receivers of the register's signals. They write rows in the sender's transaction and do nothing else."""

from collections.abc import Iterable
from uuid import UUID

from django.dispatch import receiver

from institutions.changes import Change
from institutions.models import Submission
from institutions.signals import partnership_registered, register_changed
from rules.assessing.changes import note_change
from rules.assessing.request import request_again, request_assessment
from rules.casework.revising import case_revised
from rules.models import Trigger
from rules.summaries.writing import summarise


@receiver(partnership_registered)
def ask_for_assessment(submission: Submission, **_kwargs: object) -> None:
    """A partnership was registered or revised: ask for its assessment; a case that was under way begins anew."""
    request_assessment(submission, Trigger.REGISTERED if submission.revision == 1 else Trigger.REVISED)
    if submission.revision > 1:
        case_revised(submission)
    summarise([submission.partnership_id])


@receiver(register_changed)
def ask_again(partnerships: Iterable[UUID] = (), change: Change | None = None, **_kwargs: object) -> None:
    """The register changed: ask anew for the partnerships that the change touches, and for those that the sender names.

    A sender that says neither asks for nothing: `manage.py assess --all` covers the register.
    """
    touched = note_change(change) if change else set()
    request_again(touched.union(partnerships), Trigger.REGISTER_CHANGED)
