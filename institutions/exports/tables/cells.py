"""The cells of a row of a template: what a party is, or what a statement says, under the headings of an import."""

from collections.abc import Iterator
from typing import Final

from institutions.exports.parties import row_of
from institutions.exports.selection import KIND_OF_LIST, PARTY_LISTS, Selection
from institutions.exports.stated import Stated
from institutions.imports.readers.templates import TEMPLATES, Column, Template
from institutions.models import Party, PartyKind

NONE: Final = "null"  # what was said to be none; an empty cell says nothing
TABULAR: Final = (*PARTY_LISTS, *(name for name, kind in KIND_OF_LIST.items() if kind in TEMPLATES))


def template_of(name: str) -> Template:
    """The template of a list."""
    return TEMPLATES[KIND_OF_LIST.get(name, name)]


def headings_of(name: str) -> list[str]:
    """The headings of a list: the names of its fields."""
    return [each.name for each in template_of(name).columns]


def rows_of(name: str, selection: Selection) -> Iterator[list[str]]:
    """The rows of a list, a text for each column."""
    columns = template_of(name).columns
    if name in PARTY_LISTS:
        for party in selection.parties(PARTY_LISTS[name]):
            said = party_cells(party, selection)
            yield [said.get(each.name, "") for each in columns]
    else:
        for each in selection.statements(KIND_OF_LIST[name]):
            said = statement_cells(each, columns, selection)
            yield [said.get(column.name, "") for column in columns]


def party_cells(party: Party, selection: Selection) -> dict[str, str]:
    """A party by the headings of its list."""
    details = selection.audience.reads_contact_details(party)
    row = row_of(party, contact_details=details, ids=selection.ids)
    return name_cells(row.pop("name", {})) | {heading: text_of(value) for heading, value in row.items()}


def name_cells(names: dict[str, str]) -> dict[str, str]:
    """Names in three columns: the Japanese one, else what there is, stands first."""
    rest = dict(names)
    first = rest.pop("ja", None) or rest.pop("en", None) or ""
    cells = {"name": first, "name_en": rest.get("en", ""), "name_kana": rest.get("kana", "")}
    return {heading: text for heading, text in cells.items() if text}


def statement_cells(each: Stated, columns: tuple[Column, ...], selection: Selection) -> dict[str, str]:
    """A statement by the headings of its template."""
    cells = {name: text_of(value) for name, value in each.values.items()}
    cells["record"] = each.record
    days = {"from": each.row.from_on, "until": each.row.until_on}
    cells |= {name: day.isoformat() for name, day in days.items() if day}
    if each.row.confidence != "fact":
        cells["confidence"] = each.row.confidence
    if each.source:
        known = {"url": each.source.url, "publisher": each.source.publisher, "retrieved_on": each.source.retrieved_on}
        cells |= {f"source.{name}": str(value) for name, value in known.items() if value}
        cells["source"] = each.source.title
    for field in {column.party for column in columns if column.party}:
        party = each.party(field)
        if party and not party.code:  # a body of the register is named by its code, and needs no description
            cells |= {f"{field}.{name}": text for name, text in described(party, selection).items()}
    return cells


def described(party: Party, selection: Selection) -> dict[str, str]:
    """What tells a party in a statement, by the parts of its columns."""
    known = {"id": str(party.pk) if selection.ids else None, "corporate_number": party.corporate_number}
    names = name_cells({"ja": party.name_ja, "en": party.name_en, "kana": party.name_kana})
    return names | {name: text for name, text in known.items() if text} | {"type": str(PartyKind(party.kind).value)}


def text_of(value: object) -> str:
    """A value as it stands in a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return NONE if value is None else str(value)
