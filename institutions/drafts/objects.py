"""Objects of the document against their declaration: unknown and missing fields, types, lists, nested objects.

The parties, keys and sources that valid fields name are collected with their places for the next step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from institutions.codes.parameters import PlainNumber, WrittenDay, outside_value
from institutions.drafts.errors import FieldErrors, pointer_below
from institutions.drafts.self_ties import troubles_with_itself
from institutions.drafts.troubles.fields import (
    FieldMissing,
    FieldNull,
    InNoLanguage,
    ListTooLong,
    ListTooShort,
    NoKind,
    NoLanguages,
    NoList,
    NoObject,
    NoStatement,
    OneOfNeeded,
    UnknownField,
    UnknownKind,
    UnknownLanguage,
)
from institutions.drafts.troubles.statements import CheckedByItself, NotDegree0, RelativeOfDegree0
from institutions.drafts.troubles.values import EndsBeforeItBegins
from institutions.drafts.values import text_trouble, value_trouble
from institutions.kinds import KINDS, Field, FieldSort, Kind, ObjectKind
from institutions.kinds.base import MAX_LIST, MAX_NAME, Label
from institutions.kinds.statement import COMMON_BY_NAME, FROM_AND_UNTIL
from institutions.values.written_day import WRITTEN_DAY

MAX_STATEMENTS: Final = 10_000
MAX_ROWS: Final = 10_000
MAX_TITLE: Final = 500
MAX_REFERENCE: Final = 200
LANGUAGES: Final = {FieldSort.NAME: ("en", "ja", "kana"), FieldSort.TITLE: ("en", "ja")}
NAMING: Final = frozenset({FieldSort.PARTY, FieldSort.PARTIES, FieldSort.CALL, FieldSort.SOURCE, FieldSort.BODY_CODE})
IN_ORDER: Final = (("from", "until"), ("opened_on", "closed_on"))
# Degrees of kinship: spouses and cohabitants have degree 0, relatives 1 or more (SUBMISSION.md).
AT_DEGREE_0: Final = ("spouse", "cohabitant")


@dataclass(frozen=True, slots=True)
class NamedObject:
    """A party, call or source that some field names."""

    pointer: str
    field: Field
    value: str


@dataclass(slots=True)
class ObjectCheck:
    """A walk through the objects of one document, which notes troubles and named things."""

    troubles: FieldErrors
    named: list[NamedObject] = field(default_factory=list)

    def table(self, table: ObjectKind, given: object, pointer: str) -> None:
        """Check one object of a table."""
        if not isinstance(given, dict):
            self.troubles.add(pointer, NoObject(value=outside_value(given)))
            return
        self._fields(table.by_name, table.name, table.one_of, given, pointer)

    def statement(self, given: object, pointer: str) -> None:
        """Check one statement, by its kind."""
        if not isinstance(given, dict):
            self.troubles.add(pointer, NoStatement(value=outside_value(given)))
            return
        kind = given.get("kind")
        if "kind" not in given:
            self.troubles.add(pointer, NoKind())
        elif not isinstance(kind, str) or kind not in KINDS:
            unknown = UnknownKind(value=outside_value(kind), near=self.troubles.nearest(kind, KINDS))
            self.troubles.add(pointer_below(pointer, "kind"), unknown)
        else:
            self._statement_of(KINDS[kind], given, pointer)

    def _statement_of(self, kind: Kind, given: Mapping[str, object], pointer: str) -> None:
        rest = {name: value for name, value in given.items() if name != "kind"}
        self._fields({**kind.by_name, **COMMON_BY_NAME}, kind.name, kind.one_of, rest, pointer)
        for name, trouble in troubles_with_itself(kind, given):
            self.troubles.add(pointer_below(pointer, name), trouble)
        if kind.name == "declaration" and given.get("verified_by") and given["verified_by"] == given.get("person"):
            self.troubles.add(pointer_below(pointer, "verified_by"), CheckedByItself())
        if kind.name == "kinship" and isinstance(degree := given.get("degree"), int):
            if given.get("by") in AT_DEGREE_0 and degree != 0:
                by = Label(str(given["by"]), kind.by_name["by"].words[str(given["by"])].ja)
                self.troubles.add(pointer_below(pointer, "degree"), NotDegree0(by=by))
            if given.get("by") in ("blood", "affinity") and degree == 0:
                self.troubles.add(pointer_below(pointer, "degree"), RelativeOfDegree0())

    def _fields(
        self,
        fields: Mapping[str, Field],
        owner: str,
        one_of: tuple[tuple[str, ...], ...],
        given: Mapping[str, object],
        pointer: str,
    ) -> None:
        for name in given:
            if name not in fields:
                unknown = UnknownField(value=outside_value(name), owner=owner, near=self.troubles.nearest(name, fields))
                self.troubles.add(pointer_below(pointer, name), unknown)
        for name, declared in fields.items():
            if name in given:
                self.value(declared, given[name], pointer_below(pointer, name))
            elif declared.required:
                self.troubles.add(pointer_below(pointer, name), FieldMissing(label=declared.label, name=name))
        for group in one_of:
            if not any(given.get(name) is not None for name in group):
                labels = tuple(dict.fromkeys(fields[name].label for name in group))
                names = tuple(Label(name, fields[name].label.ja) for name in group)
                self.troubles.add(pointer, OneOfNeeded(names=names, labels=labels))
        self._order(given, pointer)

    def value(self, declared: Field, value: object, pointer: str) -> None:
        """Check the value of one field."""
        if value is None:
            if declared.required:
                self.troubles.add(pointer, FieldNull(label=declared.label, name=declared.name))
        elif declared.sort in LANGUAGES:
            self._languages(declared, value, pointer)
        elif declared.sort is FieldSort.PERIOD:
            self.table(ObjectKind(declared.name, declared.label, FROM_AND_UNTIL), value, pointer)
        elif declared.sort is FieldSort.TABLE and declared.of:
            self.table(declared.of, value, pointer)
        elif declared.sort is FieldSort.ROWS and declared.of:
            self._rows(declared.of, value, pointer)
        elif declared.sort is FieldSort.STATEMENTS:
            self._statements(value, pointer)
        elif declared.sort is FieldSort.PARTIES:
            self._parties(declared, value, pointer)
        elif declared.or_flag and isinstance(value, bool):
            return
        else:
            self._single(declared, value, pointer)

    def _single(self, declared: Field, value: object, pointer: str) -> None:
        trouble = value_trouble(declared, value, self.troubles.nearest)
        if declared.name == "reference" and not trouble:
            trouble = text_trouble(value, MAX_REFERENCE, one_line=True)
        if trouble:
            self.troubles.add(pointer, trouble)
        elif declared.sort in NAMING or declared.or_party:
            self.named.append(NamedObject(pointer, declared, str(value)))

    def _languages(self, declared: Field, value: object, pointer: str) -> None:
        languages = LANGUAGES[declared.sort]
        if not isinstance(value, dict):
            self.troubles.add(pointer, NoLanguages(value=outside_value(value)))
            return
        for name, text in value.items():
            if name not in languages:
                unknown = UnknownLanguage(value=outside_value(name), near=self.troubles.nearest("", languages))
                self.troubles.add(pointer_below(pointer, name), unknown)
            elif trouble := text_trouble(
                text, MAX_TITLE if declared.sort is FieldSort.TITLE else MAX_NAME, one_line=True
            ):
                self.troubles.add(pointer_below(pointer, name), trouble)
        if not value:
            self.troubles.add(pointer, InNoLanguage(languages=languages))

    def _rows(self, table: ObjectKind, value: object, pointer: str) -> None:
        rows = self._list(value, pointer, MAX_ROWS)
        if rows is not None and len(rows) < table.min_rows:
            self.troubles.add(pointer, ListTooShort(least=table.min_rows))
        for place, row in enumerate(rows or ()):
            self.table(table, row, pointer_below(pointer, place))

    def _statements(self, value: object, pointer: str) -> None:
        for place, statement in enumerate(self._list(value, pointer, MAX_STATEMENTS) or ()):
            self.statement(statement, pointer_below(pointer, place))

    def _parties(self, declared: Field, value: object, pointer: str) -> None:
        for place, each in enumerate(self._list(value, pointer, MAX_LIST) or ()):
            self._single(declared, each, pointer_below(pointer, place))

    def _list(self, value: object, pointer: str, longest: int) -> list[object] | None:
        """Return the value if it is a list of allowed length; else note the trouble and return None."""
        if not isinstance(value, list):
            self.troubles.add(pointer, NoList(value=outside_value(value)))
            return None
        if len(value) > longest:
            self.troubles.add(pointer, ListTooLong(number=PlainNumber(len(value)), most=PlainNumber(longest)))
            return None
        return value

    def _order(self, given: Mapping[str, object], pointer: str) -> None:
        for first, last in IN_ORDER:
            one, other = given.get(first), given.get(last)
            if not (isinstance(one, str) and isinstance(other, str)):
                continue
            if WRITTEN_DAY.fullmatch(one) and WRITTEN_DAY.fullmatch(other) and one > other:
                trouble = EndsBeforeItBegins(
                    first_field=first, first=WrittenDay(one), last_field=last, last=WrittenDay(other)
                )
                self.troubles.add(pointer_below(pointer, last), trouble)
