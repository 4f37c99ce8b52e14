"""A list of companies as it is held beside an edition of it: which entries come, change, end or stay.

A complete list says of everything else that it is not on it. So an entry that is missing ends with the day before that
of the edition, which is the first on which it is known not to be there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.drafts.draft import StatementDraft, Values
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.formats.register_document import Record, Refused
from institutions.imports.checking import RecordDraft, check_record, name_troubles, sought_by, walk
from institutions.imports.collections import keyed_parties
from institutions.imports.storing import as_read, not_told, refusal, repeated
from institutions.kinds import PartyType
from institutions.kinds.base import Label
from institutions.lists.company_rows import ListedRow
from institutions.lists.current_entries import GONE, HeldEntry, stated_again
from institutions.lists.entries import Entry, EntryOutcome, RowError
from institutions.lists.notes import DescribedOtherwise, FieldChanged, NeverBegun, written
from institutions.models import Collection, Statement

ONE_DAY: Final = timedelta(days=1)
DAY_LABELS: Final = {"from": Label("On the list from", "掲載開始日"), "until": Label("Last day", "最終日")}


@dataclass(slots=True)
class Compared:
    """What an edition does to a list: the entries, what is to be stored for them, and what cannot be read.

    `keys` are the keys of the companies by record. `before` counts the entries that were on the list. `in_part` are
    rows of which not every cell can be read.
    """

    before: int = 0
    entries: list[Entry] = field(default_factory=list)
    drafts: list[RecordDraft] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    in_part: list[Refused] = field(default_factory=list)

    def refuse(self, given: Record, errors: tuple[FieldError, ...]) -> None:
        """Note what is wrong with a row."""
        said = refusal(given, errors)
        self.errors += [
            RowError(line=said.line, record=said.record, field=each.field, said=each.said) for each in said.errors
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What rows are compared with: the list as it is held, and the day of the edition. `first`: none came before."""

    collection: Collection
    held: Mapping[str, HeldEntry]
    as_of: date
    first: bool

    def compare(self, rows: Iterable[ListedRow | Refused]) -> Compared:
        """Everything that the edition does. The number of queries does not depend on the list."""
        found = Compared(before=sum(each.is_on_list(self.as_of) for each in self.held.values()))
        readable, named = self.readable(rows, found)
        fresh: list[tuple[ListedRow, Entry, tuple[Statement, ...]]] = []
        for row in readable:
            entry, earlier = self.becomes(row)
            found.keys[entry.record] = row.key
            if entry.outcome is EntryOutcome.UNCHANGED:
                found.entries.append(entry)
            else:
                fresh.append((self.dated(row, entry), entry, earlier))
        self.check(fresh, found)
        self.check_in_part(found)
        for record, held in self.held.items():
            if record not in named and held.last is not None and held.is_on_list(self.as_of):
                self.end(record, held, held.last, found)
        found.errors.sort(key=lambda each: each.line)
        return found

    def readable(self, rows: Iterable[ListedRow | Refused], found: Compared) -> tuple[list[ListedRow], set[str]]:
        """The rows that name a record for the first time, and the records of all rows, also of those with errors."""
        lines: dict[str, int] = {}
        readable: list[ListedRow] = []
        for row in rows:
            given = row if isinstance(row, Refused) else row.document
            if isinstance(row, Refused):
                found.refuse(given, row.errors)
                found.in_part += [row] if row.rest else []
            elif troubles := name_troubles(row.document):
                found.refuse(given, troubles)
            elif given.record in lines:
                found.refuse(given, (repeated(given.record, lines[given.record]),))
            else:
                readable.append(row)
            lines.setdefault(given.record, given.line)
        return readable, {*lines}

    def becomes(self, row: ListedRow) -> tuple[Entry, tuple[Statement, ...]]:
        """What becomes of an entry that the edition has, and its periods on the list that stay as they are."""
        stated, held = row.statement, self.held.get(row.document.record)
        entry = Entry(
            outcome=EntryOutcome.ADDED,
            line=row.document.line,
            record=row.document.record,
            name=name_of(row),
            from_on=day(stated.get("from")),
            until_on=day(stated.get("until")),
        )
        last = held.last if held else None
        if held is None or last is None:
            return self.begun(entry, None if self.first else self.as_of), ()
        if held.is_gone and begins_anew(entry, last):
            return self.begun(entry, self.as_of), tuple(held.periods)
        if held.record.sha256 == row.sha256:
            same = replace(entry, outcome=EntryOutcome.UNCHANGED, from_on=last.from_on, until_on=last.until_on)
            return same, ()
        changed = self.begun(replace(entry, outcome=EntryOutcome.CHANGED), last.from_on)
        return replace(changed, differs=differs(last, changed)), tuple(held.periods[:-1])

    def begun(self, entry: Entry, known_on: date | None) -> Entry:
        """An entry of which no first day is stated is on the list from the day since which it is known to be."""
        if entry.from_on or (known_on and entry.until_on and entry.until_on < known_on):
            return entry
        return replace(entry, from_on=known_on)

    def dated(self, row: ListedRow, entry: Entry) -> ListedRow:
        """The row with the first day of its entry."""
        if entry.from_on is None:
            return row
        content = dict(row.document.content)
        content["statements"] = [{**row.statement, "from": entry.from_on.isoformat()}]
        return replace(row, document=replace(row.document, content=content))

    def check(self, fresh: list[tuple[ListedRow, Entry, tuple[Statement, ...]]], found: Compared) -> None:
        """Check what is new or changed as a submission is, with one look into the register."""
        walked = [walk(row.document) for row, _, _ in fresh]
        sought = sought_by(walked)
        register = sought.find()
        known = {key: PartyType(party.kind) for key, party in keyed_parties(self.collection, sought.references).items()}
        for each, (row, entry, earlier) in zip(walked, fresh, strict=True):
            try:
                draft = check_record(each, register, known)
            except DraftInvalid as refused:
                found.refuse(row.document, refused.errors)
                continue
            known |= {key: party.kind for key, party in draft.parties.items()}
            statements, sources, companies = again((period, period.until_on) for period in earlier)
            found.entries.append(entry)
            found.drafts.append(
                replace(
                    draft,
                    sha256=row.sha256,
                    statements=(*draft.statements, *statements),
                    sources={**draft.sources, **sources},
                    named=draft.named | companies,
                )
            )

    def check_in_part(self, found: Compared) -> None:
        """Tell what is wrong with the rest of rows that are refused for some of their cells: all of it at once."""
        if not found.in_part:
            return
        documents = [as_read(each) for each in found.in_part]
        walked = [walk(each) for each in documents]
        register = sought_by(walked).find()
        for row, document, each in zip(found.in_part, documents, walked, strict=True):
            try:
                check_record(each, register, {})
            except DraftInvalid as refused:
                found.refuse(row, tuple(not_told(refusal(document, refused.errors).errors, row.errors)))

    def end(self, record: str, held: HeldEntry, last: Statement, found: Compared) -> None:
        """An entry that the edition no longer has. One that had not begun before was never on the list."""
        until_on = self.as_of - ONE_DAY
        begun = last.from_on is None or last.from_on <= until_on
        periods = [(period, period.until_on) for period in held.periods[:-1]] + ([(last, until_on)] if begun else [])
        statements, sources, companies = again(periods)
        company: Any = last  # the columns of a listing
        found.entries.append(
            Entry(
                outcome=EntryOutcome.ENDED,
                line=0,
                record=record,
                name=" / ".join(filter(None, (company.company.name_ja, company.company.name_en))),
                party=company.company_id,
                from_on=last.from_on,
                until_on=until_on if begun else None,
                differs=() if begun else (NeverBegun(),),
            )
        )
        found.drafts.append(
            RecordDraft(
                record=record,
                sha256=GONE,
                parties={},
                sources=sources,
                statements=statements,
                references={},
                named=companies,
            )
        )


