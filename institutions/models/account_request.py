"""Requests of one administrator about an account, which another one confirms or refuses."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models.account import Account

REQUEST_LIFETIME: Final = timedelta(days=7)  # after which an unconfirmed request lapses


def lapses_at() -> datetime:
    """Return the moment at which a request made now lapses."""
    return timezone.now() + REQUEST_LIFETIME


class RequestKind(models.TextChoices):
    """The act that a request is about."""

    RIGHTS = "rights", pgettext_lazy("request", "Change of rights")
    AUTHENTICATOR = "authenticator", pgettext_lazy("request", "Removal of the authenticator")


class RequestState(models.TextChoices):
    """The state of a request."""

    WAITING = "waiting", pgettext_lazy("request", "Waiting")
    CONFIRMED = "confirmed", pgettext_lazy("request", "Carried out")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
    LAPSED = "lapsed", pgettext_lazy("request", "Lapsed")


class AccountRequest(models.Model):
    """One request. `before` and `after` are the columns of the account as it was, and as it is to be.

    `address`: the e-mail address of a new account, to which its first link goes; emptied once the request is settled.
    Settled without an account: by a command on the server, or because it lapsed.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=13, choices=RequestKind)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    address = models.EmailField(max_length=254, blank=True)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    lapses_at = models.DateTimeField(default=lapses_at)
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.WAITING)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_request_a_kind", fields=["account", "kind"], condition=models.Q(state="waiting")
            ),
            models.CheckConstraint(
                name="a_settled_request_has_its_moment",
                condition=models.Q(state="waiting", settled_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(settled_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of account {self.account_id} ({self.state})"
