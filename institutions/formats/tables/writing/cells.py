"""The cells of a row of a template: the description of a party or statement under the headings of an import.

Rows that belong to one partnership alone have the same headings, and two for the partnership; an import refuses them.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from institutions.access.parties import reads_contact_details
from institutions.exports.parties import exported_party
from institutions.exports.selection import KIND_OF_LIST, PARTY_LISTS, ExportSelection
from institutions.exports.statements import ExportedStatement, can_be_of_case
from institutions.formats.tables.templates import OF_PARTNERSHIP, TEMPLATES, Template, TemplateColumn, template_of_kind
from institutions.kinds import KINDS
from institutions.models import Party, PartyKind

NONE: Final = "null"  # a value stated to be none; an empty cell states nothing
BETWEEN: Final = "; "
TABLES: Final = {
    **{name: TEMPLATES[name] for name in PARTY_LISTS},
    **{name: TEMPLATES.get(kind) or template_of_kind(KINDS[kind]) for name, kind in KIND_OF_LIST.items()},
}


def template_of(name: str) -> Template:
    """Return the template of a list."""
    return TABLES[name]


def is_of_cases(name: str) -> bool:
    """Return whether rows of a list may belong to one partnership alone."""
    return name in KIND_OF_LIST and can_be_of_case(KINDS[KIND_OF_LIST[name]])


def list_headings(name: str) -> list[str]:
    """Return the headings of a list: the names of its fields."""
    return [*(each.name for each in template_of(name).columns), *(OF_PARTNERSHIP if is_of_cases(name) else ())]


def list_rows(name: str, selection: ExportSelection) -> Iterator[list[str]]:
    """Yield the rows of a list, a text for each column."""
    headings = list_headings(name)
    for said in list_cells(name, selection):
        yield [said.get(heading, "") for heading in headings]


def list_cells(name: str, selection: ExportSelection) -> Iterator[dict[str, str]]:
    """Yield the rows of a list by their headings, those of one partnership alone at the end."""
    if name in PARTY_LISTS:
        for party in selection.parties(PARTY_LISTS[name]):
            yield party_cells(party, selection)
        return
    kind, columns = KIND_OF_LIST[name], template_of(name).columns
    for each in chain(selection.statements(kind), selection.statements_of_cases(kind)):
        yield statement_cells(each, columns, selection)


def party_cells(party: Party, selection: ExportSelection) -> dict[str, str]:
    """Return a party by the headings of its list."""
    details = reads_contact_details(selection.reader, party)
    row = exported_party(party, contact_details=details, ids=selection.ids)
    return name_cells(row.pop("name", {})) | {heading: value_cell(value) for heading, value in row.items()}


def name_cells(names: dict[str, str]) -> dict[str, str]:
    """Return names in three columns: the Japanese one, else the English one, comes first."""
    rest = dict(names)
    first = rest.pop("ja", None) or rest.pop("en", None) or ""
    cells = {"name": first, "name_en": rest.get("en", ""), "name_kana": rest.get("kana", "")}
    return {heading: text for heading, text in cells.items() if text}


def statement_cells(
    each: ExportedStatement, columns: tuple[TemplateColumn, ...], selection: ExportSelection
) -> dict[str, str]:
    """Return a statement by the headings of its template."""
    cells = {name: value_cell(value) for name, value in each.values.items()}
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
        several = [party_columns(party, selection) for party in each.parties_in(field)]
        for name in {name for one in several for name in one}:
            cells[f"{field}.{name}"] = BETWEEN.join(one.get(name, "") for one in several)
    if each.partnership:
        cells |= dict(zip(OF_PARTNERSHIP, (each.partnership.reference, str(each.partnership.pk)), strict=True))
    return cells


def party_columns(party: Party, selection: ExportSelection) -> dict[str, str]:
    """Return the cells that identify a party in a statement, by the parts of its columns."""
    if party.code:
        return {}  # a body of the register is named by its code, and needs no description
    known = {"id": str(party.pk) if selection.ids else None, "corporate_number": party.corporate_number}
    names = name_cells({"ja": party.name_ja, "en": party.name_en, "kana": party.name_kana})
    return names | {name: text for name, text in known.items() if text} | {"type": str(PartyKind(party.kind).value)}


def value_cell(value: object) -> str:
    """Return a value as the text of a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | list):
        return BETWEEN.join(value)
    return NONE if value is None else str(value)
