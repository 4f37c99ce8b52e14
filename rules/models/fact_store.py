"""The state of the fact store that the database keeps: readers of a generation, and what an erasure must rewrite."""

import uuid

from django.db import models
from django.utils import timezone


class FactReader(models.Model):
    """A process that reads a generation of the store, whose files stay until then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    generation = models.PositiveBigIntegerField()
    worker = models.CharField(max_length=120)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.generation} by {self.worker}"


class FactErasure(models.Model):
    """Snapshots that an erasure has rewritten in the register and that the store must not show any more.

    `people` are the ids of whom it erased: facts that were derived anew may name them where the snapshot did not.
    It is inserted in the transaction of the erasure. Nobody opens the store until it is done.
    """

    snapshots = models.JSONField()
    people = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{len(self.snapshots)} snapshots"
