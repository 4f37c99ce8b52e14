"""People known from published notices of re-employment alone: an export has them without their names.

Their names were published for one purpose, and are kept for rule COI-19. A file of the register would publish them
anew, without it. Their posts are exported under their ids.
"""

from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef

from institutions.models import NOTICES_FORMAT, CollectionParty, DocumentParty, Party, PartyKind
from institutions.values.portions import split_portions

PORTION: Final = 1_000


def known_from_notices_alone(people: Iterable[UUID]) -> frozenset[UUID]:
    """Return those of these people whom no proposal and no other file names. One query."""
    elsewhere = CollectionParty.objects.filter(party=OuterRef("party")).exclude(collection__format=NOTICES_FORMAT)
    named = CollectionParty.objects.filter(party__in=list(people), collection__format=NOTICES_FORMAT)
    proposed = DocumentParty.objects.filter(party=OuterRef("party"))
    return frozenset(named.filter(~Exists(elsewhere), ~Exists(proposed)).values_list("party", flat=True))


def without_published_names(parties: Iterable[Party]) -> Iterator[Party]:
    """Yield the parties in their order; those known from notices alone have no name. One query a thousand people."""
    for portion in split_portions(iter(parties), PORTION):
        people = [each.pk for each in portion if each.kind == PartyKind.PERSON]
        withheld = known_from_notices_alone(people) if people else frozenset()
        for each in portion:
            if each.pk in withheld:
                each.name_en = each.name_ja = each.name_kana = ""
            yield each
