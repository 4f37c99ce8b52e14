"""Rows of our templates as register documents: a row is a record, identified by its own number or its parties."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldError
from institutions.drafts.near_words import nearest_word
from institutions.formats.ocds.reading.parties import name_by_script
from institutions.formats.register_document import Reader, Record, RefusedRecord, RegisterDocument
from institutions.formats.tables.cell_text import (
    NotReadError,
    has_percent,
    plain_cell,
    read_day_cell,
    read_flag_cell,
    read_share_cell,
    read_whole_cell,
    says_none,
)
from institutions.formats.tables.country_names import read_country_cell
from institutions.formats.tables.row_headings import OF_SOURCE, RowHeadings
from institutions.formats.tables.rows import TableRow, table_rows
from institutions.formats.tables.templates import NAMES, OF_PARTNERSHIP, Template, TemplateColumn, field_of
from institutions.formats.tables.troubles.headings import UnknownColumn
from institutions.formats.tables.troubles.rows import (
    DifferentNumbers,
    NoRecord,
    NoRowKey,
    PartyOfSomeType,
    PartyWithoutKey,
    RowOfPartnership,
    SourceWithoutTitle,
)
from institutions.kinds import Field, FieldSort, PartyType
from institutions.kinds.base import Label
from institutions.kinds.countries import COUNTRIES

LIST_OF: Final = {PartyType.COMPANY: "companies", PartyType.PERSON: "people", PartyType.BODY: "bodies"}
NUMBERED: Final = frozenset({FieldSort.YEN, FieldSort.DAYS, FieldSort.COUNT})
KEYED: Final = frozenset({FieldSort.PARTY, FieldSort.KEY, FieldSort.CALL})
AS_WRITTEN: Final = frozenset({FieldSort.TEXT, FieldSort.URL})
WHEN: Final = ("on", "from")  # rows about the same parties on different days are different records
LONGEST_RECORD: Final = 200
BETWEEN: Final = re.compile("[;；]")
NAMED_TYPES: Final = {
    PartyType.COMPANY: Label("company", "企業"),
    PartyType.PERSON: Label("person", "人"),
    PartyType.BODY: Label("body", "政府機関"),
}


def template_reader(template: Template) -> Reader:
    """Return the reader of tables of one template."""

    def read(file: IO[bytes]) -> Iterator[Record]:
        for row in table_rows(file):
            yield read_template_row(template, row)

    return read


def read_template_row(template: Template, row: TableRow) -> Record:
    """Return one row translated, or refused with every trouble."""
    if row.errors and not row.cells:
        return RefusedRecord(line=row.line, errors=row.errors)
    reading = TemplateReading(template)
    reading.cells(row)
    content = reading.statement() if template.kind else reading.party()
    record = reading.record()
    if not record and not reading.errors:
        reading.errors.append(FieldError("record", NoRecord()))
    if reading.errors:
        numbered = bool(reading.own.get("record"))
        errors = tuple(reading.errors)
        return RefusedRecord(
            line=row.line, errors=errors, record=record, sure=numbered, rest=content, headings=reading.pointers
        )
    return RegisterDocument(
        line=row.line,
        record=record,
        content=content,
        headings=reading.pointers,
        by_hand=True,
        shares=tuple(reading.shares),
    )


@dataclass(slots=True)
class TemplateReading:
    """The content of one row while it is read. `domestic`: a company without a stated country is Japanese."""

    template: Template
    domestic: bool = False
    headings: dict[tuple[str, str], str] = field(default_factory=dict)  # as written, by party and field
    own: dict[str, Any] = field(default_factory=dict)  # Any: values of the contract
    parties: dict[str, dict[str, Any]] = field(default_factory=dict)  # the description of each party, by its field
    errors: list[FieldError] = field(default_factory=list)
    shares: list[int | None] = field(default_factory=list)  # None for one with a per cent sign
    objects: dict[str, str] = field(default_factory=dict)  # the field of each party described, by JSON pointer

    @property
    def pointers(self) -> RowHeadings:
        """The heading of each field of the document."""
        return RowHeadings(self.template, self.headings, self.objects)

    def cells(self, row: TableRow) -> None:
        """Read the cells of a row, except those that the row reports as unreadable."""
        self.errors += row.errors
        unread = {each.field for each in row.errors}
        for heading, cell in row.cells.items():
            if heading in unread:
                self.point_to(heading)
            else:
                self.cell(heading, cell)

    def cell(self, heading: str, cell: str) -> None:
        """Read one cell into the field of its column."""
        column = self.point_to(heading)
        if isinstance(column, UnknownColumn):
            self.errors.append(FieldError(heading, RowOfPartnership() if heading in OF_PARTNERSHIP else column))
            return
        several = column.party in self.template.lists and not says_none(cell)
        try:
            value = cell_to_values(column.field, cell) if several else cell_to_value(column.field, cell)
        except NotReadError as trouble:
            self.errors.append(FieldError(heading, trouble.said))
            return
        if column.field.sort is FieldSort.BP and isinstance(value, int):
            self.shares.append(None if has_percent(cell) else value)
        name = field_of(column)
        (self.parties.setdefault(column.party, {}) if column.party else self.own)[name] = value

    def point_to(self, heading: str) -> TemplateColumn | UnknownColumn:
        """Return the column of a heading; errors in its field use this heading, also where its cell is not read."""
        column = self.template.column_under(heading)
        if isinstance(column, TemplateColumn):
            self.headings[column.party, field_of(column)] = heading
        return column

    def party(self) -> dict[str, Any]:
        """Return the document of a row that describes a party."""
        table = self.template.table
        row = name_fields(self.own)
        if "key" not in row and (number := row.get("corporate_number") or row.get("lei") or row.get("id")):
            row["key"] = number
        if "key" not in row:
            self.errors.append(FieldError("key", NoRowKey()))
        self.own = row
        self.objects[f"/{self.template.name}/0"] = ""
        return {table.name: [self.of_country(row, table.name)]} if table else {}

    def statement(self) -> dict[str, Any]:
        """Return the document of a row with a statement and the parties that it describes."""
        kind = self.template.kind
        content: dict[str, Any] = {}
        source = {name[len(OF_SOURCE) :]: value for name, value in self.own.items() if name.startswith(OF_SOURCE)}
        statement = {
            name: value
            for name, value in self.own.items()
            if name not in ("record", "source") and not name.startswith(OF_SOURCE)
        }
        for each in kind.fields if kind else ():
            if each.name in self.parties:
                named_in = self.named_parties if each.sort is FieldSort.PARTIES else self.named_party
                statement[each.name] = named_in(each, self.parties[each.name], content)
        if title := self.own.get("source"):
            content["sources"] = [{"key": "source", "title": title, **source}]
            statement["source"] = "source"
        elif source:
            self.errors.append(FieldError(f"{OF_SOURCE}{next(iter(source))}", SourceWithoutTitle()))
        self.objects["/statements/0"] = ""
        content["statements"] = [{"kind": kind.name if kind else "", **statement}]
        self.own = {**statement, "record": self.own.get("record")}
        return content

    def named_party(self, declared: Field, given: dict[str, Any], content: dict[str, Any]) -> object:
        """Return the key of a statement's party, and list its description; None, with an error, without a key."""
        described = name_fields({name: value for name, value in given.items() if name not in (declared.name, "type")})
        key = given.get(declared.name, described.get("corporate_number"))
        if key is None:
            if declared.name not in given:
                self.errors.append(FieldError(declared.name, PartyWithoutKey(column=declared.name)))
            return None
        if described and key not in COUNTRIES:
            types = [each for each in sorted(declared.allows) if given.get("type") in (None, each)]
            if len(types) != 1:
                labels = [NAMED_TYPES[each] for each in sorted(declared.allows)]
                may_be = Label(" or ".join(each.en for each in labels), "又は".join(each.ja for each in labels))
                column = f"{declared.name}.type"
                self.errors.append(FieldError(column, PartyOfSomeType(types=may_be, column=column)))
                return key
            rows = content.setdefault(LIST_OF[types[0]], [])
            if not any(row["key"] == key for row in rows):
                self.objects[f"/{LIST_OF[types[0]]}/{len(rows)}"] = declared.name
                rows.append(self.of_country({"key": key, **described}, types[0]))
        return key

    def of_country(self, row: dict[str, Any], of: str) -> dict[str, Any]:
        """Return a company without a country as one of unknown country, unless a corporate number shows Japan.

        In a submission a missing country means Japan; in a list of owners that would make every foreign one Japanese.
        """
        if self.domestic or of not in (PartyType.COMPANY, LIST_OF[PartyType.COMPANY]):
            return row
        return row if "country" in row or row.get("corporate_number") else {**row, "country": None}

    def named_parties(self, declared: Field, given: dict[str, Any], content: dict[str, Any]) -> object:
        """Return the keys of a list of parties; an error where its filled columns have different numbers of values."""
        columns = {name: values for name, values in given.items() if isinstance(values, list)}
        if not columns:
            return None
        if len({len(values) for values in columns.values()}) > 1:
            self.errors.append(FieldError(declared.name, DifferentNumbers(name=declared.name)))
            return None
        several = zip(*columns.values(), strict=True)
        each_given = [dict(zip(columns, values, strict=True)) for values in several]
        return [
            self.named_party(declared, {name: value for name, value in one.items() if value is not None}, content)
            for one in each_given
        ]

    def record(self) -> str:
        """Return the row's own number; else its parties, or the key, and its days."""
        if own := self.own.get("record"):
            return str(own)
        if self.template.table:
            return str(self.own.get("key", ""))
        fields = self.template.kind.fields if self.template.kind else ()
        keyed = [each.name for each in fields if each.sort in KEYED or (each.sort is FieldSort.WORD and each.required)]
        said = [f"{name}={self.own[name]}" for name in (*keyed, *WHEN) if self.own.get(name) is not None]
        return " ".join(said)[:LONGEST_RECORD]


