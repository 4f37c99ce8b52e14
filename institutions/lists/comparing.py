"""The comparison of a current list of companies with an edition: which entries are added, changed, ended or unchanged.

A complete list excludes every company that it does not name. So an entry that is missing ends with the day before that
of the edition, the first day on which it is known to be off the list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from institutions.access.callers import Reader
from institutions.codes.base import Coded
from institutions.drafts.draft import StatementDraft, Values
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.formats.register_document import Record, RefusedRecord
from institutions.imports.checking import (
    RecordDraft,
    check_record,
    name_troubles,
    references_of_documents,
    walk_document,
)
from institutions.imports.collections import keyed_parties
from institutions.imports.storing import errors_not_following, readable_document, refused_outcome, repeated_record
from institutions.kinds import PartyType
from institutions.kinds.base import Label
from institutions.lists.company_rows import ListedRow
from institutions.lists.current_entries import GONE, HeldEntry, period_restated
from institutions.lists.entries import EntryOutcome, ListEntry, RowError
from institutions.lists.notes import DescribedOtherwise, FieldChanged, NeverBegun, value_in_words
from institutions.models import Collection, Statement
from institutions.values.written_day import day_or_none

ONE_DAY: Final = timedelta(days=1)
DAY_LABELS: Final = {"from": Label("On the list from", "掲載開始日"), "until": Label("Last day", "最終日")}


@dataclass(slots=True)
class EditionComparison:
    """The effects of an edition on a list: its entries, the records to store for them, and the unreadable rows.

    `keys` are the keys of the companies by record. `before` counts the entries that were on the list. `in_part` are
    rows with some unreadable cells.
    """

    before: int = 0
    entries: list[ListEntry] = field(default_factory=list)
    drafts: list[RecordDraft] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    in_part: list[RefusedRecord] = field(default_factory=list)

    def refuse(self, given: Record, errors: tuple[FieldError, ...]) -> None:
        """Note the troubles of a row."""
        said = refused_outcome(given, errors)
        self.errors += [
            RowError(line=said.line, record=said.record, field=each.field, said=each.said) for each in said.errors
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The other side of the comparison: the current list, and the day of the edition.

    `first`: no edition came before. `reader` is whoever brings it in: companies that they may not find are new.
    """

    collection: Collection
    held: Mapping[str, HeldEntry]
    as_of: date
    first: bool
    reader: Reader

    def compare(self, rows: Iterable[ListedRow | RefusedRecord]) -> EditionComparison:
        """Return all effects of the edition. The number of queries does not grow with the list."""
        found = EditionComparison(before=sum(each.is_on_list(self.as_of) for each in self.held.values()))
        readable, named = self.readable(rows, found)
        fresh: list[tuple[ListedRow, ListEntry, tuple[Statement, ...]]] = []
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

    def readable(
        self, rows: Iterable[ListedRow | RefusedRecord], found: EditionComparison
    ) -> tuple[list[ListedRow], set[str]]:
        """Return valid rows with a record named for the first time, and the records of all rows, also refused ones."""
        lines: dict[str, int] = {}
        readable: list[ListedRow] = []
        for row in rows:
            given = row if isinstance(row, RefusedRecord) else row.document
            if isinstance(row, RefusedRecord):
                found.refuse(given, row.errors)
                found.in_part += [row] if row.rest else []
            elif troubles := name_troubles(row.document):
                found.refuse(given, troubles)
            elif given.record in lines:
                found.refuse(given, (repeated_record(given.record, lines[given.record]),))
            else:
                readable.append(row)
            lines.setdefault(given.record, given.line)
        return readable, {*lines}

    def becomes(self, row: ListedRow) -> tuple[ListEntry, tuple[Statement, ...]]:
        """Return the entry that a row becomes, and the entry's earlier periods on the list that stay as they are."""
        stated, held = row.statement, self.held.get(row.document.record)
        entry = ListEntry(
            outcome=EntryOutcome.ADDED,
            line=row.document.line,
            record=row.document.record,
            name=row_company_name(row),
            from_on=day_or_none(stated.get("from")),
            until_on=day_or_none(stated.get("until")),
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
        return replace(changed, differs=entry_changes(last, changed)), tuple(held.periods[:-1])

    def begun(self, entry: ListEntry, known_on: date | None) -> ListEntry:
        """Return the entry with a first day: where none is stated, the day since which it is known to be listed."""
        if entry.from_on or (known_on and entry.until_on and entry.until_on < known_on):
            return entry
        return replace(entry, from_on=known_on)

    def dated(self, row: ListedRow, entry: ListEntry) -> ListedRow:
        """Return the row with the first day of its entry."""
        if entry.from_on is None:
            return row
        content = dict(row.document.content)
        content["statements"] = [{**row.statement, "from": entry.from_on.isoformat()}]
        return replace(row, document=replace(row.document, content=content))

    def check(self, fresh: list[tuple[ListedRow, ListEntry, tuple[Statement, ...]]], found: EditionComparison) -> None:
        """Check new and changed entries as a submission is checked, with one look-up in the register."""
        walked = [walk_document(row.document) for row, _, _ in fresh]
        sought = references_of_documents(walked)
        register = sought.find(self.reader)
        known = {key: PartyType(party.kind) for key, party in keyed_parties(self.collection, sought.references).items()}
        for each, (row, entry, earlier) in zip(walked, fresh, strict=True):
            try:
                draft = check_record(each, register, known, self.reader)
            except DraftInvalid as refused:
                found.refuse(row.document, refused.errors)
                continue
            known |= {key: party.kind for key, party in draft.parties.items()}
            statements, sources, companies = restated_periods((period, period.until_on) for period in earlier)
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

    def check_in_part(self, found: EditionComparison) -> None:
        """Note the troubles in the readable cells of partly unreadable rows, so that all are reported at once."""
        if not found.in_part:
            return
        documents = [readable_document(each) for each in found.in_part]
        walked = [walk_document(each) for each in documents]
        register = references_of_documents(walked).find(self.reader)
        for row, document, each in zip(found.in_part, documents, walked, strict=True):
            try:
                check_record(each, register, {}, self.reader)
            except DraftInvalid as refused:
                found.refuse(
                    row, tuple(errors_not_following(refused_outcome(document, refused.errors).errors, row.errors))
                )

    def end(self, record: str, held: HeldEntry, last: Statement, found: EditionComparison) -> None:
        """End an entry that the edition no longer has. One that had not begun by then counts as never listed."""
        until_on = self.as_of - ONE_DAY
        begun = last.from_on is None or last.from_on <= until_on
        periods = [(period, period.until_on) for period in held.periods[:-1]] + ([(last, until_on)] if begun else [])
        statements, sources, companies = restated_periods(periods)
        company: Any = last  # the columns of a listing
        found.entries.append(
            ListEntry(
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


def restated_periods(
    periods: Iterable[tuple[Statement, date | None]],
) -> tuple[tuple[StatementDraft, ...], dict[str, Values], frozenset[str]]:
    """Return current periods with their last days as statements, their sources, and the companies that they name."""
    statements: list[StatementDraft] = []
    sources: dict[str, Values] = {}
    for period, until_on in periods:
        statement, source = period_restated(period, until_on)
        statements.append(statement)
        sources |= source
    return tuple(statements), sources, frozenset(str(each.values["company"]) for each in statements)


def begins_anew(entry: ListEntry, last: Statement) -> bool:
    """Return whether an entry that had left the list begins a new period; otherwise its end is reversed."""
    return entry.from_on is None or last.until_on is None or entry.from_on > last.until_on


def entry_changes(last: Statement, entry: ListEntry) -> tuple[Coded, ...]:
    """Return the changes of an entry; a general one where its days are the same."""
    days = (("from", last.from_on, entry.from_on), ("until", last.until_on, entry.until_on))
    found = tuple(
        FieldChanged(name=name, label=DAY_LABELS[name], was=value_in_words(was), now=value_in_words(now))
        for name, was, now in days
        if was != now
    )
    return found or (DescribedOtherwise(),)


def row_company_name(row: ListedRow) -> str:
    """Return the company's name in the row, else its key."""
    companies = row.document.content.get("companies") or [{}]
    names = companies[0].get("name") or {}
    return " / ".join(names[language] for language in ("ja", "en") if names.get(language)) or row.key
