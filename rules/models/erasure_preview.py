"""A preview of an erasure: a job that lists what would remain of a person, for the account that asked for it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, Person


class PreviewState(models.TextChoices):
    """The state of a preview."""

    QUEUED = "queued", pgettext_lazy("preview", "Queued")
    RUNNING = "running", pgettext_lazy("preview", "Running")
    DONE = "done", pgettext_lazy("preview", "Done")
    ERROR = "error", pgettext_lazy("preview", "Error")
    SET_ASIDE = "set_aside", pgettext_lazy("preview", "Set aside")


class ErasurePreview(models.Model):
    """One preview. The row is also the job; an account has one open preview a person.

    `found` has the cases that name the person and the places that would remain, as codes: never the name itself.
    `fingerprint` is the hash of all that was found, with the snapshots: an erasure is carried out only if it is still
    the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PreviewState, default=PreviewState.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error_said = models.JSONField(null=True, blank=True, help_text="code and parameters of the error")
    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a queued row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    searched = models.PositiveIntegerField(default=0, help_text="rows so far")
    rows = models.PositiveIntegerField(default=0, help_text="to be searched; 0 until they are counted")
    found = models.JSONField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "person"],
                condition=Q(state__in=["queued", "running"]),
                name="one_open_preview_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(found__isnull=False) & ~Q(fingerprint="")),
                name="a_finished_preview_lists_what_was_found",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "requested_at"], name="preview_by_state"),
            models.Index(fields=["person", "account", "-finished_at"], name="preview_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"
