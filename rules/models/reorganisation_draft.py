"""Stored drafts of reorganisations of government: documents with their revisions, never mixed with the register."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, GovernmentBody
from rules.models.immutable import WrittenOnce

LONGEST_REFERENCE: Final = 200


class ReorganisationState(models.TextChoices):
    """The state of a draft: how its newest revision was found, or its end."""

    CHECKED = "checked", pgettext_lazy("reorganisation", "Checked")
    REFUSED = "refused", pgettext_lazy("reorganisation", "With errors")
    ENACTED = "enacted", pgettext_lazy("reorganisation", "Enacted")
    WITHDRAWN = "withdrawn", pgettext_lazy("reorganisation", "Withdrawn")


class ReorganisationDraft(models.Model):
    """A draft of a planner, or of a body's system. Its document is that of its newest revision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=LONGEST_REFERENCE, help_text="of the newest revision")
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", help_text="who owns it; none: its body"
    )
    body = models.ForeignKey(
        GovernmentBody, models.PROTECT, null=True, blank=True, related_name="+", help_text="whose system sent it"
    )
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=1, help_text="the number of the newest one")
    state = models.CharField(max_length=10, choices=ReorganisationState)
    begun_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "reference"],
                condition=~Q(state="withdrawn") & Q(account__isnull=False),
                name="one_reorganisation_of_an_account",
            ),
            models.UniqueConstraint(
                fields=["body", "reference"],
                condition=~Q(state="withdrawn") & Q(body__isnull=False),
                name="one_reorganisation_of_a_body",
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False, body__isnull=True) | Q(account__isnull=True, body__isnull=False),
                name="a_reorganisation_has_one_owner",
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="a_reorganisation_has_a_reference"),
        ]

    def __str__(self) -> str:
        return self.reference


class ReorganisationRevision(WrittenOnce):
    """A document as it was saved, and the digest of the organisation that it was checked against."""

    draft = models.ForeignKey(ReorganisationDraft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(help_text="from 1 within its draft")
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    base = models.CharField(max_length=64, blank=True, help_text="empty where the document was refused")
    errors = models.JSONField(default=list, help_text="why it was refused: place, code and parameters")
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["draft", "number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_revision_of_a_reorganisation"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.number}"
