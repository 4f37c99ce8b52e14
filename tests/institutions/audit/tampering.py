"""Changes of the audit trail behind its back, as somebody working on the database by hand could make them."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

from institutions.audit import triggers, written_once
from institutions.audit.record import COMMAND, record_event
from institutions.models import AuditChain, AuditEvent
from institutions.values.hashing import hash_json

ONCE = written_once.PROTECTED
ONE = UUID(int=1)  # the partnership of the events that are attacked


@contextmanager
def without_triggers() -> Iterator[None]:
    """Allow changes of tables that are written once."""
    with connection.cursor() as cursor:
        for statement in (
            *triggers.drop_trail_triggers(connection.vendor),
            *written_once.drop_once_triggers(connection, ONCE),
        ):
            cursor.execute(statement)
        yield
        for statement in (
            *triggers.create_trail_triggers(connection.vendor),
            *written_once.create_once_triggers(connection, ONCE),
        ):
            cursor.execute(statement)


def events(count: int) -> list[AuditEvent]:
    """Add so many events of one partnership."""
    return [record_event(actor=COMMAND, verb="tried", what="thing:1", partnership=ONE) for _ in range(count)]


def write_anew(first: int = 1) -> None:
    """Hash the chain again from an event on, with head and seals: everything in the database fits together."""
    chain = AuditChain.objects.get(name=f"partnership:{ONE}")
    previous = chain.events.filter(number=first - 1).values_list("hash", flat=True).first() or ""
    for event in chain.events.select_related("chain").filter(number__gte=first).order_by("number"):
        event.previous = previous
        previous = hash_json(event.content)
        AuditEvent.objects.filter(pk=event.pk).update(previous=event.previous, hash=previous)
    AuditChain.objects.filter(pk=chain.pk).update(length=chain.events.count(), head=previous)
