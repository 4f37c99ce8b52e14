"""Possible matches by number between a party of restricted partnerships and the one that everybody finds.

Whoever may not find the first got a party of their own. A sweep compares the two afterwards: a registration that left
the match itself would take longer for a number that a restricted partnership has.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from institutions.audit.record import SYSTEM, record_event
from institutions.models import IdentityLead, Party
from institutions.models.audit import RESTRICTED_REST
from institutions.models.noted_rows import note_written
from institutions.parties.identities.candidates import CERTAIN, LikenessReason
from institutions.parties.identities.matching import compared_match
from institutions.parties.names import fold_name
from institutions.values.portions import split_portions

PORTION: Final = 1_000
NUMBERS: Final = ("corporate_number", "lei")


def match_same_numbers() -> None:
    """Leave a possible match from each confined party to the free one with its number, once for each pair.

    The body whose partnership brought the confined party in decides. Only those who find both parties see the match
    (`institutions.access.leads`). Two confined parties are not matched: whoever decided would tell one body of the
    other's partnership.
    """
    rows = list({(party.pk, other): (party, other) for party, other in chain(*map(pairs_by, NUMBERS))}.values())
    for portion in split_portions(rows, PORTION):
        free = Party.objects.in_bulk([other for _, other in portion])
        leads = [number_lead(party, free[other]) for party, other in portion]
        with transaction.atomic():
            there = set(matches_between(leads).values_list("pk", flat=True))
            IdentityLead.objects.bulk_create(leads, ignore_conflicts=True)
            made = note_written(matches_between(leads).exclude(pk__in=there))
            if made:
                record_event(
                    actor=SYSTEM,
                    verb="matches_found",
                    what="register",
                    after={"matches": len(made)},
                    chain=RESTRICTED_REST,
                )


def matches_between(leads: list[IdentityLead]) -> QuerySet[IdentityLead]:
    """Return the stored matches of the same new parties."""
    return IdentityLead.objects.filter(party__in={each.party_id for each in leads})


def pairs_by(number: str) -> Iterator[tuple[Party, object]]:
    """Yield each confined party with the id of the free one with the same number, without a match of theirs."""
    same = Party.objects.filter(**{number: OuterRef(number)}, kind=OuterRef("kind"), confined=False)
    confined = Party.objects.filter(confined=True, same_as=None, **{f"{number}__isnull": False})
    pairs = confined.annotate(free=same.values("pk")[:1]).filter(free__isnull=False)
    matched = IdentityLead.objects.filter(party=OuterRef("pk"), candidate=OuterRef("free"))
    yield from ((party, party.free) for party in pairs.filter(~Exists(matched)).order_by("pk"))


def number_lead(party: Party, free: Party) -> IdentityLead:
    """Return the unsaved possible match of two parties with one number."""
    folded = fold_name(party.name_ja or party.name_en or party.name_kana)
    return IdentityLead(
        party=party,
        candidate=free,
        folded=folded,
        match=compared_match(party.kind, folded, free.pk),
        score=CERTAIN,
        reasons=[LikenessReason.SAME_NUMBER.value],
        same_name=False,
        body_id=party.stated_by_id,
        created_at=timezone.now(),
    )
