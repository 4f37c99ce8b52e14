"""The order in which new parties came in, for a search that is made for all of them at once after they were stored.

Each is compared with the register as it was when its document came in, as if the documents had been stored one by one.
"""

from collections import Counter
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from institutions.models import Party, PartyName
from institutions.parties.identities.name_keys import keys_of


@dataclass(slots=True)
class Arrivals:
    """New parties in the order in which they are asked for, and the place of the document of each.

    `keys` counts the names of each under each of its keys: what came in later is not counted yet (`take_arrived`).
    """

    parties: Sequence[UUID]
    documents: Mapping[UUID, int]
    keys: Sequence[Counter[str]]
    _counted: int = field(init=False, default=-1)  # the place up to which keys are in the counts; -1 before the first

    @classmethod
    def of(cls, names: Mapping[Party, Sequence[PartyName]], documents: Mapping[UUID, int]) -> "Arrivals":
        """Return the arrivals of parties with their names; `documents` has the place of the document of each."""
        counted = [Counter(key for name in of_one for key in keys_of(name)) for of_one in names.values()]
        return cls([party.pk for party in names], documents, counted)

    def is_later(self, party: UUID, place: int) -> bool:
        """Return whether a party came in with the document of the one asked for at a place, or after it."""
        document = self.documents.get(party)
        return document is not None and document >= self.documents[self.parties[place]]

    def take_arrived(self, counts: MutableMapping[str, int], place: int) -> None:
        """Let the counts of names by key, which count all of these parties, count what came in up to a place.

        Call it for one place after the other. Keys that are not stored, since they were made another way when the name
        was, have no count, and lead to nothing.
        """
        if self._counted < 0:
            for of_one in self.keys:
                for key in counts.keys() & of_one.keys():
                    counts[key] -= of_one[key]
            self._counted = 0
        document = self.documents[self.parties[place]]
        while self._counted < len(self.parties) and self.documents[self.parties[self._counted]] <= document:
            arrived = self.keys[self._counted]
            for key in counts.keys() & arrived.keys():
                counts[key] += arrived[key]
            self._counted += 1
