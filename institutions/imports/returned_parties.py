"""Parties of the register that a row describes under their id: a list of a re-imported export of this register.

An unchanged row changes nothing. A difference is filled in where the register had no value, and corrected where the
importing body brought the party in; the data of others on a party cannot be changed. A row of a statement that gives a
party with its id only refers to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from institutions.drafts.draft import PartyDraft
from institutions.drafts.errors import FieldError, pointer_below
from institutions.drafts.numbers import NUMBERS
from institutions.drafts.parties import DESCRIBED, MAY_BE_NONE
from institutions.formats.tables.cell_text import same_but_blanks
from institutions.imports.checking import RecordDraft
from institutions.imports.troubles.returned import BodyItself, ParentUnchanged, PartyOfOthers
from institutions.kinds import PartyType
from institutions.models import Party
from institutions.values.written_day import written_day

LANGUAGES: Final = ("en", "ja", "kana")
NULLED: Final = frozenset({"local", "listed", "founded_on"})  # the other columns are texts, empty without a value


@dataclass(frozen=True, slots=True)
class DifferingColumn:
    """A column of a party for which a row has another value; `place` is the field below the row."""

    column: str
    place: str
    held: object
    given: object


def described_party(draft: RecordDraft) -> PartyDraft | None:
    """Return the party that a record describes under its id, where it contains nothing else; else None."""
    if draft.statements or len(draft.parties) != 1:
        return None
    [party] = draft.parties.values()
    return party if party.known and party.values.get("id") == party.key else None


def differing_columns(party: Party, row: PartyDraft, *, partial: bool = False) -> list[DifferingColumn]:
    """Return the differences of a row from the registered party. Values that it leaves out do not count.

    `partial`: the format has fewer words for the kinds of bodies than ours, so that its word is not compared; and it
    folds blanks, so that texts are compared in one line.
    """
    return [
        DifferingColumn(column, place, held, given)
        for column, place, given in filled_columns(row)
        if (held := getattr(party, column)) != given
        and not (partial and (column == "type" or same_but_blanks(held, given)))
    ]


def filled_columns(row: PartyDraft) -> list[tuple[str, str, object]]:
    """Return the columns that a row fills, each with its field and value."""
    names = row.values.get("name") or {}
    said: list[tuple[str, str, object]] = [
        (f"name_{each}", f"name/{each}", names[each]) for each in LANGUAGES if names.get(each)
    ]
    given = {name: row.values[name] for name in (*DESCRIBED, *NUMBERS) if row.values.get(name) is not None}
    said += [(name, name, value) for name, value in {**given, **columns_stated_none(row)}.items()]
    if row.kind is PartyType.BODY and row.values.get("kind"):
        said.append(("type", "kind", row.values["kind"]))
    if row.values.get("founded_on"):
        said.append(("founded_on", "founded_on", written_day(row.values["founded_on"])))
    return said


def columns_stated_none(row: PartyDraft) -> dict[str, object]:
    """Return the columns for which a row states that there is no value, each with its empty value."""
    said = (each for each in MAY_BE_NONE if each in row.values and row.values[each] is None)
    return {each: None if each in NULLED else "" for each in said}


def party_correction_refusal(
    party: Party, row: PartyDraft, found: list[DifferingColumn], body: UUID
) -> tuple[FieldError, ...]:
    """Return why a body may not change a party in this way; empty if it may."""
    if row.values.get("parent"):
        return (FieldError(pointer_below(row.pointer, "parent"), ParentUnchanged()),)
    if party.code:
        return (FieldError(row.pointer, BodyItself()),)
    if party.stated_by_id == body:
        return ()
    of_others = (each for each in found if each.held not in (None, "") or each.column in NUMBERS)
    return tuple(FieldError(f"{row.pointer}/{each.place}", PartyOfOthers()) for each in of_others)


def parties_by_place(drafts: Mapping[int, RecordDraft]) -> dict[int, tuple[PartyDraft, Party]]:
    """Return the parties that records describe under their ids, by their places: one query."""
    rows = {place: row for place, draft in drafts.items() if (row := described_party(draft))}
    held = Party.objects.in_bulk({row.known.id for row in rows.values() if row.known}) if rows else {}
    return {place: (row, held[row.known.id]) for place, row in rows.items() if row.known and row.known.id in held}
