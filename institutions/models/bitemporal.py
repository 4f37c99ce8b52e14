"""Rows that are never overwritten: true from one day until another, known from one moment until another.

A change is a new row of the same lineage; of the old row only `superseded_at` is set. `until_on` is the last day.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from institutions.models.noted_rows import close_rows, note_written

Row = TypeVar("Row", bound="Bitemporal", covariant=True)


class BitemporalQuerySet(models.QuerySet[Row]):
    """Queries by day and by moment, and the one change that is allowed."""

    def current(self) -> Self:
        """Keep the rows that are current now."""
        return self.filter(superseded_at__isnull=True)

    def known_at(self, moment: datetime) -> Self:
        """Keep the rows that were current at a moment."""
        held = Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment)
        return self.filter(held, recorded_at__lte=moment)

    def current_on(self, day: date) -> Self:
        """Keep the rows that are true on a day."""
        begun = Q(from_on__isnull=True) | Q(from_on__lte=day)
        not_ended = Q(until_on__isnull=True) | Q(until_on__gte=day)
        return self.filter(begun, not_ended)

    def supersede(self, moment: datetime) -> int:
        """Close the rows that are still current, and return their number."""
        return close_rows(self.current(), moment)

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:  # Any: as Django declares them
        """Insert rows and note them for the event of the transaction."""
        return note_written(super().bulk_create(objs, *args, **kwargs))


class Bitemporal(models.Model):
    """The base of every row with a history. Its source is a document, else the submission or import that stated it."""

    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)
    source = models.ForeignKey(
        "institutions.Source", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    submission = models.ForeignKey(
        "institutions.Submission", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    imported = models.ForeignKey(
        "institutions.ImportedRecord", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    confidence = models.CharField(max_length=20, default="fact")

    objects = BitemporalQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_from_before_until",
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(from_on__lte=F("until_on")),
            ),
            models.CheckConstraint(
                name="%(class)s_has_a_source",
                condition=Q(source__isnull=False) | Q(submission__isnull=False) | Q(imported__isnull=False),
            ),
            models.UniqueConstraint(
                name="%(class)s_one_current_row", fields=["lineage"], condition=Q(superseded_at__isnull=True)
            ),
        ]
