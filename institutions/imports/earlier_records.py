"""The earlier statements of a chunk's records, as far as their names now have other content."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.utils import timezone

from institutions.codes.parameters import WrittenDay, outside_value
from institutions.drafts.draft import KnownParty
from institutions.drafts.errors import FieldError
from institutions.drafts.rows import attribute_of
from institutions.imports.checking import RecordDraft
from institutions.imports.collections import held_of_records
from institutions.imports.notes import EarlierContent, StatementHeldAgain, StatementSuperseded, SupersededWithChanges
from institutions.imports.returned_statements import CorrectedStatement
from institutions.imports.versions import ENDED
from institutions.kinds import KINDS, Field, FieldSort
from institutions.models import Collection, ImportedRecord, Party, Statement
from institutions.values.quoting import shown_in_message

LONGEST: Final = 300
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class EarlierRecords:
    """The current records with these names, the only statement of each, and the names of their parties."""

    records: Mapping[str, ImportedRecord]
    rows: Mapping[str, Statement] = field(default_factory=dict)
    parties: Mapping[UUID, Party] = field(default_factory=dict)

    def notes(self, draft: RecordDraft, keyed: Mapping[str, Party]) -> tuple[FieldError, ...]:
        """Return the note on what a record supersedes, with file and day; none where it is new."""
        record, held = draft.record, self.records.get(draft.record)
        if held is None:
            return ()
        file = outside_value(held.job.file_name)
        day = WrittenDay(timezone.localdate(held.recorded_at).isoformat())
        if held.sha256 == ENDED:
            return (FieldError("", StatementHeldAgain(file=file, day=day)),)
        row = self.rows.get(record)
        what = "; ".join(self.changes(row, draft, keyed)) if row and same_kind(row, draft) else ""
        what = what if len(what) <= LONGEST else what[: LONGEST - 1] + "…"
        if not what:
            return (FieldError("", StatementSuperseded(file=file, day=day)),)
        return (FieldError("", SupersededWithChanges(file=file, day=day, what=what)),)

    def said(self, record: str) -> tuple[FieldError, ...]:
        """Return the note on the content of a record that ends: each field of its only statement, in declared order."""
        row = self.rows.get(record)
        if row is None:
            return ()
        values = row.values()
        parties = {each.name: each for each in row.kind.fields if each.sort is FieldSort.PARTY}
        days = {"from": row.from_on, "until": row.until_on}
        found = [
            f"{name}: {self.name_in(parties[name], row) if name in parties else note_text(values[name])}"
            for name in row.kind.by_name
            if values.get(name) not in (None, "") or (name in parties and self.has(parties[name], row))
            if not isinstance(values.get(name), tuple)
        ]
        what = "; ".join([*found, *(f"{name}: {day.isoformat()}" for name, day in days.items() if day)])
        what = what if len(what) <= LONGEST else what[: LONGEST - 1] + "…"
        return (FieldError("", EarlierContent(what=what)),)

    def changes(self, row: Statement, draft: RecordDraft, keyed: Mapping[str, Party]) -> list[str]:
        """Return each field that changes, with its old and new value."""
        [statement] = draft.statements
        was = row.values()
        days = {"from": row.from_on, "until": row.until_on}
        was |= {name: day.isoformat() for name, day in days.items() if day}
        now = {**statement.values, "from": statement.from_on, "until": statement.until_on}
        named = {each.name: each for each in row.kind.fields if each.sort is FieldSort.PARTY}
        found = []
        for name in dict.fromkeys((*KINDS[statement.kind].by_name, "from", "until")):
            one, other = was.get(name), now.get(name)
            if name in named:
                if other is not None and self.is_other(named[name], row, str(other), draft, keyed):
                    found.append(f"{name}: {self.name_in(named[name], row)} → {self.name_of(str(other), draft, keyed)}")
            elif isinstance(one, tuple) or isinstance(other, tuple):
                continue  # lists of parties are compared as a whole when they are stored
            elif one != other:
                found.append(f"{name}: {note_text(one)} → {note_text(other)}")
        return found

    def is_other(
        self, declared: Field, row: Statement, key: str, draft: RecordDraft, keyed: Mapping[str, Party]
    ) -> bool:
        """Return whether a key refers to another party than the current one of a field."""
        held = getattr(row, attribute_of(declared))
        if held is None:
            return not (declared.or_country and getattr(row, f"{declared.column}_country") == key)
        party = self.parties.get(held)
        stays = (party.same_as_id or held) if party else held
        if key in keyed and keyed[key].pk in (held, stays):
            return False
        known: KnownParty | None = draft.references.get(key)
        return known is None or known.id not in (held, stays)

    def has(self, declared: Field, row: Statement) -> bool:
        """Return whether a field holds a party or a country."""
        if getattr(row, attribute_of(declared)) is not None:
            return True
        return bool(declared.or_country and getattr(row, f"{declared.column}_country"))

    def name_in(self, declared: Field, row: Statement) -> str:
        """Return the name of the current party of a field, or the country if it holds one."""
        held = getattr(row, attribute_of(declared))
        if held is None:
            return str(declared.or_country and getattr(row, f"{declared.column}_country")) or NOTHING
        party = self.parties.get(held)
        return shown_in_message(party.name_ja or party.name_en or party.key) if party else NOTHING

    def name_of(self, key: str, draft: RecordDraft, keyed: Mapping[str, Party]) -> str:
        """Return the name of the party that a draft refers to by a key; else the key."""
        described = draft.parties.get(key)
        names = (described.values.get("name") or {}) if described else {}
        if names:
            return shown_in_message(str(names.get("ja") or names.get("en") or names.get("kana")))
        party = keyed.get(key)
        return shown_in_message((party.name_ja or party.name_en) if party else key)


NOTHING_HELD: Final = EarlierRecords({})


def earlier_of(
    collection: Collection, held: Mapping[str, ImportedRecord], corrections: Mapping[str, CorrectedStatement]
) -> EarlierRecords:
    """Return the current statements of these and of corrected records: one query per kind, and two more."""
    if not held and not corrections:
        return NOTHING_HELD
    of_records = held_of_records(collection, held)
    rows: dict[str, list[Statement]] = defaultdict(list)
    for kind in sorted(of_records.kinds):
        for record, row in of_records.rows(kind):
            rows[str(record)].append(row)
    only = {record: each[0] for record, each in rows.items() if len(each) == 1}
    only |= {record: each.row for record, each in corrections.items()}
    named = {
        party
        for row in only.values()
        for declared in row.kind.fields
        if declared.sort is FieldSort.PARTY and (party := getattr(row, attribute_of(declared)))
    }
    records = {**held, **{record: each.record for record, each in corrections.items()}}
    return EarlierRecords(records, only, Party.objects.in_bulk(named) if named else {})


def same_kind(row: Statement, draft: RecordDraft) -> bool:
    """Return whether a draft has exactly one statement, of the kind of a row."""
    return [each.kind for each in draft.statements] == [row.kind.name]


def note_text(value: object) -> str:
    """Return a value as a note shows it; a dash if there is none."""
    if value is None:
        return NOTHING
    return str(value).lower() if isinstance(value, bool) else shown_in_message(str(value))
