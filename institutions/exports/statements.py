"""Statements on their way out, read in portions: a fixed number of queries for a portion with its parties."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.access import statements
from institutions.access.callers import Reader
from institutions.exports.published_people import without_published_names
from institutions.kinds import KINDS, FieldSort, Kind
from institutions.models import Partnership, Party, Source, Statement
from institutions.values.portions import split_portions

PORTION: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedStatement:
    """One statement as the document would state it, and the parties that it names, by the key that it uses."""

    row: Statement
    values: Mapping[str, object]
    parties: Mapping[str, Party]

    @property
    def kind(self) -> Kind:
        """The declared kind of the statement."""
        return self.row.kind

    @property
    def record(self) -> str:
        """The permanent id of the statement, which its corrections share."""
        return str(self.row.lineage)

    @property
    def partnership(self) -> Partnership | None:
        """The partnership to which the statement belongs alone; None if it serves others too."""
        return self.row.partnership if statements.serves_one_case(self.row) else None

    @property
    def source(self) -> Source | None:
        """The document that the statement rests on; None if none was named."""
        return self.row.source

    def party(self, field: str) -> Party | None:
        """Return the party in a field; None if there is none, or a country in its place."""
        return self.parties.get(str(self.values.get(field)))

    def parties_in(self, field: str) -> list[Party]:
        """Return the parties in a field, which may hold one or several."""
        value = self.values.get(field)
        keys = value if isinstance(value, tuple) else (str(value),)
        return [self.parties[key] for key in keys if key in self.parties]

    def text(self, field: str) -> str | None:
        """Return a text or code in a field; None if there is none."""
        value = self.values.get(field)
        return value if isinstance(value, str) else None

    def number(self, field: str) -> int | None:
        """Return a whole number in a field; None if there is none."""
        value = self.values.get(field)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def exported_statements(kind: str, reader: Reader, on: date | None = None) -> Iterator[ExportedStatement]:
    """Yield the current statements of a kind that may be read; with `on`, those that are true on that day."""
    yield from write_statements(kind, statements.held_statements_for(kind, reader), on)


def exported_case_statements(kind: str, reader: Reader, on: date | None = None) -> Iterator[ExportedStatement]:
    """Yield the statements of a kind that belong to one partnership alone, each with its partnership loaded."""
    if can_be_of_case(KINDS[kind]):
        yield from write_statements(kind, statements.held_statements_of_cases(kind, reader), on)


def can_be_of_case(kind: Kind) -> bool:
    """Return whether statements of a kind may belong to one partnership alone."""
    return kind.case or bool(kind.case_without)


def write_statements(kind: str, rows: QuerySet[Statement], on: date | None) -> Iterator[ExportedStatement]:
    """Yield rows of one kind as document statements, reading them portion by portion."""
    rows = rows.select_related("source", *(("partnership",) if can_be_of_case(KINDS[kind]) else ()))
    rows = rows_true_on(rows, on)
    lists = [each.column for each in KINDS[kind].fields if each.sort is FieldSort.PARTIES]
    for portion in split_portions(rows.prefetch_related(*lists).iterator(chunk_size=PORTION), PORTION):
        parties = parties_by_id({party for row in portion for party in named_party_ids(row)})
        for row in portion:
            yield exported_row(row, parties)


def rows_true_on(rows: QuerySet[Statement], on: date | None) -> QuerySet[Statement]:
    """Return the rows that are true on a day; all rows where no day is given."""
    if on is None:
        return rows
    true_then: QuerySet[Statement] = rows.current_on(on)  # type: ignore[attr-defined]  # made when the tables are
    return true_then


def exported_row(row: Statement, parties: Mapping[UUID, Party]) -> ExportedStatement:
    """Return one row as a document statement, its parties named by their keys."""
    values = row.values(lambda party: parties[party].key if party in parties else str(party))
    named = {parties[party].key: parties[party] for party in named_party_ids(row) if party in parties}
    return ExportedStatement(row=row, values=values, parties=named)


def named_party_ids(row: Statement) -> Iterator[UUID]:
    """Yield the ids of all parties that a row names. The caller has prefetched its lists."""
    for declared in row.kind.fields:
        if declared.sort is FieldSort.PARTY:
            if party := getattr(row, f"{declared.column}_id"):
                yield party
        elif declared.sort is FieldSort.PARTIES:
            yield from (each.pk for each in getattr(row, declared.column).all())
        elif party := row.party_in_text(declared):
            yield party


def parties_by_id(wanted: Iterable[UUID]) -> dict[UUID, Party]:
    """Return parties by the ids that rows use; in place of a merged party, the party that it was merged into."""
    found = {
        party.pk: party.same_as or party for party in Party.objects.select_related("same_as").filter(pk__in=wanted)
    }
    return dict(zip(found, without_published_names(found.values()), strict=True))
