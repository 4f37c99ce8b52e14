"""Webhooks: addresses to which a ministry's system wants news of its cases, and every delivery. The row is the job."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutions.models import Account, GovernmentBody


class WebhookEvent(models.TextChoices):
    """An event that a webhook can receive. `ping` is the test delivery, which nobody chooses."""

    ASSESSMENT_DONE = "assessment.done", _("An assessment has finished")
    FINDING_NEW = "finding.new", _("There are new findings")
    FINDING_GONE = "finding.gone", _("Findings were withdrawn by new data")
    CASE_CHANGED = "case.changed", _("The state of a case has changed")
    DECISION_MADE = "decision.made", _("Findings were decided")
    PING = "ping", _("Test delivery")


class DeliveryState(models.TextChoices):
    """The state of a delivery."""

    WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
    SENDING = "sending", pgettext_lazy("delivery", "Being sent")
    DELIVERED = "delivered", pgettext_lazy("delivery", "Delivered")
    SET_ASIDE = "set_aside", pgettext_lazy("delivery", "Set aside")


class DeliveryTrouble(models.TextChoices):
    """The reason why an attempt failed."""

    STATUS = "status", _("The receiver answered with an error")
    REDIRECT = "redirect", _("The receiver redirects to another address, which is not followed")
    TIMEOUT = "timeout", _("The receiver took too long")
    CONNECTION = "connection", _("No connection")
    NAME = "name", _("The host name is not known")
    ADDRESS = "address", _("The host has a private address, to which nothing is sent")
    CERTIFICATE = "certificate", _("The certificate cannot be trusted")
    ANSWER = "answer", _("The answer is not HTTP")
    WORKER = "worker", _("The worker ended while it was sending")
    DATABASE = "database", _("The database failed again and again while it was sent")
    SECRET = "secret", _("The case is now restricted, so nothing about it is sent")
    OFF = "off", _("The webhook was switched off")


class Webhook(models.Model):
    """An address of a body's system. Secrets are encrypted; the former one signs too until `former_until`.

    `failures` counts failed attempts in a row; after an attempt that nobody answers, all rest until `resting_until`.
    """

    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="webhooks")
    address = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    off_because = models.CharField(
        max_length=10,
        blank=True,
        choices=[("by_hand", _("by an administrator")), ("failing", _("nothing could be delivered for days"))],
    )
    secret = models.TextField()
    former_secret = models.TextField(blank=True)
    former_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    resting_until = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(secret=""), name="a_webhook_has_a_secret"),
            models.CheckConstraint(
                condition=Q(active=True, off_because="") | (Q(active=False) & ~Q(off_because="")),
                name="a_webhook_is_off_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.address


class WebhookDelivery(models.Model):
    """One message to one webhook. Id and content never change: a receiver recognises it at the next attempt.

    `attempt` fences: an attempt writes its end only while the row still names it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=20, choices=WebhookEvent)
    partnership = models.ForeignKey("institutions.Partnership", models.PROTECT, null=True, blank=True, related_name="+")
    content = models.TextField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    tries_left = models.PositiveSmallIntegerField()
    next_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a waiting row")
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    trouble = models.CharField(max_length=12, choices=DeliveryTrouble, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sending", lease_until__isnull=False)
                | (~Q(state="sending") & Q(lease_until__isnull=True)),
                name="a_delivery_being_sent_has_a_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_at"], name="delivery_by_state"),
            models.Index(fields=["webhook", "-requested_at"], name="delivery_by_webhook"),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.webhook_id} ({self.state})"

    @property
    def message_id(self) -> str:
        """The `webhook-id`, the same at every attempt."""
        return f"msg_{self.pk.hex}"
