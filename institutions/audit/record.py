"""Recording of an event in its chain, in the transaction of the act: neither stays without the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from institutions.audit.event_rows import has_unnamed_rows, share_rows, take_rows
from institutions.models import Account, AuditChain, AuditEvent
from institutions.models.audit import REST
from institutions.values.hashing import hash_json

SYSTEM: Final = "system"  # a background job, of its own accord
COMMAND: Final = "command"  # somebody at the command line of the server, where there are no accounts


def actor_of(account: Account | None, body: str = "") -> str:
    """Name the actor: an account, else the system of a body by its code, else somebody at the command line."""
    if account is not None:
        return f"account:{account.pk}"
    return f"body:{body}" if body else COMMAND


@transaction.atomic
def record_event(
    *,
    actor: str,
    verb: str,
    what: str,
    partnership: UUID | None = None,
    before: dict[str, Any] | None = None,  # Any: plain data
    after: dict[str, Any] | None = None,  # Any: plain data
    request_id: str = "",
    chain: str = REST,
) -> AuditEvent:
    """Add one event to the chain of its partnership, or to that of the rest. `what` is kind and id of the object.

    The event names the rows that the transaction wrote so far, so it comes after them. `chain` is another chain than
    that of the rest, for acts with many events. The chain's row is locked to the end of the transaction: two events of
    one chain come one after the other.
    """
    name = f"partnership:{partnership}" if partnership else chain
    rows = take_rows()
    AuditChain.objects.bulk_create([AuditChain(name=name)], ignore_conflicts=True)
    held = AuditChain.objects.select_for_update(no_key=True).get(name=name)
    event = AuditEvent(
        chain=held,
        number=held.length + 1,
        at=timezone.now().astimezone(UTC),
        actor=actor,
        verb=verb,
        object=what,
        before=before,
        after=after,
        rows=rows,
        request_id=request_id,
        previous=held.head,
    )
    event.hash = hash_json(event.content)
    event.save(force_insert=True)
    AuditChain.objects.filter(pk=held.pk).update(length=event.number, head=event.hash)
    return event


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipAct:
    """One of several acts of one sort in a transaction, about different partnerships, and the rows that it wrote."""

    what: str
    partnership: UUID
    after: dict[str, Any]  # Any: plain data
    rows: Sequence[models.Model]


@transaction.atomic
def record_acts(acts: Iterable[PartnershipAct], *, actor: str, verb: str) -> None:
    """Add the event of each act to the chain of its partnership, in a fixed number of statements.

    Each event names the rows of its act, the first one also those that no act names. The chains are locked in the order
    of their names, so that two transactions wait for each other and never deadlock.
    """
    by_chain = {f"partnership:{each.partnership}": each for each in acts}
    if not by_chain:
        return
    shared = share_rows(take_rows(), [each.rows for each in by_chain.values()])
    rows = dict(zip(by_chain, shared, strict=True))
    AuditChain.objects.bulk_create([AuditChain(name=name) for name in sorted(by_chain)], ignore_conflicts=True)
    chains = list(AuditChain.objects.select_for_update(no_key=True).filter(name__in=by_chain).order_by("name"))
    at = timezone.now().astimezone(UTC)
    events = []
    for chain in chains:
        act = by_chain[chain.name]
        event = AuditEvent(
            chain=chain,
            number=chain.length + 1,
            at=at,
            actor=actor,
            verb=verb,
            object=act.what,
            after=act.after,
            rows=rows[chain.name],
            previous=chain.head,
        )
        event.hash = hash_json(event.content)
        events.append(event)
    AuditEvent.objects.bulk_create(events)
    AuditChain.objects.bulk_create(
        [AuditChain(name=each.chain.name, length=each.number, head=each.hash) for each in events],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["length", "head"],
    )


def record_writes(**event: Any) -> AuditEvent | None:  # Any: as `record_event` takes them
    """Add an event, as `record_event` does, if the transaction wrote rows that no event names; else return None."""
    return record_event(**event) if has_unnamed_rows() else None
