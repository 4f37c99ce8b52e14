"""The search for bodies and companies while somebody types: by code, number, or part of a name in any of its forms."""

import unicodedata
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from institutions.access.parties import findable_parties_rule
from institutions.models import Party, PartyKind, PartyName
from institutions.parties.names import fold_name

MOST: Final = 20
SHORTEST_PART: Final = 2  # one letter inside a name finds everything


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested party: `key` is the value for the document."""

    id: UUID
    key: str
    kind: str
    name_en: str
    name_ja: str
    number: str


def find_bodies(typed: str, *, most: int = MOST, with_code: bool = True) -> list[Suggestion]:
    """Return government bodies whose code or name begins with, or contains, the typed text.

    `with_code`: only those with a code.
    """
    bodies = Party.objects.filter(kind=PartyKind.BODY)
    return suggest_parties(bodies.filter(code__isnull=False) if with_code else bodies, typed, most)


def find_companies(typed: str, *, most: int = MOST) -> list[Suggestion]:
    """Return companies whose corporate number, LEI or name begins with, or contains, the typed text."""
    return suggest_parties(Party.objects.filter(kind=PartyKind.COMPANY), typed, most)


def suggest_parties(parties: QuerySet[Party], typed: str, most: int) -> list[Suggestion]:
    """Return the best matches first, in one query."""
    return [
        Suggestion(row.id, row.key, row.kind, row.name_en, row.name_ja, row.corporate_number or row.lei or "")
        for row in matching_parties(parties, typed, PartyName.objects.current())[:most]
    ]


def matching_parties(parties: QuerySet[Party], typed: str, names: QuerySet[PartyName]) -> QuerySet[Party]:
    """Return the parties whose code, number or name among `names` matches the typed text; none where it is empty.

    An equal code or number comes first, then names that begin with the text, then names that contain it. Full-width
    digits and letters count as plain ones.
    """
    text, folded = unicodedata.normalize("NFKC", typed).strip(), fold_name(typed)
    if not text or "\0" in text:
        return parties.none()
    exact = begins = Q(pk__in=[])
    if text.isascii():  # as every code and number is
        exact = Q(code__iexact=text) | Q(corporate_number=text) | Q(lei__iexact=text)
        begins = Q(code__istartswith=text) | Q(corporate_number__startswith=text)
    fits, first = exact | begins, begins
    if folded:
        # Names are scanned once. Only parties that were found are checked for names that begin with the text.
        part = "contains" if len(folded) >= SHORTEST_PART else "startswith"
        fits |= Q(pk__in=names.filter(**{f"folded__{part}": folded}).values("party"))
        first |= Q(Exists(names.filter(party=OuterRef("pk"), folded__startswith=folded)))
    rank = Case(When(exact, then=Value(0)), When(first, then=Value(1)), default=Value(2), output_field=IntegerField())
    found = parties.filter(fits, same_as__isnull=True).annotate(rank=rank)
    found = found.filter(findable_parties_rule().q())
    return found.order_by("rank", "name_ja", "name_en", "id")
