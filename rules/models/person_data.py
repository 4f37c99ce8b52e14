"""Files with a person's own data, for a request of a data protection officer: prepared by one, released by another."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from institutions.models import Account, Person


class PersonDataState(models.TextChoices):
    """The state of a file."""

    PREPARED = "prepared", pgettext_lazy("personal data", "Waiting for review")
    RELEASED = "released", pgettext_lazy("personal data", "Released")
    REFUSED = "refused", pgettext_lazy("personal data", "Not released")


class PersonDataFile(models.Model):
    """One file. `withheld` says by codes what was left out, for the review alone.

    The audit trail identifies the content by `sha256`. The content is emptied after a while (`releasing.KEPT`).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(help_text="who asked, when, and how it was made sure that it was the person")
    content = models.JSONField(default=dict)
    withheld = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=PersonDataState, default=PersonDataState.PREPARED)
    prepared_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="another_account_releases_personal_data",
                condition=~Q(state="released") | (Q(settled_by__isnull=False) & ~Q(settled_by=F("prepared_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.state})"
