"""Leads: two parties that may be one. A name match is never more than that until a person confirms it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from institutions.models.account import Account
from institutions.models.party import GovernmentBody, Party


class LeadState(models.TextChoices):
    """What a person said of a lead."""

    OPEN = "open", _("Open")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")


class IdentityLead(models.Model):
    """A new party has the same folded name as one of the register. A refused match stays refused.

    `match` names what was compared (kind, folded name, the register's party), so that the next import of the same name
    finds the earlier refusal.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="leads")
    candidate = models.ForeignKey(Party, models.PROTECT, related_name="+")
    folded = models.CharField(max_length=200)
    match = models.CharField(max_length=64, db_index=True)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=LeadState, default=LeadState.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_lead_a_pair", fields=["party", "candidate"]),
            models.CheckConstraint(name="lead_between_two", condition=~Q(party=F("candidate"))),
        ]

    def __str__(self) -> str:
        return f"{self.folded}: {self.party_id} may be {self.candidate_id}"
