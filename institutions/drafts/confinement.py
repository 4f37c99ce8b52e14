"""Parties that restricted partnerships alone name ("confined"): the mark is kept as partnerships are opened and closed.

Who finds a party is asked of the documents that name it (`institutions.access.parties`). The mark lets another party
have the same numbers: whoever may not find the one gets a party of their own.
"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from institutions.access.callers import EVERYBODY
from institutions.access.parties import is_hidden
from institutions.audit.event_rows import changing, lock_rows
from institutions.models import DocumentParty, GovernmentBody, Partnership, Party
from institutions.models.sql_lists import among
from institutions.parties.identities.deciding import known_best, parties_found_to_be

SAME_NUMBER: Final = Q(corporate_number=OuterRef("corporate_number")) | Q(lei=OuterRef("lei"))


def lock_restricted(body: UUID) -> None:
    """Let one restricted document of a body be stored at a time: no constraint keeps two from making a party twice."""
    GovernmentBody.objects.select_for_update(no_key=True).get(pk=body)


def confine_named_in(partnership: Partnership) -> None:
    """Mark or free the parties of a partnership that has just been closed or opened."""
    named = DocumentParty.objects.filter(submission__partnership=partnership)
    settle_confined(set(named.values_list("party", flat=True)))


def settle_confined(parties: Collection[UUID]) -> None:
    """Mark those of the parties that restricted partnerships alone name, and free the marked ones that others name.

    One whose number a free party has stays marked: everybody finds it, and people find whether both are one.
    """
    rows = Party.objects.filter(among("pk", parties))
    lock_rows(Party, parties)
    closed = list(rows.filter(is_hidden(EVERYBODY), confined=False).order_by("pk"))
    marked = [each.pk for each in closed]
    with changing(Party, *marked):
        Party.objects.filter(pk__in=marked).update(confined=True)
    for party in closed:
        give_way(party)
    taken = Party.objects.filter(SAME_NUMBER, confined=False).exclude(pk=OuterRef("pk"))
    freed = list(rows.filter(~is_hidden(EVERYBODY), ~Exists(taken), confined=True).values_list("pk", flat=True))
    if freed:
        with changing(Party, *freed):
            Party.objects.filter(pk__in=freed).update(confined=False)


def give_way(party: Party) -> None:
    """Let a free party stand for those that were found to be a confined one, which would lead nobody there."""
    others = [each for each in parties_found_to_be(party) if each.pk != party.pk and not each.confined]
    if party.same_as_id is None and others:
        first = min(others, key=known_best)
        with changing(Party, *(each.pk for each in parties_found_to_be(party))):
            Party.objects.filter(pk=first.pk).update(same_as=None)
            parties_found_to_be(party).exclude(pk=first.pk).update(same_as=first)
