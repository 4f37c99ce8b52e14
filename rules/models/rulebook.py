"""A version of the rulebook: everything that its verdicts depend on, as text, under its hash."""

from django.db import models
from django.utils import timezone

from rules.models.immutable import WrittenOnce


class RulebookVersion(WrittenOnce):
    """One compiled rulebook. `text` is canonical JSON from which a replay rebuilds it."""

    version = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-stored_at"]

    def __str__(self) -> str:
        return self.version[:12]
