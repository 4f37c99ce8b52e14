"""The only receivers of the register's signals. They insert rows in the sender's transaction and do nothing else."""

from collections.abc import Iterable
from uuid import UUID

from django.dispatch import receiver

from institutions.models import Submission
from institutions.signals import partnership_registered, register_changed
from rules.assessing.request import request_again, request_assessment
from rules.models import Trigger


@receiver(partnership_registered)
def ask_for_assessment(submission: Submission, **_kwargs: object) -> None:
    """A partnership was registered or revised: ask for its assessment."""
    request_assessment(submission, Trigger.REGISTERED if submission.revision == 1 else Trigger.REVISED)


@receiver(register_changed)
def ask_again(partnerships: Iterable[UUID] = (), **_kwargs: object) -> None:
    """The register changed: ask anew for the partnerships that the sender names as touched.

    A sender that names none (seed, imports of lists) asks for nothing: `manage.py assess --all` covers the register.
    """
    request_again(partnerships, Trigger.REGISTER_CHANGED)
