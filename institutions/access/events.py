"""Events of the audit trail that an account with access to the trail may read."""

import json

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from institutions.access.callers import reader_for
from institutions.access.partnerships import open_partnerships_rule
from institutions.access.rule import NOTHING
from institutions.audit.searching import CHAIN
from institutions.models import Account, AuditChain, AuditEvent, Partnership
from institutions.models.sql_lists import listed_texts


def events_for(account: Account) -> QuerySet[AuditEvent]:
    """Return the events that an account may read, the newest first: of restricted partnerships only with the right."""
    events = AuditEvent.objects.select_related("chain").order_by("-at", "-id")
    closed = ~open_partnerships_rule(reader_for(account))
    if closed == NOTHING:
        return events
    partnerships = Partnership.objects.filter(closed.q()).order_by().values_list("pk", flat=True)
    names = json.dumps([[f"{CHAIN}{pk}"] for pk in partnerships])
    listed = RawSQL(f"SELECT name FROM ({listed_texts('name')}) closed_names", [names])  # noqa: S608, S611 - constant SQL
    return events.exclude(chain__in=AuditChain.objects.filter(name__in=listed).values("pk"))
