"""Statements of the policy brief of 2021, claims and facts kept apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from institutions.models.bitemporal import Bitemporal


class StatementStanding(models.TextChoices):
    """The standing of a statement: a fact happened or was decided; a claim is the author's judgement."""

    FACT = "fact", _("Fact")
    CLAIM = "claim", _("Claim")


class BriefStatement(Bitemporal):
    """One statement of the brief. Pages show it; it is no finding about anyone."""

    code = models.CharField(max_length=10, db_index=True)
    what = models.CharField(max_length=20)
    standing = models.CharField(max_length=10, choices=StatementStanding)
    text_en = models.TextField()
    text_ja = models.TextField(blank=True)
    subjects = models.JSONField(default=list)
    domain = models.CharField(max_length=40, blank=True)
    time_en = models.TextField(blank=True)
    time_ja = models.TextField(blank=True)
    confirmed_by = models.JSONField(default=list)  # keys of sources that bear it out
    note = models.TextField(blank=True)
    review_on = models.DateField(null=True, blank=True)

    class Meta(Bitemporal.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.code} ({self.standing})"
