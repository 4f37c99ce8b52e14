"""The parties that a set of documents names: read once, and kept up to date with what each document brings in.

A later document of the set finds them as if the earlier ones had been stored before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from institutions.access.callers import Reader
from institutions.drafts.lookup import (
    FoundParties,
    IdentifiedParty,
    SoughtIdentifiers,
    enter_party,
    identified_parties,
)
from institutions.drafts.values import uuid_of
from institutions.models import Party

Found = tuple[IdentifiedParty, IdentifiedParty]  # a party, and the one that it was merged into, or itself


@dataclass(slots=True)
class PartiesOfSet:
    """The parties found, in the order of the look-up, and the places of those with an identifier."""

    _rows: list[Found] = field(default_factory=list)
    _places: dict[object, set[int]] = field(default_factory=lambda: defaultdict(set))
    _of_party: dict[UUID, list[int]] = field(default_factory=lambda: defaultdict(list))  # and those merged into it

    @classmethod
    def of(cls, sought: Iterable[SoughtIdentifiers], reader: Reader) -> "PartiesOfSet":
        """Read the parties with these identifiers that a reader may find: one query for up to 10,000 of them."""
        every = list(sought)
        found = cls()
        for own, party in identified_parties(
            (each for one in every for each in one.references),
            (each for one in every for each in one.numbers),
            (each for one in every for each in one.leis),
            reader=reader,
        ):
            found._enter(own, party)
        return found

    def ids(self) -> set[UUID]:
        """Return the ids of the parties, those that others were merged into."""
        return {party.id for _, party in self._rows}

    def found_by(self, sought: SoughtIdentifiers) -> FoundParties:
        """Return the parties with these identifiers, as the register gives them for one document."""
        places = {place for each in identifiers(sought) for place in self._places.get(each, ())}
        found = FoundParties()
        for place in sorted(places):
            enter_party(found, *self._rows[place])
        return found

    def add(self, party: Party) -> None:
        """Enter a party that a document brought in, or that it gave a number."""
        row = IdentifiedParty(party.pk, party.kind, party.code, party.corporate_number, party.lei, party.confined)
        if not any(self._rows[place][0].id == party.pk for place in self._of_party[party.pk]):
            self._enter(row, row)
        for place in self._of_party[party.pk]:
            own = self._rows[place][0]
            self._rows[place] = (row if own.id == party.pk else own, row)
            self._index(place)

    def _enter(self, own: IdentifiedParty, party: IdentifiedParty) -> None:
        place = len(self._rows)
        self._rows.append((own, party))
        self._of_party[party.id].append(place)
        self._index(place)

    def _index(self, place: int) -> None:
        own = self._rows[place][0]
        for each in (own.id, ("code", own.code), ("number", own.corporate_number), ("lei", own.lei)):
            self._places[each].add(place)


def identifiers(sought: SoughtIdentifiers) -> Iterator[object]:
    """Yield the identifiers as they are indexed."""
    for text in sought.references:
        yield uuid_of(text) or ("code", text)
    yield from (("number", each) for each in sought.numbers)
    yield from (("lei", each) for each in sought.leis)
