"""Pages of the audit trail by place, not by number: as quick for the oldest event as for the newest."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core import signing
from django.db.models import Q, QuerySet

from institutions.models import AuditEvent
from institutions.query.parameters import ParameterError
from institutions.query.troubles import NoPlaceInTrail
from institutions.values.written_day import written_moment

SIZE: Final = 50
SIGNER: Final = signing.Signer(salt="institutions.audit.paging")


@dataclass(frozen=True, slots=True)
class EventBatch:
    """Some events, and the place where the older ones begin; empty if there are none."""

    events: tuple[AuditEvent, ...]
    older: str


def event_batch(events: QuerySet[AuditEvent], place: str, size: int = SIZE) -> EventBatch:
    """Read events from the place that an earlier page gave, else the newest. ParameterError for another place."""
    if place:
        at, pk = read_page_place(place)
        events = events.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))
    rows = list(events[: size + 1])
    last = rows[size - 1] if len(rows) > size else None
    older = SIGNER.sign(f"{last.at.isoformat()}|{last.pk}") if last else ""
    return EventBatch(tuple(rows[:size]), older)


def read_page_place(text: str) -> tuple[datetime, int]:
    """Read moment and id of the last event of the page before."""
    try:
        at, _sep, pk = SIGNER.unsign(text).partition("|")
        return written_moment(at), int(pk)
    except (signing.BadSignature, ValueError):
        raise ParameterError("place", NoPlaceInTrail()) from None
