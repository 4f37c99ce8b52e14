"""Events of the audit trail that an account with access to the trail may read, and the chains that settle it."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from institutions.access.callers import EVERYBODY, reader_for
from institutions.access.parties import hidden_from
from institutions.access.partnerships import closed_partnerships_rule, open_partnerships_rule
from institutions.access.rule import NOTHING
from institutions.audit.searching import CHAIN
from institutions.models import Account, AuditChain, AuditEvent, Partnership
from institutions.models.audit import REST, RESTRICTED_REST
from institutions.models.sql_lists import among, listed_texts


def events_for(account: Account) -> QuerySet[AuditEvent]:
    """Return the events that an account may read, the newest first: of restricted partnerships only with the right."""
    events = AuditEvent.objects.select_related("chain").order_by("-at", "-id")
    closed = ~open_partnerships_rule(reader_for(account))
    if closed == NOTHING:
        return events
    partnerships = Partnership.objects.filter(closed.q()).order_by().values_list("pk", flat=True)
    names = json.dumps([[RESTRICTED_REST], *([f"{CHAIN}{pk}"] for pk in partnerships)])
    listed = RawSQL(f"SELECT name FROM ({listed_texts('name')}) closed_names", [names])  # noqa: S608, S611 - constant SQL
    return events.exclude(chain__in=AuditChain.objects.filter(name__in=listed).values("pk"))


def chain_telling_of(*, parties: Iterable[UUID] = (), partnerships: Iterable[UUID] = ()) -> str:
    """Return the chain for an event that belongs to no one partnership, but tells of these parties and partnerships.

    It is the restricted one if any of them is restricted now: its events need the right to restricted partnerships.
    """
    named, told = {*parties}, {*partnerships}
    closed = Partnership.objects.filter(closed_partnerships_rule(EVERYBODY).q())
    hidden = bool(named) and hidden_from(EVERYBODY).filter(among("pk", named)).exists()
    return RESTRICTED_REST if hidden or (told and closed.filter(among("pk", told)).exists()) else REST
