"""The tree of a seal: the hashes of the events that it is the first to seal, as leaves of one tree (RFC 9162).

Its leaves follow from the heads: by name of the chain, then by number. So the order is the same whatever was committed
first. The first seal with a tree also covers the events that older seals, without one, had sealed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db.models import Q

from institutions.models import AuditEvent, AuditSeal
from institutions.values.merkle import leaf_hash, tree_hash
from institutions.values.portions import split_portions

CHAINS_AT_ONCE: Final = 200  # three parameters each: SQLite's limit is a thousand in some builds
Heads = Mapping[str, tuple[int, str]]
Lengths = dict[str, int]


def readable_heads(heads: Any) -> dict[str, tuple[int, str]]:  # Any: as it is stored
    """Return the heads of a seal; those that have another form are left out, since its hash shows the change."""
    if not isinstance(heads, dict):
        return {}
    right = {
        name: head for name, head in heads.items() if isinstance(head, list) and list(map(type, head)) == [int, str]
    }
    return {name: (length, head) for name, (length, head) in right.items()}


def lengths_in_trees() -> Lengths:
    """Return how many events of each chain are in the tree of a seal."""
    seals = AuditSeal.objects.filter(tree__isnull=False).order_by("number")
    lengths: Lengths = {}
    for heads in seals.values_list("heads", flat=True).iterator(100):
        add_lengths(lengths, readable_heads(heads))
    return lengths


def add_lengths(lengths: Lengths, heads: Heads) -> None:
    """Take the heads of a seal into the lengths."""
    lengths.update({name: length for name, (length, _) in heads.items()})


def tree_entries(heads: Heads, lengths: Lengths) -> Iterator[tuple[str, int, str]]:
    """Yield chain, number and hash of each event that a seal with these heads is the first to seal, in order.

    `lengths` are those of the trees before. The events of 200 chains are in memory at once, about 100 bytes each.
    """
    for names in split_portions(sorted(heads), CHAINS_AT_ONCE):
        wanted = Q(pk__in=())
        for name in names:
            wanted |= Q(chain__name=name, number__gt=lengths.get(name, 0), number__lte=heads[name][0])
        found: dict[str, list[tuple[int, str]]] = {name: [] for name in names}
        rows = AuditEvent.objects.filter(wanted).order_by("chain", "number")
        for name, number, said in rows.values_list("chain__name", "number", "hash").iterator(2_000):
            found[name].append((number, said))
        for name in names:
            yield from ((name, number, said) for number, said in found[name])


def event_leaf(said: str) -> bytes:
    """Return the leaf of an event, by its hash in hexadecimal."""
    return leaf_hash(said.encode())


def tree_leaves(heads: Heads, lengths: Lengths) -> list[bytes]:
    """Return the leaves of the tree of a seal with these heads; `lengths` are those of the trees before."""
    return [event_leaf(said) for _name, _number, said in tree_entries(heads, lengths)]


def make_tree(leaves: Sequence[bytes]) -> dict[str, Any]:  # Any: plain data
    """Return number of leaves and root of the tree of a seal."""
    return {"size": len(leaves), "root": tree_hash(leaves).hex()}
