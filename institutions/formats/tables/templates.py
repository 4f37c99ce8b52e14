"""Our templates for tables: one a kind of statement and one a list of parties, made from their declarations.

A heading is the name of a field or its label in either language. A party has columns beside its own: `holder` has the
key that the author uses for it, `holder.name` its name, `holder.corporate_number` its number; `holder.type` gives its
type where several are allowed. `holder.id` is its id in this register, which an export writes. Where a field takes
several parties, each of these cells holds a list with semicolons.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from institutions.codes.parameters import outside_value
from institutions.drafts.near_words import nearest_word
from institutions.formats.tables.cell_text import plain_cell
from institutions.formats.tables.troubles.headings import UnknownColumn
from institutions.kinds import KINDS, Field, FieldSort, Kind, PartyType
from institutions.kinds.base import PARTY_SORTS, Label, ObjectKind
from institutions.kinds.fields import country_field, day_field, special_field, text_field, word_field, word_list
from institutions.kinds.parties import BODIES, COMPANIES, PEOPLE
from institutions.kinds.statement import COMMON_BY_NAME

OF_PARTNERSHIP: Final = ("partnership", "partnership.id")  # in an export, for rows of one partnership alone
MOST_KEPT: Final = 300  # headings of a template; a table has fewer
RECORD: Final = text_field("record", "Record", "記録番号")
NAMES: Final = (
    text_field("name", "Name", "名称"),
    text_field("name_en", "Name in English", "名称（英語）"),
    text_field("name_kana", "Name in kana", "名称（カナ）"),
)
PARTY_TYPES: Final = word_list(person="人", company="企業", body="政府機関")
NUMBER: Final = special_field("corporate_number", FieldSort.CORPORATE_NUMBER, "corporate number", "法人番号")
ID: Final = special_field("id", FieldSort.PARTY_ID, "id in the register", "登録簿のID")
# The columns of a row's source; together they are one row of `sources`.
SOURCE: Final = (
    text_field("source", "Source", "出典"),
    special_field("source.url", FieldSort.URL, "URL of the source", "出典のURL"),
    text_field("source.publisher", "Publisher of the source", "出典の発行者"),
    day_field("source.retrieved_on", "Source retrieved on", "出典の取得日"),
)


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column: its heading as a field name, its labels, and the field that its cells fill.

    `party` names the field of the party that it describes, empty for a column of the statement itself.
    """

    name: str
    label: Label
    field: Field
    party: str = ""


def field_of(column: TemplateColumn) -> str:
    """Return the field that the cells of a column fill, of the statement or of its party."""
    return column.name.removeprefix(f"{column.party}.") if column.party else column.name


@dataclass(frozen=True)
class Template:
    """One table: of statements of a kind, or of parties."""

    name: str
    label: Label
    columns: tuple[TemplateColumn, ...]
    kind: Kind | None = None
    table: ObjectKind | None = None

    @cached_property
    def by_heading(self) -> dict[str, TemplateColumn]:
        """The columns by every heading that refers to them."""
        found: dict[str, TemplateColumn] = {}
        for each in self.columns:
            for heading in (each.name, each.label.en.casefold(), each.label.ja):
                found.setdefault(heading, each)
        return found

    @cached_property
    def _looked_for(self) -> dict[str, "TemplateColumn | UnknownColumn"]:
        """What headings of tables mean: every row of a table looks for the same ones."""
        return {}

    def column_under(self, heading: str) -> "TemplateColumn | UnknownColumn":
        """Return the column of a heading as a table writes it, or the trouble that the template has none."""
        if (known := self._looked_for.get(heading)) is not None:
            return known
        found: TemplateColumn | UnknownColumn | None = self.by_heading.get(heading)
        found = found or self.by_heading.get(plain_cell(heading).casefold())
        if found is None:
            found = UnknownColumn(value=outside_value(heading), near=nearest_word(heading, self.by_heading))
        if len(self._looked_for) >= MOST_KEPT:
            self._looked_for.clear()
        self._looked_for[heading] = found
        return found

    @cached_property
    def by_field(self) -> dict[tuple[str, str], TemplateColumn]:
        """The columns by the party that they describe, and the field that they fill."""
        return {(each.party, field_of(each)): each for each in self.columns}

    @cached_property
    def in_japanese(self) -> frozenset[str]:
        """The Japanese headings."""
        return frozenset(each.label.ja for each in self.columns)

    @cached_property
    def lists(self) -> frozenset[str]:
        """The fields that take several parties."""
        return frozenset(
            each.name for each in (self.kind.fields if self.kind else ()) if each.sort is FieldSort.PARTIES
        )

    def headings(self, language: str) -> list[str]:
        """Return the headings of an empty table: the names of the fields, or the Japanese labels.

        Where two fields have one label, it refers to the first of them; the other keeps its name.
        """
        said = [(each.label.ja if language == "ja" else each.name, each) for each in self.columns]
        return [heading if self.by_heading[heading] is each else each.name for heading, each in said]


def columns_of_kind(kind: Kind) -> Iterator[TemplateColumn]:
    """Yield the columns of a kind of statement: its fields with those of its parties, and the common ones."""
    yield TemplateColumn(RECORD.name, RECORD.label, RECORD)
    for each in kind.fields:
        if each.sort in PARTY_SORTS:
            yield from columns_of_party(each)
        elif not each.case_only:
            yield TemplateColumn(each.name, each.label, each)
    for name in ("from", "until", "confidence"):
        yield TemplateColumn(name, COMMON_BY_NAME[name].label, COMMON_BY_NAME[name])
    for each in SOURCE:
        yield TemplateColumn(each.name, each.label, each)


def columns_of_party(declared: Field) -> Iterator[TemplateColumn]:
    """Yield the columns of a party: key, names, type, number, country and id, as far as they apply."""
    yield TemplateColumn(declared.name, declared.label, declared, declared.name)
    described = [*NAMES]
    if len(declared.allows) > 1:
        described.append(word_field("type", "type", "種別", PARTY_TYPES))
    if declared.allows != {PartyType.PERSON}:
        described.append(NUMBER)
    if PartyType.COMPANY in declared.allows:
        described.append(country_field())
    described.append(ID)
    for each in described:
        label = Label(
            f"{declared.label.en}: {each.label.en[0].lower()}{each.label.en[1:]}",
            f"{declared.label.ja}の{each.label.ja}",
        )
        yield TemplateColumn(f"{declared.name}.{each.name}", label, each, declared.name)


def columns_of_table(table: ObjectKind) -> Iterator[TemplateColumn]:
    """Yield the columns of a list of parties; its names are three columns."""
    for each in table.fields:
        for declared in NAMES if each.sort is FieldSort.NAME else (each,):
            yield TemplateColumn(declared.name, declared.label, declared)


def template_of_kind(kind: Kind) -> Template:
    """Return the template of a kind of statement."""
    return Template(kind.name, kind.label, tuple(columns_of_kind(kind)), kind=kind)


def template_of_table(table: ObjectKind) -> Template:
    """Return the template of a list of parties."""
    return Template(table.name, table.label, tuple(columns_of_table(table)), table=table)


def is_tabular(kind: Kind) -> bool:
    """Return whether a table of a kind can be imported: not where its statements belong to one partnership alone."""
    return not kind.case


TEMPLATES: Final[dict[str, Template]] = {
    **{table.name: template_of_table(table) for table in (PEOPLE, COMPANIES, BODIES)},
    **{name: template_of_kind(kind) for name, kind in KINDS.items() if is_tabular(kind)},
}