def again(
    periods: Iterable[tuple[Statement, date | None]],
) -> tuple[tuple[StatementDraft, ...], dict[str, Values], frozenset[str]]:
    """Held periods with their last days as statements, their sources, and the companies that they name."""
    statements: list[StatementDraft] = []
    sources: dict[str, Values] = {}
    for period, until_on in periods:
        statement, source = stated_again(period, until_on)
        statements.append(statement)
        sources |= source
    return tuple(statements), sources, frozenset(str(each.values["company"]) for each in statements)


def begins_anew(entry: Entry, last: Statement) -> bool:
    """An entry that was gone comes again after its end; otherwise its end is taken back."""
    return entry.from_on is None or last.until_on is None or entry.from_on > last.until_on


def differs(last: Statement, entry: Entry) -> tuple[Coded, ...]:
    """Return what of an entry changed."""
    days = (("from", last.from_on, entry.from_on), ("until", last.until_on, entry.until_on))
    found = tuple(
        FieldChanged(name=name, label=DAY_LABELS[name], was=written(was), now=written(now))
        for name, was, now in days
        if was != now
    )
    return found or (DescribedOtherwise(),)


def name_of(row: ListedRow) -> str:
    """What the row calls the company, else its key."""
    companies = row.document.content.get("companies") or [{}]
    names = companies[0].get("name") or {}
    return " / ".join(names[language] for language in ("ja", "en") if names.get(language)) or row.key


def day(given: Any) -> date | None:  # Any: a value of the contract, which the check has not seen yet
    """A day of a row, which the reader has written as ISO."""
    return date.fromisoformat(given) if given else None
