"""The index of seals: written with each seal, followed by receipts, and compared by the verification.

A receipt reads one row for the place of an event and one tile a tier, however many seals, chains and events there are.
Wrong rows prove nothing false: a receipt is checked against the hash of its seal before it is given away.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from institutions.audit.seal_tree import Heads, Lengths, add_lengths, readable_heads, tree_leaves
from institutions.models import AuditEvent, AuditSeal, IndexedSeal, SealedChain, SealTile
from institutions.values.hashing import hash_json
from institutions.values.merkle_tiles import path_from_tiles, tiles_of_path, tree_tiles

Json = dict[str, Any]  # Any: plain data
PORTION: Final = 500
TABLES: Final = (IndexedSeal, SealedChain, SealTile)


@dataclass(frozen=True, slots=True)
class SealedPlace:
    """The seal whose tree has an event, by its number, and the place of the event among the leaves, from 0."""

    seal: int
    place: int


@dataclass(frozen=True, slots=True)
class SealIndex:
    """The index of one seal as plain values: hash of its heads; chain, first, last, place; tier, number, nodes."""

    heads_sha256: str
    chains: tuple[tuple[str, int, int, int], ...]
    tiles: tuple[tuple[int, int, bytes], ...]


def make_index(heads: Any, lengths: Lengths, leaves: Sequence[bytes]) -> SealIndex:  # Any: as it is stored
    """Return the index of a seal with these heads and leaves; `lengths` are those of the trees before."""
    return SealIndex(
        heads_sha256=hash_json(heads),
        chains=tuple(chain_places(readable_heads(heads), lengths)),
        tiles=tuple((each.tier, each.number, each.nodes) for each in tree_tiles(leaves)),
    )


def chain_places(heads: Heads, lengths: Lengths) -> Iterator[tuple[str, int, int, int]]:
    """Yield each chain with the first and the last number of its new events, and the place of the first one."""
    place = 0
    for name in sorted(heads):
        first, last = lengths.get(name, 0) + 1, heads[name][0]
        if first <= last:
            yield name, first, last, place
            place += last - first + 1


def store_index(number: int, index: SealIndex) -> None:
    """Store the index of a seal, in place of what may be left of a seal with its number that was removed by hand."""
    for table in TABLES:
        table.objects.filter(seal=number).delete()
    IndexedSeal.objects.create(seal=number, heads_sha256=index.heads_sha256)
    SealedChain.objects.bulk_create(
        (SealedChain(seal=number, chain=c, first=f, last=la, place=p) for c, f, la, p in index.chains),
        batch_size=PORTION,
    )
    SealTile.objects.bulk_create(
        (SealTile(seal=number, tier=tier, number=n, nodes=nodes) for tier, n, nodes in index.tiles), batch_size=PORTION
    )


@transaction.atomic
def index_seals() -> int:
    """Make the index of all seals anew; return the number of seals in it."""
    for table in TABLES:
        table.objects.all().delete()
    lengths: Lengths = {}
    seals = AuditSeal.objects.filter(tree__isnull=False).order_by("number")
    for seal in seals.iterator(1):
        heads = readable_heads(seal.heads)
        store_index(seal.number, make_index(seal.heads, lengths, tree_leaves(heads, lengths)))
        add_lengths(lengths, heads)
    return IndexedSeal.objects.count()


def sealed_place(event: AuditEvent) -> SealedPlace | None:
    """Return where an event stands; None if it is not sealed yet. One row of an index."""
    rows = SealedChain.objects.filter(chain=event.chain.name, last__gte=event.number)
    row = rows.order_by("last").first()
    return SealedPlace(row.seal, row.place + event.number - row.first) if row else None


def sealed_until(chain: str) -> datetime | None:
    """Return the moment of the last event of a chain that is sealed; None if none is. Two rows of indexes."""
    last = SealedChain.objects.filter(chain=chain).order_by("-last").values_list("last", flat=True).first()
    if last is None:
        return None
    return AuditEvent.objects.filter(chain__name=chain, number=last).values_list("at", flat=True).first()


def paths_of(number: int, size: int, places: Iterable[int]) -> dict[int, tuple[bytes, list[bytes]]]:
    """Return leaf and path of each place in the tree of a seal, of `size` leaves. One query for a tile a tier.

    KeyError or IndexError if the index lacks a part.
    """
    asked = list(places)
    needed = Q(pk__in=())
    for tier, tile in {each for place in asked for each in tiles_of_path(place, size)}:
        needed |= Q(tier=tier, number=tile)
    rows = SealTile.objects.filter(needed, seal=number).values_list("tier", "number", "nodes")
    tiles = {(tier, tile): bytes(nodes) for tier, tile, nodes in rows}
    return {place: path_from_tiles(place, size, tiles) for place in asked}


def seal_contents(numbers: Iterable[int]) -> dict[int, tuple[Json, str]]:
    """Return content and hash of seals by their numbers, without reading the heads of their chains. Two queries."""
    wanted = sorted(set(numbers))
    heads = dict(IndexedSeal.objects.filter(seal__in=wanted).values_list("seal", "heads_sha256"))
    seals = AuditSeal.objects.filter(number__in=wanted).defer("heads")
    return {each.number: (each.content_with(heads.get(each.number, "")), each.hash) for each in seals}


def index_troubles(number: int, index: SealIndex) -> Iterator[str]:
    """Yield that the stored index of a seal is not the one that follows from its heads and events."""
    heads = IndexedSeal.objects.filter(seal=number).values_list("heads_sha256", flat=True).first()
    chains = SealedChain.objects.filter(seal=number).order_by("place", "pk")
    tiles = SealTile.objects.filter(seal=number).order_by("tier", "number")
    held = SealIndex(
        heads_sha256=heads or "",
        chains=tuple(chains.values_list("chain", "first", "last", "place")),
        tiles=tuple((tier, n, bytes(nodes)) for tier, n, nodes in tiles.values_list("tier", "number", "nodes")),
    )
    if held != index:
        yield f"seal {number}: its index was changed; `manage.py index_seals` makes it anew"


def strange_indexes() -> Iterator[str]:
    """Yield numbers in the index that are not those of a seal with a tree."""
    seals = AuditSeal.objects.filter(tree__isnull=False).values("number")
    for table in TABLES:
        for number in table.objects.exclude(seal__in=seals).values_list("seal", flat=True).distinct().order_by("seal"):
            yield f"seal {number}: {table._meta.db_table} has an index of it, though there is no such seal"  # noqa: SLF001 - documented
