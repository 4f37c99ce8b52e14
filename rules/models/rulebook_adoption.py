"""Adoptions: the versions of the rulebook that editors of this installation put in force, one after the other."""

import uuid
from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account
from rules.models.rulebook_draft import RulebookDraft
from rules.models.rulebook_trial import RulebookTrial
from rules.models.screening import Screening

LONGEST_REASON: Final = 2000


class AdoptionState(models.TextChoices):
    """The state of an adoption. An approved one comes into force at its moment, without any further act."""

    PROPOSED = "proposed", pgettext_lazy("adoption", "Waiting for a second editor")
    APPROVED = "approved", pgettext_lazy("adoption", "Approved")
    REFUSED = "refused", pgettext_lazy("adoption", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("adoption", "Withdrawn")


class RulebookAdoption(models.Model):
    """A draft, as it was at a revision, that one editor proposes and a second one approves.

    The version in force is that of the approved adoption with the highest number whose moment has come. `number` is
    given at approval: two editors who approve at the same moment cannot both follow the same version.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(RulebookDraft, models.PROTECT, related_name="adoptions")
    revision = models.PositiveIntegerField(help_text="the newest one of the draft that is a part of it")
    version = models.CharField(max_length=64, help_text="SHA-256 of the rulebook, stored once it is approved")
    text_sha256 = models.CharField(max_length=64, help_text="of the stored text: form, files and bodies")
    replaces = models.CharField(max_length=64, help_text="the version in force when it was proposed")
    program = models.CharField(max_length=64, help_text="the version that came with the program at that time")
    cases = models.JSONField(default=dict, help_text="case files of the draft that differ from the program's, by path")
    reason = models.TextField(max_length=LONGEST_REASON)
    applies_from = models.DateField()
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=AdoptionState, default=AdoptionState.PROPOSED)
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: the program withdrew it"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, max_length=LONGEST_REASON, help_text="of whoever approved, refused or withdrew")
    confirmed = models.JSONField(default=list, help_text="what the second editor read, and what was missing then")
    trial = models.ForeignKey(
        RulebookTrial, models.PROTECT, null=True, blank=True, related_name="+", help_text="the effect that was read"
    )
    number = models.PositiveIntegerField(null=True, blank=True, unique=True, help_text="from 1, in order of approval")
    in_force_at = models.DateTimeField(null=True, blank=True, help_text="by the clock of the database")
    begun_at = models.DateTimeField(
        null=True, blank=True, help_text="when the screening was asked for and people were notified"
    )
    screening = models.ForeignKey(Screening, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state="proposed"), name="one_open_proposal_of_a_draft"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="approved", begun_at=None), name="one_adoption_to_come"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(number__isnull=False, in_force_at__isnull=False),
                name="an_approved_adoption_has_its_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "-number"], name="adoption_by_number")]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"
