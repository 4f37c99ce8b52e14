"""The search for parties: by code, number, or part of a name in any of its forms, in what a reader may find.

It reads ranges of an index (`institutions.parties.names.parts`) in their order, and no more rows than it returns, so
that its time does not grow with the register. The reader's rights are conditions of the same queries: a row that they
may not find is passed over where it stands, and changes neither a number nor the order.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from institutions.access.callers import EVERYBODY, Reader
from institutions.access.parties import findable_parties_rule, is_known_to, names_rule
from institutions.models import NamePart, Party, PartyKind
from institutions.models.first_rows import first_different
from institutions.models.sql_lists import among
from institutions.parties.names import fold_name
from institutions.parties.names.parts import PartRange, beginning_range, inside_range

MOST: Final = 20
MOST_LISTED: Final = 500  # on the pages of a list: of a text that more names have, another letter is asked for
DIGITS: Final = 13  # of a corporate number
LETTERS_OF_LEI: Final = 20
TRUE_PARTY: Final = Coalesce("name__party__same_as", "name__party")


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
    return suggestions(search_parties(typed, PartyKind.BODY, most=most, with_code=with_code))


def find_companies(typed: str, *, most: int = MOST) -> list[Suggestion]:
    """Return companies whose corporate number, LEI or name begins with, or contains, the typed text."""
    return suggestions(search_parties(typed, PartyKind.COMPANY, most=most))


def find_people(typed: str, reader: Reader, *, most: int = MOST) -> list[Suggestion]:
    """Return people whom a reader may find, and who have a name that begins with, or contains, the typed text."""
    return suggestions(search_parties(typed, PartyKind.PERSON, reader, most=most))


def suggestions(parties: Iterable[Party]) -> list[Suggestion]:
    """Return the parties as suggestions."""
    return [
        Suggestion(row.id, row.key, row.kind, row.name_en, row.name_ja, row.corporate_number or row.lei or "")
        for row in parties
    ]


def search_parties(
    typed: str, kind: PartyKind, reader: Reader = EVERYBODY, *, most: int = MOST, with_code: bool = False
) -> list[Party]:
    """Return the parties of a kind that a typed text finds, the best first. At most four queries."""
    return parties_in_order(found_ids(typed, kind, reader, most=most, with_code=with_code))


def parties_in_order(ids: Sequence[UUID]) -> list[Party]:
    """Read parties, in the order of their ids. One query; none without ids."""
    held = {each.pk: each for each in Party.objects.filter(among("pk", ids))} if ids else {}
    return [held[pk] for pk in ids]


def found_ids(
    typed: str, kind: PartyKind, reader: Reader = EVERYBODY, *, most: int = MOST, with_code: bool = False
) -> list[UUID]:
    """Return the ids of the parties that a typed text finds, the best first: none where it is empty.

    First come those whose code or number is the text or begins with it, then names that begin with it, then names that
    contain it, in the order of what follows it there. Full-width digits and letters count as plain ones.
    """
    text, folded = unicodedata.normalize("NFKC", typed).strip(), fold_name(typed)
    if not text or "\0" in text:
        return []
    fits = FindableParties(kind, reader, with_code=with_code)
    found = dict.fromkeys(fits.numbered(text)[:most])
    for parts, how in ((beginning_range(kind, folded), "startswith"), (inside_range(kind, folded), "contains")):
        if folded and parts and len(found) < most:
            rows = fits.names_in(parts, {f"name__folded__{how}": folded})
            found |= dict.fromkeys(first_different(rows, most - len(found), but=found))
    return [*found]


def named_like(typed: str, kind: PartyKind, reader: Reader) -> Q:
    """Return the condition on a party of a kind that one of its names, present or former, has the typed text in it.

    It is for lists in an order of their own, which narrow rows that the reader may find. The name is one that they may
    read: a name that another body gave a person finds nothing, and neither does that of a party which restricted
    partnerships alone name and which was found to be this one.
    """
    folded = fold_name(typed)
    readable = names_rule(reader, kind).under("name") & findable_parties_rule(reader, "name__party")
    fits = Q(pk__in=())
    for parts, how in ((beginning_range(kind, folded), "startswith"), (inside_range(kind, folded), "contains")):
        if folded and parts:
            rows = parts_in(parts, {f"name__folded__{how}": folded}).filter(readable.q())
            fits |= Q(pk__in=rows.values_list(TRUE_PARTY, flat=True))
    return fits


def parts_in(parts: PartRange, exactly: Mapping[str, str]) -> QuerySet[NamePart]:
    """Return the parts of present names in a range. `exactly`: the condition where the text is longer than a part."""
    rows = NamePart.objects.filter(name__superseded_at__isnull=True, part__gte=parts.first, part__lt=parts.end)
    return rows.filter(**exactly) if parts.is_cut else rows


@dataclass(frozen=True, slots=True)
class FindableParties:
    """The parties of one kind that a reader may find; one that was found to be another is that other one."""

    kind: PartyKind
    reader: Reader
    with_code: bool = False

    def known(self, path: str) -> Q:
        """Return the condition on the party of a row: the reader may find it."""
        coded = Q(**{f"{path}__code__isnull": False}) if self.with_code else Q()
        return coded & is_known_to(self.reader, self.kind, path)

    def numbered(self, text: str) -> "QuerySet[Any, UUID]":  # Any: parties
        """Return the parties whose code or number is a text or begins with it; of a LEI only the whole is looked for.

        People have neither. The beginning of a number is looked for among companies: the other kinds have few.
        """
        coded = Q(code__isnull=False) if self.with_code else Q()
        known = coded & is_known_to(self.reader, self.kind)
        rows = Party.objects.filter(known, kind=self.kind, same_as__isnull=True)
        if self.kind == PartyKind.PERSON or not text.isascii():  # as every code and number is
            return rows.none().values_list("pk", flat=True)
        if text.isdigit() and len(text) <= DIGITS and (self.kind == PartyKind.COMPANY or len(text) == DIGITS):
            first, last = text.ljust(DIGITS, "0"), text.ljust(DIGITS, "9")
            found = rows.filter(corporate_number__gte=first, corporate_number__lte=last).order_by("corporate_number")
        elif self.kind == PartyKind.BODY:
            coded = Q(code__gt="", code__istartswith=text)  # by the index of the few with a code
            has_lei = Q(lei=text.upper()) if len(text) == LETTERS_OF_LEI else Q(pk__in=())
            found = rows.filter(coded | has_lei).order_by("code", "pk")
        elif len(text) == LETTERS_OF_LEI:
            found = rows.filter(lei=text.upper()).order_by("pk")
        else:
            found = rows.none()
        return found.values_list("pk", flat=True)

    def names_in(self, parts: PartRange, exactly: Mapping[str, str]) -> "QuerySet[Any, UUID]":  # Any: rows of the index
        """Return the parties of the names in a range of parts, in its order: one row a name and place.

        A name of a party that was found to be another one finds that one, where the reader may find both.
        `exactly`: the condition on a name where the text is longer than a part.
        """
        readable = names_rule(self.reader, self.kind).under("name").q()
        alone = Q(name__party__same_as__isnull=True)
        known = self.known("name__party") & (alone | self.known("name__party__same_as"))
        rows = parts_in(parts, exactly).filter(readable, known)
        return rows.order_by("part", "name").values_list(TRUE_PARTY, flat=True)
