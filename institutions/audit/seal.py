"""Sealing: once a day the heads of the chains are hashed into one, on top of the seal before.

A chain alone cannot show that its last events were cut off together with its head. A seal that names a missing head
shows it, and so does any later seal over a seal that was changed. Anyone who keeps the last hash elsewhere, as printed
by `manage.py verify_audit`, can prove that nothing before it was touched. Each seal also holds the root of a tree over
the events that it is the first to seal, so that a receipt proves one event without the others; its index is written
with it.
"""

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from institutions.audit.seal_index import make_index, store_index
from institutions.audit.seal_tree import lengths_in_trees, make_tree, readable_heads, tree_leaves
from institutions.models import AuditChain, AuditSeal
from institutions.models.audit import SEALS
from institutions.values.hashing import hash_json


def seal_today() -> AuditSeal | None:
    """Seal new events, unless the last seal is of today already; return None if there is nothing to seal."""
    last = AuditSeal.objects.order_by("-number").values_list("at", flat=True).first()
    return None if last and is_of_today(last, timezone.now()) else seal_events()


def is_of_today(sealed: datetime, now: datetime) -> bool:
    """Return whether a seal counts as that of the day.

    One that is dated later than now does not, not even by a minute: its clock was ahead. Shortly before midnight such a
    seal would have been that of the next day, which then had none of its own.
    """
    return sealed <= now and timezone.localdate(sealed) == timezone.localdate(now)


@transaction.atomic
def seal_events() -> AuditSeal | None:
    """Seal the events since the last seal; return None if there are none. Of two calls at once, one gets through."""
    sealed = lengths_in_trees()
    heads = {
        name: [length, head]
        for name, length, head in AuditChain.objects.values_list("name", "length", "head").order_by("name")
        if name != SEALS and length > sealed.get(name, 0)
    }
    if not heads:
        return None
    last = AuditSeal.objects.order_by("-number").first()
    leaves = tree_leaves(readable_heads(heads), sealed)
    new = AuditSeal(
        number=last.number + 1 if last else 1,
        at=timezone.now().astimezone(UTC),
        heads=heads,
        tree=make_tree(leaves),
        previous=last.hash if last else "",
    )
    new.hash = hash_json(new.content)
    new.save(force_insert=True)
    store_index(new.number, make_index(heads, sealed, leaves))
    AuditChain.objects.update_or_create(name=SEALS, defaults={"length": new.number, "head": new.hash})
    return new
