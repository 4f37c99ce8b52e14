"""Reorganisations that are law: the enacted document, and the succession of bodies that it leads to."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from institutions.models.account import Account
from institutions.models.bitemporal import Bitemporal
from institutions.models.party import GovernmentBody
from institutions.models.source import Source


class SucceededPart(models.TextChoices):
    """The part of a body that another one succeeds to."""

    BODY = "body", _("Everything")
    PARTNERSHIPS = "partnerships", _("Partnerships of a domain")
    POST = "post", _("A post with its holder")


class BodySuccession(Bitemporal):
    """One body in the place of another from a day on: in everything, in partnerships of a domain, or in a post."""

    predecessor = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+", db_index=False)
    successor = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=20, choices=SucceededPart)
    domain = models.CharField(max_length=40, blank=True)
    post_en = models.CharField(max_length=200, blank=True)
    post_ja = models.CharField(max_length=200, blank=True)

    class Meta(Bitemporal.Meta):
        constraints = [
            *Bitemporal.Meta.constraints,
            models.CheckConstraint(
                name="succession_of_another_body",
                condition=~Q(predecessor=F("successor")) & Q(from_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.successor_id} after {self.predecessor_id} ({self.part})"


class Enactment(models.Model):
    """A reorganisation that a law or an order carries, with the document and the rows that it led to.

    `written` holds, in order, what the enactment wrote: rows of the register by table with the row that each replaces,
    and columns of bodies as they were. `reached_on` is the last day whose cases, keys and accounts have moved.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=200)
    document = models.JSONField()
    first_on = models.DateField()
    last_on = models.DateField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", db_index=False)
    written = models.JSONField(default=list)
    enacted_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    enacted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["first_on", "enacted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_enactment_a_reference", fields=["reference"], condition=Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def state(self) -> str:
        """The state in the words of the contract."""
        return "withdrawn" if self.withdrawn_at else "enacted"

    def is_planned(self, today: date) -> bool:
        """Return whether its first day is still to come."""
        return today < self.first_on
