"""The look-up of parties and calls of the register by certain identifiers: id, code and number.

There is no other way from an identifier of a document or file to a party. It takes the reader on whose behalf it is
done: a party or call that they may not find is absent, as if nothing had this identifier, and in as many queries.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q

from institutions.access.callers import Reader
from institutions.access.known_among import known_among
from institutions.access.statements import readable_in_cases
from institutions.drafts.draft import KnownParty
from institutions.drafts.values import uuid_of
from institutions.kinds import PartyType
from institutions.models import Party, table_of
from institutions.values.portions import split_portions

# Databases bound the number of values in one query; a document seldom needs more than one portion.
PORTION: Final = 10_000


@dataclass(frozen=True, slots=True)
class SoughtIdentifiers:
    """The identifiers by which parties are looked for: ids and codes, corporate numbers, LEIs."""

    references: frozenset[str]
    numbers: frozenset[str]
    leis: frozenset[str]

    def find(self, reader: Reader) -> "FoundParties":
        """Return the parties of the register with these identifiers that a reader may find."""
        return find_parties(self.references, self.numbers, self.leis, reader=reader)

    def __or__(self, other: "SoughtIdentifiers") -> "SoughtIdentifiers":
        return SoughtIdentifiers(
            self.references | other.references, self.numbers | other.numbers, self.leis | other.leis
        )


NOTHING_SOUGHT: Final = SoughtIdentifiers(frozenset(), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class FoundParties:
    """Parties of the register by each identifier. One that was merged is given as the party it was merged into.

    `confined` are those found that restricted partnerships alone name.
    """

    by_reference: dict[str, KnownParty] = field(default_factory=dict)  # id or code
    by_corporate_number: dict[str, KnownParty] = field(default_factory=dict)
    by_lei: dict[str, KnownParty] = field(default_factory=dict)
    numbers: dict[UUID, tuple[str | None, str | None]] = field(default_factory=dict)  # both numbers, by id
    confined: set[UUID] = field(default_factory=set)


def find_parties(
    references: Iterable[str], numbers: Iterable[str], leis: Iterable[str], *, reader: Reader
) -> FoundParties:
    """Find parties by ids, codes, corporate numbers and LEIs together: one query for up to 10,000 of them.

    Where a restricted partnership of the reader's body and others have each a party of one number, it is that of the
    others, which more is known of; the restricted one is found by its id.
    """
    found = FoundParties()
    for own, party in identified_parties(references, numbers, leis, reader=reader):
        enter_party(found, own, party)
    return found


def identified_parties(
    references: Iterable[str], numbers: Iterable[str], leis: Iterable[str], *, reader: Reader
) -> "Iterator[tuple[IdentifiedParty, IdentifiedParty]]":
    """Yield the parties with these identifiers, each with the one that it was merged into, or itself.

    Those that everybody finds come first, then the oldest.
    """
    wanted = [("reference", each) for each in sorted({*references})]
    wanted += [("number", each) for each in sorted({*numbers})] + [("lei", each) for each in sorted({*leis})]
    columns = [*IDENTIFYING, *(f"same_as__{name}" for name in IDENTIFYING)]
    for portion in split_portions(wanted, PORTION):
        texts = [text for what, text in portion if what == "reference"]
        ids = [read for text in texts if (read := uuid_of(text))]
        rows = Party.objects.filter(
            Q(id__in=ids)
            | Q(code__in=[text for text in texts if not uuid_of(text)])
            | Q(corporate_number__in=[text for what, text in portion if what == "number"])
            | Q(lei__in=[text for what, text in portion if what == "lei"])
        )
        found = [
            (IdentifiedParty(*row[: len(IDENTIFYING)]), IdentifiedParty(*row[len(IDENTIFYING) :]))
            for row in rows.order_by("confined", "created_at", "pk").values_list(*columns)
        ]
        # Once, for the parties and those they were merged into: the right to read takes longer than all else here.
        known = known_among({party.id for pair in found for party in pair if party.id}, reader, people=bool(ids))
        for own, true in found:
            if own.id in known:
                yield own, true if true.id in known else own


class IdentifiedParty(NamedTuple):
    """The columns of a party that a look-up reads: it runs for every document, and needs few of them."""

    id: UUID
    kind: str
    code: str | None
    corporate_number: str | None
    lei: str | None
    confined: bool


IDENTIFYING: Final = IdentifiedParty._fields


def enter_party(found: FoundParties, row: IdentifiedParty, party: IdentifiedParty) -> None:
    """Enter one party under all its identifiers; `party` is the one it was merged into, or itself."""
    known = KnownParty(party.id, PartyType(party.kind), party.code)
    found.by_reference[str(row.id)] = known
    found.numbers[known.id] = (party.corporate_number or row.corporate_number, party.lei or row.lei)
    if party.confined:
        found.confined.add(known.id)
    if row.code:
        found.by_reference[row.code] = known
    if row.corporate_number:
        found.by_corporate_number.setdefault(row.corporate_number, known)
    if row.lei:
        found.by_lei.setdefault(row.lei, known)


def find_calls(lineages: Iterable[str], *, reader: Reader) -> set[str]:
    """Return those of the lineages that belong to current calls that the reader may read."""
    wanted = [read for each in sorted({*lineages}) if (read := uuid_of(each))]
    if not wanted:
        return set()
    calls = table_of("call").objects.current().filter(readable_in_cases("call", reader).q(), lineage__in=wanted)
    return {str(each) for each in calls.values_list("lineage", flat=True)}
