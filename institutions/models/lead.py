"""Possible matches: two parties that may be one, and the decisions of people. A match takes a person's confirmation."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutions.models.account import Account
from institutions.models.party import GovernmentBody, Party


class LeadState(models.TextChoices):
    """The state of a possible match."""

    OPEN = "open", pgettext_lazy("lead", "Open")
    CONFIRMED = "confirmed", pgettext_lazy("lead", "Confirmed")
    REFUSED = "refused", pgettext_lazy("lead", "Rejected")


class IdentityLead(models.Model):
    """A new party that may be one of the register: how likely that is (`score`, of 100), and why. A rejection stays.

    `match` identifies the comparison (kind, folded name, the register's party), so that a later comparison of the same
    name shows the earlier rejection. `same_name`: the folded names are equal. `follows` is the possible match whose
    rejection holds for this one too, since the same record brought in both parties; it is set while that rejection
    holds.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="leads")
    candidate = models.ForeignKey(Party, models.PROTECT, related_name="+")
    folded = models.CharField(max_length=200)
    match = models.CharField(max_length=64, db_index=True)
    score = models.PositiveSmallIntegerField(default=95)
    reasons = models.JSONField(default=list)  # of institutions.parties.identities.candidates.LikenessReason
    same_name = models.BooleanField(default=True)
    body = models.ForeignKey(GovernmentBody, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=LeadState, default=LeadState.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followers")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_lead_a_pair", fields=["party", "candidate"]),
            models.CheckConstraint(name="lead_between_two", condition=~Q(party=F("candidate"))),
        ]
        indexes = [models.Index(fields=["state", "score", "id"], name="leads_by_score")]

    def __str__(self) -> str:
        return f"{self.folded}: {self.party_id} may be {self.candidate_id}"


class MatchDecision(models.TextChoices):
    """The decision of a person on a possible match."""

    CONFIRMED = "confirmed", _("Confirmed: the same party")
    REFUSED = "refused", _("Rejected: different parties")
    UNDONE = "undone", _("Decision reversed")


class IdentityDecision(models.Model):
    """One decision on a possible match: by whom, when and why. Rows are only added: a reversed decision stays."""

    lead = models.ForeignKey(IdentityLead, models.PROTECT, related_name="decisions")
    said = models.CharField(max_length=10, choices=MatchDecision)
    reason = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.said}"
