"""Requests of one administrator to enact a draft of a reorganisation, or to withdraw it, which another one confirms."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, RequestState
from institutions.models.account_request import lapses_at
from rules.models.reorganisation_draft import ReorganisationDraft


class EnactmentAct(models.TextChoices):
    """The act that is asked for."""

    ENACT = "enact", pgettext_lazy("reorganisation", "Enact it")
    WITHDRAW = "withdraw", pgettext_lazy("reorganisation", "Withdraw it")


class EnactmentRequest(models.Model):
    """One request about a draft as it was at a revision. A draft has one that waits."""

    draft = models.ForeignKey(ReorganisationDraft, models.PROTECT, related_name="requests")
    act = models.CharField(max_length=8, choices=EnactmentAct)
    revision = models.PositiveIntegerField(help_text="the one that was looked at")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    lapses_at = models.DateTimeField(default=lapses_at)
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.WAITING)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_request_of_a_draft", fields=["draft"], condition=Q(state="waiting")
            ),
            models.CheckConstraint(
                name="a_settled_enactment_has_its_moment",
                condition=Q(state="waiting", settled_at__isnull=True)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.draft_id} ({self.state})"
