"""The seals, compared with each other, with their trees and with the heads of the chains that they name."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils import timezone

from institutions.audit.event_window import CLOCKS, last_seal_before
from institutions.audit.seal_index import index_troubles, make_index, strange_indexes
from institutions.audit.seal_tree import Lengths, add_lengths, make_tree, readable_heads, tree_leaves
from institutions.models import AuditChain, AuditEvent, AuditSeal
from institutions.models.audit import SEALS
from institutions.values.hashing import hash_json

CHUNK: Final = 2_000  # heads that are looked up at once


def seal_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield the troubles of the seals, and the sealed events that are missing; `since`: of seals from then on."""
    number, previous = 0, ""
    before = last_seal_before(since) if since else None
    lengths: Lengths = {}
    sound = True
    for seal in AuditSeal.objects.order_by("number").iterator(100):
        troubles = [*trouble_of_seal(seal, number, previous)]
        if before and seal.number <= before.number:  # its own hash alone, so that none is dated out of the window
            yield from troubles
            sound = sound and not troubles
            if seal.tree is not None:
                add_lengths(lengths, readable_heads(seal.heads))
            number, previous = seal.number, seal.hash
            continue
        troubles += missing_heads(seal)
        sound = sound and not troubles  # afterwards it is in doubt which events belong into a tree
        if sound and seal.tree is not None:
            heads = readable_heads(seal.heads)
            leaves = tree_leaves(heads, lengths)
            if make_tree(leaves) != seal.tree:
                troubles = [f"seal {seal.number}: its events are not those that it sealed"]
            else:
                troubles = [*index_troubles(seal.number, make_index(seal.heads, lengths, leaves))]
            add_lengths(lengths, heads)
        yield from troubles
        number, previous = seal.number, seal.hash
    if sound:
        yield from strange_indexes()
    head = AuditChain.objects.filter(name=SEALS).first()
    if number and head is None:
        yield "seal: the head of the seals is missing"
    elif head and (head.length, head.head) != (number, previous):
        yield f"seal {head.length} was the last one, and is missing or was changed"


def seal_remarks() -> Iterator[str]:
    """Yield the seals that are dated in the future: the clock of a server was ahead."""
    ahead = AuditSeal.objects.filter(at__gt=timezone.now() + CLOCKS).order_by("number")
    for number, at in ahead.values_list("number", "at"):
        yield f"seal {number}: is dated {at.isoformat()}, which is still to come"


def trouble_of_seal(seal: AuditSeal, number: int, previous: str) -> Iterator[str]:
    """Yield the trouble of a seal after the one with this number and hash, if there is one."""
    if seal.number != number + 1:
        yield f"seal {number + 1} is missing"
    elif seal.previous != previous:
        yield f"seal {seal.number}: does not match the previous seal"
    elif hash_json(seal.content) != seal.hash:
        yield f"seal {seal.number}: was changed"


def missing_heads(seal: AuditSeal) -> Iterator[str]:
    """Yield the heads that a seal names and that are not in their chains."""
    heads = readable_heads(seal.heads)
    names = sorted(heads)
    for start in range(0, len(names), CHUNK):
        part = names[start : start + CHUNK]
        rows = AuditEvent.objects.filter(chain__name__in=part, hash__in=[heads[name][1] for name in part])
        held = {(name, number, each) for name, number, each in rows.values_list("chain__name", "number", "hash")}
        for name in part:
            length, head = heads[name]
            if (name, length, head) not in held:
                yield f"{name}: event {length}, sealed in seal {seal.number}, is missing or was changed"
