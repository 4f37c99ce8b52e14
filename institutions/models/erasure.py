"""Erasures of a person from the register, and what they redacted. Rows are only added; triggers refuse the rest."""

from django.db import models
from django.db.models import Q

from institutions.models.account import Account
from institutions.models.party import Party


class Erasure(models.Model):
    """One erasure of one person's names and free text. An audit event has its `sha256`, over its redactions."""

    person = models.ForeignKey(Party, models.PROTECT, related_name="erasures")
    reason = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    redactions = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="an_erasure_has_a_reason")]

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class Redaction(models.Model):
    """One column of one row that was redacted, once: the hash of the old value and the hash of the present one.

    Where a table is written once, its trigger lets through the one change that a redaction announces, and marks it as
    `applied` (`institutions.audit.written_once`).
    """

    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="rows")
    of_table = models.CharField(max_length=63)
    of_row = models.CharField(max_length=64)
    of_column = models.CharField(max_length=63)
    before = models.CharField(max_length=64)
    after = models.CharField(max_length=64)
    # The salted hash that counted before (`institutions.audit.row_hashes`), for receipts; None in older redactions. No
    # part of `content`: the event of the erasure names this row as a whole.
    salted = models.CharField(max_length=64, null=True)  # noqa: DJ001 - empty in old rows without making the table anew
    applied = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_redaction_a_column", fields=["erasure", "of_table", "of_row", "of_column"]
            )
        ]
        indexes = [models.Index(name="redactions_of_a_row", fields=["of_table", "of_row", "of_column"])]

    def __str__(self) -> str:
        return f"{self.of_table} {self.of_row}: {self.of_column}"

    @property
    def content(self) -> list[str]:
        """The values that the hash of its erasure covers."""
        return [self.of_table, self.of_row, self.of_column, self.before, self.after]
