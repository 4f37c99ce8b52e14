"""What becomes of records that name what the register holds: unchanged, refused, or corrections to be stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from institutions.drafts.errors import FieldError
from institutions.imports import returned, returned_parties
from institutions.imports.checking import RecordDraft
from institutions.imports.register_document import RegisterDocument
from institutions.imports.returned import Correction, held_statements, say_the_same
from institutions.models import Party

IN_PART: Final = (
    "This format holds only a part of what the register says here, and that part differs. Correct it in one of our "
    "tables."
)


@dataclass(slots=True)
class TakenBack:
    """By places: what is unchanged, and what is refused with the reasons. By records: what corrects a statement.

    `described` are the keys of parties that records correct under their ids.
    """

    unchanged: set[int] = field(default_factory=set)
    refused: dict[int, tuple[FieldError, ...]] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    described: set[str] = field(default_factory=set)

    @property
    def settled(self) -> set[int]:
        """The places of which nothing is left to do."""
        return self.unchanged | self.refused.keys()


def take_back(
    documents: Mapping[int, RegisterDocument],
    drafts: Mapping[int, RecordDraft],
    keyed: Mapping[str, Party],
    body: UUID,
) -> TakenBack:
    """Compare checked records with what they name in the register. `keyed` are the parties of their collection."""
    found = TakenBack()
    partial = frozenset(place for place in drafts if documents[place].partial)
    statements(found, {place: documents[place] for place in drafts}, drafts, keyed, body, partial)
    parties(found, drafts, body, partial)
    return found


def statements(
    found: TakenBack,
    documents: Mapping[int, RegisterDocument],
    drafts: Mapping[int, RecordDraft],
    keyed: Mapping[str, Party],
    body: UUID,
    partial: frozenset[int],
) -> None:
    """Those that name a statement."""
    held = held_statements(documents, body)
    pairs = {place: (drafts[place], each) for place, each in held.items()}
    current = {place: pair for place, pair in pairs.items() if pair[1].row.superseded_at is None}
    found.unchanged |= say_the_same(current, keyed, partial)
    for place, (draft, each) in pairs.items():
        if place in found.unchanged:
            continue
        if reason := returned.why_not(each, body) or (IN_PART if place in partial else None):
            found.refused[place] = (FieldError("/record", reason),)
        elif each.record:
            found.corrections[draft.record] = Correction(each.row, each.record)


def parties(found: TakenBack, drafts: Mapping[int, RecordDraft], body: UUID, partial: frozenset[int]) -> None:
    """Those that describe a party under its id."""
    for place, (row, party) in returned_parties.parties_of(drafts).items():
        differing = returned_parties.differences(party, row)
        if not differing and not row.values.get("parent"):
            found.unchanged.add(place)
        elif reasons := returned_parties.why_not(party, row, differing, body):
            found.refused[place] = reasons
        elif place in partial:
            found.refused[place] = (FieldError(row.pointer, IN_PART),)
        else:
            found.described.add(row.key)
