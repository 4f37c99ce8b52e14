"""Retention of cases: legal holds over them, and what somebody entitled decided about the end of their retention."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from institutions.models import Account, DisposalMeasure, Partnership


class LegalHold(models.Model):
    """An order to keep cases as they are, whatever their period: by whom, why and since when.

    While it stands, nobody is erased from its cases and no document of theirs is disposed of. Another account than
    the one that set it lifts it.
    """

    reason = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_hold_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="another_account_lifts_a_hold",
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_by=F("account"))),
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"


class HeldCase(models.Model):
    """One case under a legal hold."""

    hold = models.ForeignKey(LegalHold, models.PROTECT, related_name="cases", db_index=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="one_case_a_hold", fields=["hold", "partnership"])]

    def __str__(self) -> str:
        return f"hold {self.hold_id}: {self.partnership_id}"


class RetentionCheck(models.Model):
    """The measure that a reviewer chose for one case after its retention. The newest one counts, while nothing changed.

    `retained_until` is the last day of retention as it was then.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=8, choices=DisposalMeasure)
    retained_until = models.DateField()
    reason = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(name="a_retention_check_has_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.partnership_id}: {self.measure}"
