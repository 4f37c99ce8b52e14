"""The audit trail: who did what to which object. Rows are added, never changed; database triggers refuse it."""

from typing import Any, Final

from django.db import models
from django.db.models import Q

REST: Final = "rest"  # the chain of all events that belong to no partnership


class AuditChain(models.Model):
    """One chain of events: of a partnership, or of the rest. Its row is locked while an event is added."""

    name = models.CharField(max_length=60, unique=True)  # rest, or partnership: with its id
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")  # hash of the last event

    def __str__(self) -> str:
        return f"{self.name} ({self.length})"


class AuditEvent(models.Model):
    """One act. Sensitive values are identified by row and hash, never by content."""

    chain = models.ForeignKey(AuditChain, models.PROTECT, related_name="events")
    number = models.BigIntegerField()  # in its chain, from 1
    at = models.DateTimeField()
    actor = models.CharField(max_length=100)  # account:12, body:METI, command or system
    verb = models.CharField(max_length=40)
    object = models.CharField(max_length=100)  # its kind and id: partnership:…, assessment:…
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.CharField(max_length=100, blank=True)
    previous = models.CharField(max_length=64, blank=True)  # hash of the event before; empty for the first
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_event_a_number", fields=["chain", "number"])]
        # The newest first, of all and by each search field: a page is read from one index, however many there are.
        indexes = [
            models.Index(name="event_newest", fields=["-at", "-id"]),
            models.Index(name="event_by_actor", fields=["actor", "-at", "-id"]),
            models.Index(name="event_by_verb", fields=["verb", "-at", "-id"]),
            models.Index(name="event_by_object", fields=["object", "-at", "-id"]),
            models.Index(name="event_by_chain", fields=["chain", "-at", "-id"]),
            models.Index(name="event_by_request", fields=["request_id", "-at", "-id"], condition=~Q(request_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.object}"

    @property
    def content(self) -> dict[str, Any]:  # Any: plain data, hashed as canonical JSON
        """The values that the hash covers."""
        return {
            "chain": self.chain.name,
            "number": self.number,
            "at": self.at.isoformat(),
            "actor": self.actor,
            "verb": self.verb,
            "object": self.object,
            "before": self.before,
            "after": self.after,
            "request_id": self.request_id,
            "previous": self.previous,
        }


class AuditSeal(models.Model):
    """The heads of all chains that grew since the seal before, sealed into one hash: events cut off later show."""

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    heads = models.JSONField()  # by name of the chain: [length, hash of its last event]
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seal {self.number}"

    @property
    def content(self) -> dict[str, Any]:  # Any: plain data, hashed as canonical JSON
        """The values that the hash covers."""
        return {"number": self.number, "at": self.at.isoformat(), "heads": self.heads, "previous": self.previous}
