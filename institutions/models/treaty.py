"""Investment treaties of Japan: the countries bound, since when, and the claims that an investor may bring."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from institutions.models.bitemporal import Bitemporal


class TreatyStatus(models.TextChoices):
    """The status of a treaty. A signed treaty is not in force."""

    IN_FORCE = "in_force", _("In force")
    SIGNED = "signed", _("Signed")
    TERMINATED = "terminated", _("Terminated")


class Treaty(Bitemporal):
    """One treaty. None is unknown; `no_limit` says that it sets no time limit for claims."""

    code = models.CharField(max_length=60, db_index=True)
    name_en = models.TextField()
    name_ja = models.TextField(blank=True)
    form = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20)
    signed_on = models.DateField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    terminated_on = models.DateField(null=True, blank=True)
    isds = models.BooleanField(null=True, blank=True)
    limit_months = models.PositiveIntegerField(null=True, blank=True)
    no_limit = models.BooleanField(default=False)
    survival_years = models.PositiveIntegerField(null=True, blank=True)
    excludes_procurement = models.BooleanField(null=True, blank=True)
    carve_outs = models.JSONField(default=list)
    also = models.JSONField(default=list)  # keys of further sources that were read
    note = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Bitemporal.Meta):
        verbose_name_plural = "treaties"

    def __str__(self) -> str:
        return self.name_en


class TreatyParty(Bitemporal):
    """A country that signed a treaty, and the day from which it is bound: its own, else the treaty's, else unknown."""

    treaty = models.CharField(max_length=60, db_index=True)  # code of the treaty, whose row may be replaced
    country = models.CharField(max_length=2, db_index=True)
    in_force_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Bitemporal.Meta):
        verbose_name_plural = "treaty parties"

    def __str__(self) -> str:
        return f"{self.treaty}: {self.country}"


class TreatyCoverage(Bitemporal):
    """A country for which the table is believed to hold every treaty, as of a day. Elsewhere a gap is unknown."""

    country = models.CharField(max_length=2, db_index=True)
    complete_on = models.DateField()
    note = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Bitemporal.Meta):
        verbose_name_plural = "treaty coverage"

    def __str__(self) -> str:
        return f"{self.country} until {self.complete_on}"
