"""The events of a window, for a daily run: those since a moment, whatever the moments say that are written in them."""

from datetime import datetime
from typing import Final

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from institutions.audit.seal_tree import CHAINS_AT_ONCE, Lengths, add_lengths, chain_ids, readable_heads
from institutions.models import AuditChain, AuditEvent, AuditSeal
from institutions.models.audit import SEALS
from institutions.values.portions import split_portions
from institutions.values.stamp_moments import CLOCKS_APART

CLOCKS: Final = CLOCKS_APART
CHUNK: Final = 2_000


def events_since(events: QuerySet[AuditEvent], since: datetime) -> QuerySet[AuditEvent]:
    """Keep, in each chain, the first event from a moment on and all with higher numbers, whatever clocks said.

    An event that came in after the first of them counts too, though it is dated before; and so does one that no seal
    from before the moment has: it came in after that seal, and was dated back.
    """
    newer = AuditEvent.objects.filter(at__gte=since).order_by()
    first_in = [pk for pk in (newer.aggregate(pk=Min("pk"))["pk"], first_unsealed(since)) if pk is not None]
    if first_in:
        newer = AuditEvent.objects.filter(pk__gte=min(first_in)).order_by()
    first = newer.filter(chain=OuterRef("chain")).values("chain").annotate(first=Min("number")).values("first")
    return events.filter(chain__in=newer.values("chain"), number__gte=Subquery(first))


def last_seal_before(since: datetime) -> AuditSeal | None:
    """Return the last seal from before a moment; None if there is none."""
    return AuditSeal.objects.filter(at__lt=since).order_by("number").last()


def sealed_lengths(until: int | None = None) -> Lengths:
    """Return the sealed length of each chain; `until`: by the seals up to this number."""
    seals = AuditSeal.objects.order_by("number")
    lengths: Lengths = {}
    for heads in (
        (seals if until is None else seals.filter(number__lte=until)).values_list("heads", flat=True).iterator(100)
    ):
        add_lengths(lengths, readable_heads(heads))
    return lengths


def first_unsealed(since: datetime) -> int | None:
    """Return the id of the first event that the last seal from before a moment has not; None without such a seal."""
    if (seal := last_seal_before(since)) is None:
        return None
    sealed = sealed_lengths(until=seal.number)
    chains = AuditChain.objects.exclude(name=SEALS).values_list("name", "length").iterator(CHUNK)
    first: int | None = None
    for grown in split_portions([name for name, length in chains if length > sealed.get(name, 0)], CHAINS_AT_ONCE):
        wanted = Q(pk__in=())
        for name, chain in chain_ids(grown).items():
            wanted |= Q(chain=chain, number=sealed.get(name, 0) + 1)
        found: int | None = AuditEvent.objects.filter(wanted).order_by().aggregate(pk=Min("pk"))["pk"]
        first = found if first is None or (found is not None and found < first) else first
    return first
