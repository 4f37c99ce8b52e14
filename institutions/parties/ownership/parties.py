"""The parties along chains of ties: their kinds and names, and the parties that are one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language

from institutions.kinds.countries import COUNTRIES
from institutions.models import Party
from institutions.models.sql_lists import among

COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class DescribedParty:
    """A party as a reader of chains sees it. `kind`: company, person, body or country; a country's key is its code."""

    key: str
    kind: str
    name_en: str
    name_ja: str
    country: str = ""
    code: str | None = None

    @property
    def name(self) -> str:
        """The name in the reader's language, else in the other one, else the key."""
        names = (self.name_ja, self.name_en) if get_language() == "ja" else (self.name_en, self.name_ja)
        return next(filter(None, (*names, self.code)), self.key)


@dataclass(frozen=True, slots=True)
class DescribedParties:
    """Parties by key, and the key of each id: one that was found to be another party has that party's key."""

    parties: Mapping[str, DescribedParty]
    key_of: Mapping[UUID, str]


def describe_parties(ids: Iterable[UUID], countries: Iterable[str] = (), *, follow: bool = True) -> DescribedParties:
    """Describe parties and countries: one query. Parties that are one must all be among the ids.

    `follow` False describes each by itself, also one that was found to be another.
    """
    columns = ("id", "same_as_id", "kind", "name_en", "name_ja", "country", "code")
    rows = {row[0]: row[1:] for row in Party.objects.filter(among("id", ids)).values_list(*columns)}
    same_as = {party: other for party, (other, *_) in rows.items() if follow and other in rows}
    true = {party: true_id(party, same_as) for party in rows}
    key_of = {party: str(each) for party, each in true.items()}
    found = {key_of[party]: DescribedParty(key_of[party], *rows[party][1:]) for party in set(true.values())}
    for code in countries:
        name = COUNTRIES.get(code)
        found[code] = DescribedParty(code, COUNTRY, name.en if name else code, name.ja if name else code, country=code)
    return DescribedParties(found, key_of)


def true_id(party: UUID, same_as: Mapping[UUID, UUID]) -> UUID:
    """Return the party that this one was found to be, or itself."""
    followed = {party}
    while (other := same_as.get(party)) and other not in followed:
        followed.add(other)
        party = other
    return party
