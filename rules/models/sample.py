"""Samples of cleared cases that an auditor draws, and the notes of their review. Rows are only added."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutions.models import Account
from rules.models.immutable import WrittenOnce


class Strata(models.TextChoices):
    """The division of a sample before it is drawn, so that each part is in it by its share."""

    NONE = "none", _("Not divided")
    MINISTRY = "ministry", _("By ministry")
    SEVERITY = "severity", _("By highest severity")


class AuditSample(WrittenOnce):
    """One draw: everything that is needed to draw it again (`rules.review.auditing.sampling`).

    `population_sha256` is over the cases that could be drawn, and `secret` says whether they included secret ones.
    """

    seed = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    strata = models.CharField(max_length=10, choices=Strata, default=Strata.NONE)
    from_on = models.DateField()
    until_on = models.DateField()
    secret = models.BooleanField()
    population = models.PositiveIntegerField()
    population_sha256 = models.CharField(max_length=64)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=models.F("until_on")), name="a_sample_has_a_period"),
            models.CheckConstraint(condition=Q(size__gte=1), name="a_sample_has_a_size"),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="sample_newest_first")]

    def __str__(self) -> str:
        return f"sample {self.pk}"


class SampledCase(WrittenOnce):
    """A case that was drawn, and the clearing that put it into the population."""

    sample = models.ForeignKey(AuditSample, on_delete=models.PROTECT, related_name="cases")
    position = models.PositiveIntegerField()
    move = models.ForeignKey("rules.CaseMove", on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sample", "position"], name="one_case_a_position"),
            models.UniqueConstraint(fields=["sample", "move"], name="a_clearing_is_drawn_once"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"sample {self.sample_id}, case {self.position}"


class SampleNote(WrittenOnce):
    """A note of an auditor who has reviewed a drawn case."""

    drawn = models.ForeignKey(SampledCase, on_delete=models.PROTECT, related_name="notes")
    note = models.TextField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="a_sampled_case_is_looked_at_with_a_note")]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.drawn_id}: {self.note}"
