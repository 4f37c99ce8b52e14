"""Parties that share one folded name, on shelves: those that a party may be are found without looking at each.

A common name has thousands of parties, most with a number of their own. On one shelf are those that differ in no way
that a score reads, apart from their telephone and address, which have an index. So the first few of each shelf will do.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice, takewhile
from operator import itemgetter
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Case, F, When

from institutions.models import Party
from institutions.parties.identities.addresses import SHORTEST, folded_address, phone_digits
from institutions.parties.identities.arrivals import Arrivals
from institutions.parties.identities.candidates import PartyDescription
from institutions.parties.names.likeness import PreparedName, prepare_name

MOST_ALIKE: Final = 600  # parties of one name at the same address, or with the same telephone, that are looked at


class KnownDetails(NamedTuple):
    """The details of a party that a score reads, the moment first: parties are in the order of the register."""

    created_at: datetime
    pk: UUID
    kind: str
    corporate_number: str | None
    lei: str | None
    country: str
    address: str
    phone: str

    def as_party(self) -> Party:
        """Return a party with these details, to be judged."""
        return Party(**self._asdict())


class NameOccurrence(NamedTuple):
    """A name as it is read: the party that its owner was found to be, kind and text; details of it if asked for."""

    party: UUID
    kind: str
    text: str
    details: KnownDetails | None = None


TextsByParty = Mapping[str, Mapping[UUID, Sequence[NameOccurrence]]]  # by folded form and party


def true_detail(name: str) -> Case:
    """Return the expression of a detail of the party that the owner of a name was found to be."""
    return Case(When(party__same_as=None, then=F(f"party__{name}")), default=F(f"party__same_as__{name}"))


DETAILS: Final = tuple(map(true_detail, KnownDetails._fields))  # in a query of names


class Shelf(NamedTuple):
    """The details in which no two parties of a shelf differ."""

    text: str
    country: str
    has_address: bool
    has_corporate_number: bool
    has_lei: bool


class EqualNames:
    """The parties of one kind with one folded name that are in the register by now."""

    def __init__(self) -> None:
        self._shelves: dict[Shelf, list[KnownDetails]] = defaultdict(list)
        self._by_number: dict[str, list[KnownDetails]] = defaultdict(list)
        self._by_phone: dict[str, list[KnownDetails]] = defaultdict(list)
        self._by_address: list[tuple[str, KnownDetails]] = []

    def add(self, text: str, party: KnownDetails) -> None:
        """Put a party on its shelf."""
        numbers = (party.corporate_number, party.lei)
        shelf = Shelf(text, party.country, bool(party.address), *map(bool, numbers))
        insort(self._shelves[shelf], party)
        for number in filter(None, numbers):
            self._by_number[number].append(party)
        if digits := phone_digits(party.phone):
            self._by_phone[digits].append(party)
        if party.address:
            insort(self._by_address, (folded_address(party.address), party))

    def likeliest(self, asked: PartyDescription, most: int, *, without: Collection[UUID]) -> Iterator[KnownDetails]:
        """Yield those among which the likeliest are; some perhaps twice."""
        for number in filter(None, (asked.corporate_number, asked.lei)):
            yield from self._by_number.get(number, ())
        for shelf, parties in self._shelves.items():
            if not (asked.corporate_number and shelf.has_corporate_number) and not (asked.lei and shelf.has_lei):
                yield from islice((each for each in parties if each.pk not in without), most)
        if digits := phone_digits(asked.phone):
            yield from islice(self._by_phone.get(digits, ()), MOST_ALIKE)
        yield from islice(self._at(folded_address(asked.address)), MOST_ALIKE)

    def _at(self, address: str) -> Iterator[KnownDetails]:
        """Yield the parties whose folded address begins with another one, or is its beginning: `same_address`."""
        if len(address) < SHORTEST:
            return
        for length in range(SHORTEST, len(address)):
            yield from self._beginning_with(address[:length], whole=True)
        yield from self._beginning_with(address)

    def _beginning_with(self, start: str, *, whole: bool = False) -> Iterator[KnownDetails]:
        place = bisect_left(self._by_address, start, key=itemgetter(0))
        rows = islice(self._by_address, place, None)
        for _address, party in takewhile(lambda row: row[0] == start if whole else row[0].startswith(start), rows):
            yield party


class EqualNamesInTurn:
    """All parties with one of the names asked for; those that came in meanwhile are added when it is their turn."""

    def __init__(self, by_folded: dict[str, list[NameOccurrence]], arrivals: Arrivals | None) -> None:
        rows = [(folded, row) for folded, of_one in by_folded.items() for row in of_one]
        self._groups: dict[tuple[str, str], EqualNames] = defaultdict(EqualNames)
        self._arrivals = arrivals
        documents = arrivals.documents if arrivals else {}
        self._to_come: dict[int, list[tuple[str, NameOccurrence]]] = defaultdict(list)
        for folded, row in rows:
            if (document := documents.get(row.party)) is None:
                self._add(folded, row)
            else:
                self._to_come[document].append((folded, row))
        self._order = sorted(self._to_come, reverse=True)

    def take_arrived(self, place: int, waiting: Collection[UUID]) -> None:
        """Add the parties of the documents before the one of a place, but for those that wait for a decision."""
        document = self._arrivals.documents[self._arrivals.parties[place]] if self._arrivals else 0
        while self._order and self._order[-1] < document:
            for folded, row in self._to_come.pop(self._order.pop()):
                if row.party not in waiting:
                    self._add(folded, row)

    def likeliest(
        self, asked: PartyDescription, folded: Iterable[str], most: int, *, without: Collection[UUID]
    ) -> dict[UUID, KnownDetails]:
        """Return the parties among which are the likeliest of those that have one of some folded names."""
        found = {}
        for name in folded:
            if group := self._groups.get((name, asked.kind)):
                found.update({each.pk: each for each in group.likeliest(asked, most, without=without)})
        return {party: each for party, each in found.items() if party not in without}

    def _add(self, folded: str, row: NameOccurrence) -> None:
        if row.details:
            self._groups[folded, row.kind].add(row.text, row.details)


def texts_by_party(by_folded: Mapping[str, Sequence[NameOccurrence]]) -> TextsByParty:
    """Return the names of parties by folded form and party."""
    found: dict[str, Mapping[UUID, Sequence[NameOccurrence]]] = {}
    for folded, rows in by_folded.items():
        of_one: dict[UUID, list[NameOccurrence]] = defaultdict(list)
        for row in rows:
            of_one[row.party].append(row)
        found[folded] = of_one
    return found


def equal_names_of(party: UUID, kind: str, folded: Iterable[str], texts: TextsByParty) -> set[PreparedName]:
    """Return the names of a party with one of some folded forms."""
    return {prepare_name(row.text) for form in folded for row in texts.get(form, {}).get(party, ()) if row.kind == kind}
