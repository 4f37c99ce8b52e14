"""The seals, compared with each other, with their trees and with the heads of the chains that they name."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from institutions.audit.event_window import CLOCKS, last_seal_before, sealed_lengths
from institutions.audit.seal_index import index_troubles, make_index, strange_indexes
from institutions.audit.seal_tree import (
    CHAINS_AT_ONCE,
    Lengths,
    add_lengths,
    chain_ids,
    make_tree,
    readable_heads,
    tree_leaves,
)
from institutions.models import AuditChain, AuditEvent, AuditSeal
from institutions.models.audit import SEALS
from institutions.values.hashing import hash_json
from institutions.values.portions import split_portions

CHUNK: Final = 2_000
ENDING: Final = timedelta(minutes=2)  # between an event and the end of its transaction


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
    """Yield the seals from a clock that was ahead: dated in the future, after the next seal, or after what it lacks."""
    now = timezone.now()
    before: tuple[int, datetime] | None = None
    for number, at in AuditSeal.objects.order_by("number").values_list("number", "at").iterator(CHUNK):
        if at > now + CLOCKS:
            yield f"seal {number}: is dated {at.isoformat()}, which is still to come"
        if before and before[1] > at:
            yield (
                f"seal {before[0]}: is dated {before[1].isoformat()}, after the next seal ({at.isoformat()}); the "
                "clock of its server was ahead"
            )
        before = number, at
    if before and (lacking := oldest_that_it_lacks(before[1])):
        where, moment = lacking
        yield (
            f"seal {before[0]}: is dated {before[1].isoformat()}, and {where}, of {moment.isoformat()}, is in no seal; "
            "its act took longer than two minutes and ended after the seal, or the clock of the server that sealed was "
            "ahead and the day has no seal of its own: seal with --seal either way, and if events of other acts of "
            "that time are in no seal either, look at that clock"
        )


def oldest_that_it_lacks(sealed: datetime) -> tuple[str, datetime] | None:
    """Return the oldest event from clearly before the last seal that is in none, and its moment; None without one.

    An event has the moment at which it was recorded, and is seen when its transaction ends. One that ended just after
    the seal is no sign of a clock: `ENDING`. One that took longer looks like one.
    """
    lengths = sealed_lengths()
    events = AuditEvent.objects.filter(at__gte=sealed - CLOCKS - ENDING, at__lt=sealed - ENDING).order_by("at", "id")
    rows = events.values_list("chain__name", "number", "at").iterator(CHUNK)
    lacking = ((f"event {n} of {chain}", at) for chain, n, at in rows if n > lengths.get(chain, 0))
    return next(lacking, None)


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
    for part in split_portions(names, CHAINS_AT_ONCE):
        chains = chain_ids(part)
        wanted = Q(pk__in=())
        for name, chain in chains.items():
            wanted |= Q(chain=chain, number=heads[name][0])
        held = set(AuditEvent.objects.filter(wanted).order_by().values_list("chain", "number", "hash"))
        for name in part:
            length, head = heads[name]
            if (chains.get(name), length, head) not in held:
                yield f"{name}: event {length}, sealed in seal {seal.number}, is missing or was changed"
