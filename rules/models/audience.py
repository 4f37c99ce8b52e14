"""The audience of an attachment or a comment: those who may read it, chosen by its author and shown beside it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy


class Audience(models.TextChoices):
    """The people who may read something in a case. Reviewers and auditors read all of it."""

    REVIEWERS = "reviewers", pgettext_lazy("audience", "Reviewers")
    SUBMITTING_BODY = "submitting_body", pgettext_lazy("audience", "Submitting body and reviewers")
    PERSON_CONCERNED = "person_concerned", pgettext_lazy("audience", "Person concerned and reviewers")


def names_person_where_needed(name: str) -> models.CheckConstraint:
    """Return the constraint that a row for a person concerned says for which one, and no other row names a person."""
    for_person = Q(audience=Audience.PERSON_CONCERNED.value)
    return models.CheckConstraint(
        name=name, condition=(for_person & Q(person__isnull=False)) | (~for_person & Q(person__isnull=True))
    )
