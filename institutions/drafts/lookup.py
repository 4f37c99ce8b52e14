"""The look-up of parties and calls of the register by certain identifiers: id, code and number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q

from institutions.drafts.draft import KnownParty
from institutions.drafts.values import uuid_of
from institutions.kinds import PartyType
from institutions.models import Party, table_of
from institutions.values.portions import split_portions

# Databases bound the number of values in one query; a document seldom needs more than one portion.
PORTION: Final = 10_000


@dataclass(frozen=True, slots=True)
class FoundParties:
    """Parties of the register by each identifier. One that was merged is given as the party it was merged into."""

    by_reference: dict[str, KnownParty] = field(default_factory=dict)  # id or code
    by_corporate_number: dict[str, KnownParty] = field(default_factory=dict)
    by_lei: dict[str, KnownParty] = field(default_factory=dict)
    numbers: dict[UUID, tuple[str | None, str | None]] = field(default_factory=dict)  # both numbers, by id


def find_parties(references: Iterable[str], numbers: Iterable[str], leis: Iterable[str]) -> FoundParties:
    """Find parties by ids, codes, corporate numbers and LEIs together: one query for up to 10,000 of them."""
    wanted = [("reference", each) for each in sorted({*references})]
    wanted += [("number", each) for each in sorted({*numbers})] + [("lei", each) for each in sorted({*leis})]
    found = FoundParties()
    for portion in split_portions(wanted, PORTION):
        texts = [text for what, text in portion if what == "reference"]
        ids = [read for text in texts if (read := uuid_of(text))]
        rows = Party.objects.filter(
            Q(id__in=ids)
            | Q(code__in=[text for text in texts if not uuid_of(text)])
            | Q(corporate_number__in=[text for what, text in portion if what == "number"])
            | Q(lei__in=[text for what, text in portion if what == "lei"])
        )
        for row in rows.values_list(*IDENTIFYING, *(f"same_as__{name}" for name in IDENTIFYING)):
            own = IdentifiedParty(*row[: len(IDENTIFYING)])
            enter_party(found, own, IdentifiedParty(*row[len(IDENTIFYING) :]) if row[len(IDENTIFYING)] else own)
    return found


class IdentifiedParty(NamedTuple):
    """The columns of a party that a look-up reads: it runs for every document, and needs few of them."""

    id: UUID
    kind: str
    code: str | None
    corporate_number: str | None
    lei: str | None


IDENTIFYING: Final = IdentifiedParty._fields


def enter_party(found: FoundParties, row: IdentifiedParty, party: IdentifiedParty) -> None:
    """Enter one party under all its identifiers; `party` is the one it was merged into, or itself."""
    known = KnownParty(party.id, PartyType(party.kind), party.code)
    found.by_reference[str(row.id)] = known
    found.numbers[known.id] = (party.corporate_number or row.corporate_number, party.lei or row.lei)
    if row.code:
        found.by_reference[row.code] = known
    if row.corporate_number:
        found.by_corporate_number[row.corporate_number] = known
    if row.lei:
        found.by_lei[row.lei] = known


def find_calls(lineages: Iterable[str]) -> set[str]:
    """Return those of the lineages that belong to current calls of the register."""
    wanted = [read for each in sorted({*lineages}) if (read := uuid_of(each))]
    if not wanted:
        return set()
    calls = table_of("call").objects.current().filter(lineage__in=wanted)
    return {str(each) for each in calls.values_list("lineage", flat=True)}
