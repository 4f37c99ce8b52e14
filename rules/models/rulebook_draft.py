"""Drafts of rulebooks: a base version, and the revisions of single files over it. Never mixed with what is in force."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from institutions.models import Account
from rules.models.immutable import WrittenOnce
from rules.models.rulebook import RulebookVersion

LONGEST_NAME: Final = 80
LONGEST_PATH: Final = 120


class RulebookDraft(models.Model):
    """A named draft. Its files are those of the base, with the newest revision of each file in their place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=LONGEST_NAME)
    base = models.ForeignKey(RulebookVersion, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", help_text="who began it")
    begun_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True, help_text="when it was closed: it is only read since")

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(closed_at__isnull=True), name="one_open_draft_of_a_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_draft_of_a_rulebook_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class DraftRevision(WrittenOnce):
    """One file of a draft as it was saved, or its removal, which has no text."""

    draft = models.ForeignKey(RulebookDraft, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(help_text="from 1 within its draft")
    path = models.CharField(max_length=LONGEST_PATH, help_text="as in the folder of the rulebook")
    text = models.TextField(blank=True)
    removed = models.BooleanField(default=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["draft", "number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_revision_of_a_number")]
        indexes = [models.Index(fields=["draft", "path", "-number"], name="revision_by_file")]

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.number} {self.path}"

    @property
    def content(self) -> str | None:
        """The text of the file; None where it was removed."""
        return None if self.removed else self.text
