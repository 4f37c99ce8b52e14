"""Records of readers of the trail: each export, and each search that is about one person."""

from typing import Any, Final

from django.core.cache import cache
from django.db import transaction

from institutions.access.callers import reader_for
from institutions.access.events import chain_telling_of
from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.audit.searching import CHAIN, Search
from institutions.models import Account
from institutions.models.audit import REST, RESTRICTED_REST
from institutions.values.hashing import hash_json
from institutions.values.written_id import written_id

SEARCHED: Final = "audit_searched"
AGAIN_AFTER_SECONDS: Final = 60 * 60  # the further pages of one search say nothing new

EVERYTHING: Final = Search()
Json = dict[str, Any]  # Any: plain data


def note_search(account: Account, search: Search) -> None:
    """Record an event where a search is about one person, unless the same reader left the same within the hour."""
    if not search.names_person:
        return
    actor = actor_of(account)
    mark = f"{SEARCHED}:{hash_json([actor, search.content])}"
    with transaction.atomic():
        if cache.add(mark, "noted", AGAIN_AFTER_SECONDS):
            record_event(
                actor=actor,
                verb=SEARCHED,
                what="audit",
                after=search.content,
                request_id=request_id.get(),
                chain=chain_of_search(account, search),
            )


def note_export(account: Account, verb: str, asked: Json, search: Search = EVERYTHING) -> None:
    """Record an event for each export; of events with the search that they answer."""
    record_event(
        actor=actor_of(account),
        verb=verb,
        what="audit",
        after=asked,
        request_id=request_id.get(),
        chain=chain_of_search(account, search),
    )


def chain_of_search(account: Account, search: Search) -> str:
    """Return the chain for an event about a search, whose conditions may name what is restricted.

    An object of another kind than accounts and parties counts as restricted where the reader may know of such: it may
    belong to any partnership.
    """
    if not reader_for(account).restricted:
        return REST
    kind, _sep, key = search.object.partition(":")
    if kind not in ("", "account", "party"):
        return RESTRICTED_REST
    party = written_id(key) if kind == "party" else None
    named = (written_id(each.removeprefix(CHAIN)) for each in search.partnership)
    return chain_telling_of(parties=[party] if party else [], partnerships=[each for each in named if each])