def name_fields(given: dict[str, Any]) -> dict[str, Any]:
    """Return the values with the three columns of a name as one field: the name under the language of its letters."""
    own = {each.name for each in NAMES}
    name: dict[str, str] = name_by_script(given["name"]) if given.get("name") else {}
    for column, language in (("name_en", "en"), ("name_kana", "kana")):
        if given.get(column):
            name[language] = given[column]
    rest = {column: value for column, value in given.items() if column not in own}
    return {**rest, "name": name} if name else rest


def cell_to_value(declared: Field, cell: str) -> Any:  # Any: a value of the contract
    """Return the value of a cell for its field. Words may be written as their labels in either language."""
    if says_none(cell):
        return None
    match declared.sort:
        case FieldSort.DATE:
            return read_day_cell(cell)
        case FieldSort.BP:
            return read_share_cell(cell)
        case FieldSort.FLAG:
            return read_flag_cell(cell)
        case sort if sort in NUMBERED:
            return read_whole_cell(cell)
        case FieldSort.COUNTRY:
            return read_country_cell(cell)
        case FieldSort.WORD:
            return cell_to_word(declared, cell)
        case sort if sort in AS_WRITTEN:
            return cell.strip()
        case _:
            return plain_cell(cell)


def cell_to_values(declared: Field, cell: str) -> list[Any]:  # Any: values of the contract
    """Return the values of a list with semicolons; an empty place between two of them is unknown."""
    return [cell_to_value(declared, each) if each.strip() else None for each in BETWEEN.split(cell)]


def cell_to_word(declared: Field, cell: str) -> str:
    """Return the word of a closed list for a cell, else its text, which the check refuses."""
    text = plain_cell(cell)
    for word, label in declared.words.items():
        if text.casefold() in (word, label.en.casefold()) or text == plain_cell(label.ja):
            return word
    return text
