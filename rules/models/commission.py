"""Bid surveillance commissions, their members, and the sittings at which they look at contracts of a period."""

import uuid
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, GovernmentBody

LONGEST_NAME: Final = 120


class Commission(models.Model):
    """A commission that a body has set up to look at its contracts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", help_text="who set it up")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "name"], name="one_commission_a_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_commission_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class CommissionMember(models.Model):
    """A member, named as in the public report, with the account that reads and acts for them alone."""

    commission = models.ForeignKey(Commission, models.PROTECT, related_name="members")
    account = models.ForeignKey(Account, models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=LONGEST_NAME)
    occupation = models.CharField(max_length=LONGEST_NAME, help_text="such as lawyer, as in the public report")
    chair = models.BooleanField(default=False, help_text="reads what the register says of ties of members")
    added_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="since then the account reads nothing here")

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission", "account"], condition=Q(ended_at__isnull=True), name="one_seat_a_member"
            ),
            models.UniqueConstraint(
                fields=["commission"], condition=Q(ended_at__isnull=True, chair=True), name="one_chair_a_commission"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_member_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SittingState(models.TextChoices):
    """The state of the job that reads and screens the contracts of a sitting."""

    QUEUED = "queued", pgettext_lazy("sitting", "Waiting to be read")
    RUNNING = "running", pgettext_lazy("sitting", "Being read and screened")
    DONE = "done", pgettext_lazy("sitting", "Contracts read")
    ERROR = "error", pgettext_lazy("sitting", "Not read")
    SET_ASIDE = "set_aside", pgettext_lazy("sitting", "Set aside")


class Sitting(models.Model):
    """One sitting of a commission on the contracts of a period. The row is also the job that reads and screens them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commission = models.ForeignKey(Commission, models.PROTECT, related_name="sittings")
    from_on = models.DateField(help_text="the first day of the period")
    until_on = models.DateField(help_text="the last day of the period")
    size = models.PositiveIntegerField(help_text="contracts that are proposed")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=SittingState, default=SittingState.QUEUED)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error_said = models.JSONField(null=True, blank=True, help_text="code and parameters of each error")
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a queued row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0, help_text="contracts screened so far")
    total = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict, help_text="what was left out, and what could not be assessed")

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=F("until_on")), name="a_sitting_has_a_period"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_sitting_looks_at_something"),
        ]
        indexes = [models.Index(fields=["state", "begun_at"], name="sitting_by_state")]

    def __str__(self) -> str:
        return f"{self.commission_id}: {self.from_on} – {self.until_on}"


class SittingFile(models.Model):
    """A published list that the secretariat gave to a sitting. Its bytes are removed once it was read."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True, help_text="packed with zlib")

    class Meta:
        ordering = ["sitting", "pk"]

    def __str__(self) -> str:
        return self.name
