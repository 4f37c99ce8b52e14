"""Searches for possible matches of new names: jobs that run after the transaction that brought the names in."""

from django.db import models
from django.utils import timezone

from institutions.models.party import GovernmentBody, Party


class NameSearchState(models.TextChoices):
    """The state of a search. One that is done has no row."""

    WAITING = "waiting"
    RUNNING = "running"
    ERROR = "error"
    SET_ASIDE = "set_aside"


class NameSearch(models.Model):
    """A document, or a batch of records, whose new parties are not compared with the register yet; also the job.

    Ids are the order in which they came in: each is compared with those before it. `body` is the body that stated the
    parties. The row goes when the matches are stored: until then nobody may say that there is none.
    `parties_sha256`: of the parties with their places, so that none is left out unseen; empty for one of before.
    """

    body = models.ForeignKey(GovernmentBody, models.PROTECT, related_name="+", db_index=False)
    parties_sha256 = models.CharField(max_length=64, blank=True, default="")

    state = models.CharField(max_length=10, choices=NameSearchState, default=NameSearchState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    expired_leases = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    error_said = models.JSONField(null=True, blank=True, help_text="why it failed, as a code")
    requested_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="when the workers were last told of a waiting row")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True, help_text="when it failed")

    class Meta:
        verbose_name_plural = "name searches"

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"


class UnsearchedParty(models.Model):
    """A new party of a search. `place` is that of its document among several that were stored together."""

    party = models.OneToOneField(Party, models.CASCADE, primary_key=True, related_name="unsearched")
    search = models.ForeignKey(NameSearch, models.CASCADE, related_name="parties")
    place = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "unsearched parties"

    def __str__(self) -> str:
        return str(self.party_id)
