"""The bytes that each body or account has stored of one kind beside documents: one row an owner and kind."""

from django.db import models
from django.db.models import Q

from institutions.models.account import Account
from institutions.models.party import GovernmentBody


class StoredKind(models.TextChoices):
    """The kinds of rows that are counted."""

    DRAFTS = "drafts", "Drafts"
    PROCESSES = "processes", "Published processes"


class StoredAmount(models.Model):
    """The bytes of one kind that a body or an account has stored. Documents have a count of their own."""

    kind = models.CharField(max_length=10, choices=StoredKind)
    body = models.ForeignKey(GovernmentBody, models.CASCADE, null=True, blank=True, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="+")
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "body"], condition=Q(body__isnull=False), name="one_amount_of_a_body"
            ),
            models.UniqueConstraint(
                fields=["kind", "account"], condition=Q(account__isnull=False), name="one_amount_of_an_account"
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False, body__isnull=True) | Q(account__isnull=True, body__isnull=False),
                name="an_amount_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.body_id or self.account_id}: {self.size}"
