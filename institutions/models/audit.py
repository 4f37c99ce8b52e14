"""The audit trail: who did what to which object. Rows are added, never changed; database triggers refuse it."""

import secrets
from typing import Any, Final

from django.db import models
from django.db.models import Q

from institutions.values.hashing import canonical_json, hash_json
from institutions.values.merkle import leaf_hash, tree_hash

REST: Final = "rest"  # the chain of all events that belong to no partnership
# Of those the ones that tell of restricted partnerships, or of parties that they alone name.
RESTRICTED_REST: Final = "restricted"
SEALS: Final = "seals"  # the row with number and hash of the last seal: no chain of events


class AuditChain(models.Model):
    """One chain of events: of a partnership, of an import, or of the rest, open or restricted.

    Its row is locked while an event is added. One row is that of the seals: so the removal of the last one shows.
    """

    name = models.CharField(max_length=60, unique=True)  # rest, restricted, or partnership: with its id
    length = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")  # hash of the last event

    def __str__(self) -> str:
        return f"{self.name} ({self.length})"


class AuditSalt(models.Model):
    """The secret of this database with which hashes of rows hide short texts. One row, made once, never changed."""

    value = models.CharField(max_length=64, default=secrets.token_hex)

    def __str__(self) -> str:
        return "salt of the audit trail"


class AuditEvent(models.Model):
    """One act, and the rows that it wrote. Sensitive values are identified by row and hash, never by content.

    `rows` has up to three parts, each by table and key: `written` and `changed` rows with their hash (of a changed one
    also the hash before), `closed` ones with the moment at which they were superseded. None: of before rows were named.
    """

    chain = models.ForeignKey(AuditChain, models.PROTECT, related_name="events", db_index=False)
    number = models.BigIntegerField()  # in its chain, from 1
    at = models.DateTimeField()
    actor = models.CharField(max_length=100)  # account:12, body:METI, command or system
    verb = models.CharField(max_length=40)
    object = models.CharField(max_length=100)  # its kind and id: partnership:…, assessment:…
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    rows = models.JSONField(null=True)
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
        return event_content(self)


def event_content(event: Any) -> dict[str, Any]:  # Any: an event, or that of a migration's model; plain data
    """Return what the hash of an event covers; of the rows the hash of their tree, where it names some."""
    rows = {"rows": tree_hash([leaf_hash(each) for each in row_entries(event.rows)]).hex()} if event.rows else {}
    return {
        **rows,
        "chain": event.chain.name,
        "number": event.number,
        "at": event.at.isoformat(),
        "actor": event.actor,
        "verb": event.verb,
        "object": event.object,
        "before": event.before,
        "after": event.after,
        "request_id": event.request_id,
        "previous": event.previous,
    }


def row_entries(rows: dict[str, Any]) -> list[bytes]:  # Any: plain data
    """Return the entries of the tree over the rows of an event: part, table, key and value, sorted."""
    return [
        canonical_json([part, table, key, value]).encode()
        for part, tables in sorted(rows.items())
        for table, keys in sorted(tables.items())
        for key, value in sorted(keys.items())
    ]


class AuditSeal(models.Model):
    """The heads of all chains that grew since the seal before, sealed into one hash: events cut off later show.

    `tree` has number of leaves and root of the tree over the events that were in none before (`seal_tree`); None in
    older seals. A seal with a tree names its heads by their hash, so that a receipt needs no list of cases.
    """

    number = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    heads = models.JSONField()  # by name of the chain: [length, hash of its last event]
    tree = models.JSONField(null=True)  # {"size": 12, "root": hash}
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seal {self.number}"

    @property
    def content(self) -> dict[str, Any]:  # Any: plain data, hashed as canonical JSON
        """The values that the hash covers."""
        return self.named | {"heads": self.heads} if self.tree is None else self.content_with(hash_json(self.heads))

    def content_with(self, heads_sha256: str) -> dict[str, Any]:  # Any: as above
        """Return the content of a seal with a tree from the hash of its heads, which are not read."""
        return self.named | {"heads_sha256": heads_sha256, "tree": self.tree}

    @property
    def named(self) -> dict[str, Any]:  # Any: as above
        """The part of the content that every seal has."""
        return {"number": self.number, "at": self.at.isoformat(), "previous": self.previous}
