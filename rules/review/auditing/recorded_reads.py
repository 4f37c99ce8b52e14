"""Records of readers of the trail: each export, and each search that is about one person."""

from typing import Any, Final

from django.core.cache import cache
from django.db import transaction

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.audit.searching import Search
from institutions.models import Account
from institutions.values.hashing import hash_json

SEARCHED: Final = "audit_searched"
AGAIN_AFTER_SECONDS: Final = 60 * 60  # the further pages of one search say nothing new

Json = dict[str, Any]  # Any: plain data


def note_search(account: Account, search: Search) -> None:
    """Record an event where a search is about one person, unless the same reader left the same within the hour."""
    if not search.names_person:
        return
    actor = actor_of(account)
    mark = f"{SEARCHED}:{hash_json([actor, search.content])}"
    with transaction.atomic():
        if cache.add(mark, "noted", AGAIN_AFTER_SECONDS):
            record_event(actor=actor, verb=SEARCHED, what="audit", after=search.content, request_id=request_id.get())


def note_export(account: Account, verb: str, asked: Json) -> None:
    """Record an event for each export."""
    record_event(actor=actor_of(account), verb=verb, what="audit", after=asked, request_id=request_id.get())
