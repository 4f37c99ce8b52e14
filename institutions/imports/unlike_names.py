"""Rows that describe another party under a number of an earlier file: another file with the same numbering.

People who number rows by hand begin at 1 in each file. Within one collection the second file would silently supersede
the first, so a row is refused where its record is about other parties than before, or where its key refers to a party
with another name. An uploader who means it imports the file as a separate collection, or allows replacement.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from institutions.codes.parameters import PlainNumber, WrittenDay, outside_value
from institutions.drafts.draft import PartyDraft, Values
from institutions.drafts.errors import FieldError, pointer_below
from institutions.drafts.numbers import NUMBERS
from institutions.formats.tables.spreadsheets import MISSING
from institutions.imports.checking import RecordDraft
from institutions.imports.earlier_records import EarlierRecords, same_kind
from institutions.imports.lossy_text import read_back
from institutions.imports.notes import NumberOfOtherName, PartyRenamed
from institutions.imports.returned_parties import LANGUAGES
from institutions.imports.troubles.records import IdOfOther, KeyOfOther, KeyOfTwo, RecordOfOther
from institutions.kinds import FieldSort
from institutions.models import Party, PartyName
from institutions.parties.names import fold_name

Names = Mapping[UUID, Mapping[str, set[str]]]  # folded, by party and language


def register_names(drafts: Iterable[RecordDraft], keyed: Mapping[str, Party]) -> tuple[Names, Mapping[UUID, str]]:
    """Return every registered name of the parties that drafts describe, and the first name of each: two queries."""
    rows = [(key, row) for draft in drafts for key, row in draft.parties.items() if row.values.get("name")]
    described = {keyed[key].pk for key, _ in rows if key in keyed} | {row.known.id for _, row in rows if row.known}
    names: dict[UUID, dict[str, set[str]]] = {party: defaultdict(set) for party in described}
    for each in PartyName.objects.filter(party__in=described) if described else ():
        names[each.party_id][each.language] |= {each.folded, fold_name(read_back(each.text))}
    called: dict[UUID, str] = {}
    for party in Party.objects.filter(pk__in=described) if described else ():
        called[party.pk] = party.name_ja or party.name_en or party.name_kana
        for language in LANGUAGES:
            if text := getattr(party, f"name_{language}"):
                names[party.pk][language] |= {fold_name(text), fold_name(read_back(text))}
    return names, called


@dataclass(slots=True)
class UnlikeNames:
    """The search for such rows in a chunk. `keyed` are the parties of the keys of the collection.

    `names` are those of the register, `called` the first of each, `lines` gives the line that first described each key
    in the chunk.
    """

    keyed: Mapping[str, Party]
    names: Names
    called: Mapping[UUID, str]
    lines: dict[str, tuple[int, PartyDraft]] = field(default_factory=dict)

    def contradicted(self, draft: RecordDraft) -> tuple[FieldError, ...]:
        """Return errors for a statement's parties given by id under another name: id and name contradict each other."""
        if not draft.statements:
            return ()  # a list of parties may correct the name of the party it describes
        return tuple(
            FieldError(pointer_below(row.pointer, "name"), IdOfOther())
            for row in draft.parties.values()
            if row.values.get("id")
            and row.known
            and are_unlike(self.names.get(row.known.id, {}), folded_names_by_language(row.values))
        )

    def notes(self, draft: RecordDraft) -> tuple[FieldError, ...]:
        """Return the notes on a party that is renamed, and one whose number has another name."""
        return tuple(note for key, row in draft.parties.items() if (note := self.note_on(key, row)))

    def note_on(self, key: str, row: PartyDraft) -> FieldError | None:
        """Return the note on one party; none where its id is given, under which a name is corrected."""
        party, names = self.keyed.get(key), folded_names_by_language(row.values)
        if row.values.get("id"):
            return None
        if party and are_unlike(self.names.get(party.pk, {}), names):
            return FieldError("", PartyRenamed(key=outside_value(key), held=outside_value(self.called[party.pk])))
        if row.known and are_unlike(self.names.get(row.known.id, {}), names):
            return FieldError("", NumberOfOtherName(held=outside_value(self.called[row.known.id])))
        return None

    def troubles(self, line: int, draft: RecordDraft, earlier: EarlierRecords) -> tuple[FieldError, ...]:
        """Return why a row is refused; empty if it is about the same party, or about new ones."""
        of_keys = (error for key, row in draft.parties.items() for error in self.of_key(line, key, row))
        return (*self.of_record(draft, earlier), *of_keys)

    def of_record(self, draft: RecordDraft, earlier: EarlierRecords) -> list[FieldError]:
        """Return an error for each party of the record that differs from before."""
        row = earlier.rows.get(draft.record)
        if row is None or not same_kind(row, draft):
            return []
        held, [statement] = earlier.records[draft.record], draft.statements
        day = WrittenDay(timezone.localdate(held.recorded_at).isoformat())
        return [
            FieldError(
                pointer_below(statement.pointer, each.name),
                RecordOfOther(
                    record=outside_value(draft.record),
                    held=outside_value(earlier.name_in(each, row)),
                    file=outside_value(held.job.file_name),
                    day=day,
                ),
            )
            for each in row.kind.fields
            if each.sort is FieldSort.PARTY
            and (key := statement.values.get(each.name)) is not None
            and earlier.has(each, row)
            and earlier.is_other(each, row, str(key), draft, self.keyed)
        ]

    def of_key(self, line: int, key: str, row: PartyDraft) -> list[FieldError]:
        """Return an error where the key refers to a party with another name, in an earlier file or an earlier line."""
        if row.values.get("id"):
            return []
        pointer, party = pointer_below(row.pointer, "name"), self.keyed.get(key)
        if party and party.pk in self.names and self.is_unlike(party, row):
            held = outside_value(party.name_ja or party.name_en or party.name_kana)
            return [FieldError(pointer, KeyOfOther(key=outside_value(key), held=held))]
        before, first = self.lines.setdefault(key, (line, row))
        if first is not row and are_unlike(
            folded_names_by_language(first.values), folded_names_by_language(row.values)
        ):
            held = outside_value(next(iter((first.values.get("name") or {}).values())))
            return [FieldError(pointer, KeyOfTwo(key=outside_value(key), held=held, line=PlainNumber(before)))]
        return []

    def is_unlike(self, party: Party, row: PartyDraft) -> bool:
        """Return whether a row describes another party: by a certain number, else by the names in common languages."""
        numbers = {name: row.values[name] for name in NUMBERS if row.values.get(name) and getattr(party, name)}
        if numbers:
            return all(getattr(party, name) != number for name, number in numbers.items())
        return are_unlike(self.names[party.pk], folded_names_by_language(row.values))


def folded_names_by_language(values: Values) -> dict[str, set[str]]:
    """Return the folded names of a row by language, without those that lost a letter in an encoding."""
    name = values.get("name")
    texts = name.items() if isinstance(name, dict) else ()
    return {language: {fold_name(text)} for language, text in texts if text and MISSING not in text}


def are_unlike(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> bool:
    """Return whether both have names in a common language, and none of these is the same."""
    both = [language for language in one if one[language] and other.get(language)]
    return bool(both) and not any(one[language] & other[language] for language in both)
