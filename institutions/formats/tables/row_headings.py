"""The table headings of the fields of a row's document: computed when an error needs one, not for each row."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from institutions.formats.tables.templates import SOURCE, Template, field_of

LANGUAGES: Final = {"name_en": "name/en", "name_kana": "name/kana"}
OF_SOURCE: Final = "source."
Given = Mapping[tuple[str, str], str]  # headings as written, by party and field


class RowHeadings(Mapping[str, str]):
    """The heading of each field of a document, by its JSON pointer.

    A column that the row leaves empty, or that the table lacks, has the heading of the template. `objects` are the
    pointers of the row's own object and of the parties that it describes, each with the field of the party.
    """

    def __init__(self, template: Template, given: Given, objects: Mapping[str, str]) -> None:
        self._template = template
        self._given = given
        self._objects = objects

    def __getitem__(self, pointer: str) -> str:
        return self._by_pointer[pointer]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_pointer)

    def __len__(self) -> int:
        return len(self._by_pointer)

    @cached_property
    def _by_pointer(self) -> dict[str, str]:
        found = {"/record": self._called("", "record")}
        for pointer, party in self._objects.items():
            if party:
                found[pointer] = found[f"{pointer}/key"] = self._called(party, party)
            else:
                found[pointer] = ""  # the row as a whole
            for column in self._template.columns:
                of, name = column.party, field_of(column)
                if name in LANGUAGES and (of, name) not in self._given:
                    continue  # the name in that language is in the column of the name
                if of == party or (not party and name == of):  # a party of the statement has its own column
                    found[f"{pointer}/{LANGUAGES.get(name, name)}"] = self._called(of, name)
        for each in SOURCE:
            found[f"/sources/0/{each.name.partition('.')[2] or 'title'}"] = self._called("", each.name)
        return found

    @cached_property
    def _is_japanese(self) -> bool:
        return any(heading in self._template.in_japanese for heading in self._given.values())

    def _called(self, party: str, name: str) -> str:
        if heading := self._given.get((party, name)):
            return heading
        column = self._template.by_field.get((party, name))
        if column is None:
            return name
        return column.label.ja if self._is_japanese else column.name
