"""Objects of the document against their declaration: unknown and missing fields, types, lists, nested objects.

What passes is collected for the next step: which parties, keys and sources are named, and where.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from institutions.drafts.errors import Troubles, below, nearest, quoted
from institutions.drafts.itself import troubles_with_itself
from institutions.drafts.values import ISO_DATE, text_trouble, trouble_with
from institutions.kinds import KINDS, Field, Kind, Sort, Table
from institutions.kinds.base import MAX_LIST, MAX_NAME
from institutions.kinds.statement import COMMON_BY_NAME, FROM_AND_UNTIL

MAX_STATEMENTS: Final = 10_000
MAX_ROWS: Final = 10_000
MAX_TITLE: Final = 500
MAX_REFERENCE: Final = 200
LANGUAGES: Final = {Sort.NAME: ("en", "ja", "kana"), Sort.TITLE: ("en", "ja")}
NAMING: Final = frozenset({Sort.PARTY, Sort.PARTIES, Sort.CALL, Sort.SOURCE, Sort.BODY_CODE})
IN_ORDER: Final = (("from", "until"), ("opened_on", "closed_on"))
# How near two people are: a spouse and a cohabitant are at degree 0, relatives at 1 or more (SUBMISSION.md).
AT_DEGREE_0: Final = ("spouse", "cohabitant")


@dataclass(frozen=True, slots=True)
class Named:
    """A party, call or source that some field names."""

    pointer: str
    field: Field
    value: str


@dataclass(slots=True)
class ObjectCheck:
    """Walks the objects of one document."""

    troubles: Troubles
    named: list[Named] = field(default_factory=list)

    def table(self, table: Table, given: object, pointer: str) -> None:
        """One object of a table."""
        if not isinstance(given, dict):
            self.troubles.add(pointer, f"{quoted(given)} stands where an object is needed. Write it in braces.")
            return
        self._fields(table.by_name, table.name, table.one_of, given, pointer)

    def statement(self, given: object, pointer: str) -> None:
        """One statement, by its kind."""
        if not isinstance(given, dict):
            self.troubles.add(pointer, f"{quoted(given)} stands where a statement is needed. Write it in braces.")
            return
        kind = given.get("kind")
        if "kind" not in given:
            self.troubles.add(pointer, "The statement has no kind. Say which one it is, such as shareholding.")
        elif not isinstance(kind, str) or kind not in KINDS:
            remedy = nearest(kind, KINDS)
            self.troubles.add(below(pointer, "kind"), f"{quoted(kind)} is not a kind of statement.{remedy}")
        else:
            self._statement_of(KINDS[kind], given, pointer)

    def _statement_of(self, kind: Kind, given: Mapping[str, object], pointer: str) -> None:
        rest = {name: value for name, value in given.items() if name != "kind"}
        self._fields({**kind.by_name, **COMMON_BY_NAME}, kind.name, kind.one_of, rest, pointer)
        for name, trouble in troubles_with_itself(kind, given):
            self.troubles.add(below(pointer, name), trouble)
        if kind.name == "kinship" and isinstance(degree := given.get("degree"), int):
            if given.get("by") in AT_DEGREE_0 and degree != 0:
                self.troubles.add(below(pointer, "degree"), f"The degree of a {given['by']} is 0. Correct one of them.")
            if given.get("by") in ("blood", "affinity") and degree == 0:
                self.troubles.add(below(pointer, "degree"), "Relatives are at a degree of 1 or more. Correct it.")

    def _fields(
        self,
        fields: Mapping[str, Field],
        owner: str,
        one_of: tuple[tuple[str, ...], ...],
        given: Mapping[str, object],
        pointer: str,
    ) -> None:
        for name in given:
            if self.troubles.full:
                return
            if name not in fields:
                message = f"{quoted(name)} is not a field of {owner}.{nearest(name, fields)}"
                self.troubles.add(below(pointer, name), message)
        for name, declared in fields.items():
            if name in given:
                self.value(declared, given[name], below(pointer, name))
            elif declared.required:
                self.troubles.add(below(pointer, name), f"{declared.label.en} is missing. Give {name}.")
        for group in one_of:
            if not any(given.get(name) is not None for name in group):
                self.troubles.add(pointer, f"One of {', '.join(group)} is needed. Give at least one.")
        self._order(given, pointer)

    def value(self, declared: Field, value: object, pointer: str) -> None:
        """One field's value."""
        if value is None:
            if declared.required:
                message = f"{declared.label.en} cannot be null, since {declared.name} is required. Give it."
                self.troubles.add(pointer, message)
        elif declared.sort in LANGUAGES:
            self._languages(declared, value, pointer)
        elif declared.sort is Sort.PERIOD:
            self.table(Table(declared.name, declared.label, FROM_AND_UNTIL), value, pointer)
        elif declared.sort is Sort.TABLE and declared.of:
            self.table(declared.of, value, pointer)
        elif declared.sort is Sort.ROWS and declared.of:
            self._rows(declared.of, value, pointer)
        elif declared.sort is Sort.STATEMENTS:
            self._statements(value, pointer)
        elif declared.sort is Sort.PARTIES:
            self._parties(declared, value, pointer)
        elif declared.or_flag and isinstance(value, bool):
            return
        else:
            self._single(declared, value, pointer)

    def _single(self, declared: Field, value: object, pointer: str) -> None:
        trouble = trouble_with(declared, value)
        if declared.name == "reference" and not trouble:
            trouble = text_trouble(value, MAX_REFERENCE, one_line=True)
        if trouble:
            self.troubles.add(pointer, trouble)
        elif declared.sort in NAMING:
            self.named.append(Named(pointer, declared, str(value)))

    def _languages(self, declared: Field, value: object, pointer: str) -> None:
        languages = LANGUAGES[declared.sort]
        if not isinstance(value, dict):
            message = f'{quoted(value)} stands where texts by language are needed. Write for example {{"ja": "…"}}.'
            self.troubles.add(pointer, message)
            return
        for name, text in value.items():
            if name not in languages:
                self.troubles.add(
                    below(pointer, name), f"{quoted(name)} is not a language here.{nearest('', languages)}"
                )
            elif trouble := text_trouble(text, MAX_TITLE if declared.sort is Sort.TITLE else MAX_NAME, one_line=True):
                self.troubles.add(below(pointer, name), trouble)
        if not value:
            self.troubles.add(pointer, f"No text in any language. Give at least one of {', '.join(languages)}.")

    def _rows(self, table: Table, value: object, pointer: str) -> None:
        rows = self._list(value, pointer, MAX_ROWS)
        if rows is not None and len(rows) < table.min_rows:
            self.troubles.add(pointer, f"The list is empty. Give at least {table.min_rows}.")
        for place, row in enumerate(rows or ()):
            if self.troubles.full:
                return
            self.table(table, row, below(pointer, place))

    def _statements(self, value: object, pointer: str) -> None:
        for place, statement in enumerate(self._list(value, pointer, MAX_STATEMENTS) or ()):
            if self.troubles.full:
                return
            self.statement(statement, below(pointer, place))

    def _parties(self, declared: Field, value: object, pointer: str) -> None:
        for place, each in enumerate(self._list(value, pointer, MAX_LIST) or ()):
            self._single(declared, each, below(pointer, place))

    def _list(self, value: object, pointer: str, longest: int) -> list[object] | None:
        """The value, if it is a list of allowed length."""
        if not isinstance(value, list):
            self.troubles.add(pointer, f"{quoted(value)} stands where a list is needed. Write it in square brackets.")
            return None
        if len(value) > longest:
            message = f"The list has {len(value)} items; the limit is {longest}. Split the document."
            self.troubles.add(pointer, message)
            return None
        return value

    def _order(self, given: Mapping[str, object], pointer: str) -> None:
        for first, last in IN_ORDER:
            one, other = given.get(first), given.get(last)
            if not (isinstance(one, str) and isinstance(other, str)):
                continue
            if ISO_DATE.fullmatch(one) and ISO_DATE.fullmatch(other) and one > other:
                message = (
                    f"{last} ({other}) is before {first} ({one}). {last} is the last day: exchange or correct them."
                )
                self.troubles.add(below(pointer, last), message)
