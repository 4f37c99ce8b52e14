"""Disposals of the documents of a case after their retention, and the rows that each removed. Rows are only added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from institutions.models.account import Account
from institutions.models.partnership import Partnership


class DisposalMeasure(models.TextChoices):
    """The measure at the end of retention."""

    TRANSFER = "transfer", pgettext_lazy("retention", "Transfer to the National Archives")
    DESTROY = "destroy", pgettext_lazy("retention", "Disposal")


class Disposal(models.Model):
    """One disposal of one case. An audit event has its `sha256`, over the rows that it removed or emptied.

    `basis` is the receipt of the National Archives for a transfer, or the consent to a disposal. `package_sha256` is
    the hash of the package in which the documents were exported before; a disposal without transfer may have none.
    """

    partnership = models.OneToOneField(Partnership, models.PROTECT, related_name="disposal")
    measure = models.CharField(max_length=8, choices=DisposalMeasure)
    retained_until = models.DateField()
    basis = models.TextField()
    package_sha256 = models.CharField(max_length=64, blank=True)
    checked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(basis=""), name="a_disposal_has_a_basis"),
            models.CheckConstraint(
                condition=~Q(measure="transfer") | ~Q(package_sha256=""), name="a_transfer_has_a_package"
            ),
            models.CheckConstraint(
                condition=~Q(checked_by=models.F("account")), name="another_account_disposes_of_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"disposal {self.pk}"


class DisposedRow(models.Model):
    """One row that a disposal removed, or one document that it emptied, by the key under which events name it.

    `of_table` is the table; with `:` and a column, the rows of it with one value of the column, which are hashed
    together; with `:emptied`, a row whose documents were emptied and that stays. `sha256` is the hash that the newest
    event gives of it; empty where no event names the row. Where a table is written once, its trigger lets through the
    one deletion that such a row announces (`institutions.audit.written_once`).
    """

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="removed", db_index=False)
    of_table = models.CharField(max_length=126)
    of_row = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_disposal_a_row", fields=["of_table", "of_row"]),
        ]
        indexes = [models.Index(name="rows_of_a_disposal", fields=["disposal"])]

    def __str__(self) -> str:
        return f"{self.of_table} {self.of_row}"

    @property
    def content(self) -> list[str]:
        """The values that the hash of its disposal covers."""
        return [self.of_table, self.of_row, self.sha256]
