"""All answers of a draft in words: what an officer checks before submitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from institutions.kinds import KINDS, Field, Sort
from institutions.kinds.statement import COMMON
from rules.pages.form.posted import basis_points
from rules.pages.form.shown import Page, text_of
from rules.pages.form.steps import STEPS, table_of_field
from rules.pages.words import in_language

Json = dict[str, Any]  # Any: a part of the document
MOST_DIGITS: Final = 20  # more are no amount, and are shown as they were typed


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered field."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a table or one statement."""

    title: str
    answers: tuple[Answer, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one step."""

    name: str
    title: str
    answers: tuple[Answer, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A draft in words."""

    sections: tuple[Section, ...]
    statements: tuple[Part, ...]


def summary_of(document: Json, language: str) -> Summary:
    """Everything that the draft says; what it leaves out is unknown and not listed."""
    words = Words(document, language)
    sections = []
    for step in STEPS[:-1]:
        single = [field for field in step.fields if field.sort is not Sort.ROWS]
        answers = words.answers((f for f in single if f.sort is not Sort.TABLE), document)
        for field in single:
            if field.sort is Sort.TABLE:
                answers += words.answers(table_of_field(field).fields, document.get(field.name, {}))
        parts = tuple(
            Part(in_language(field.label, language), words.answers(table_of_field(field).fields, row), number)
            for field in step.fields
            if field.sort is Sort.ROWS
            for number, row in enumerate(document.get(field.name, []))
        )
        sections.append(Section(step.name, str(step.title), answers, parts))
    statements = tuple(
        Part(in_language(kind.label, language), words.answers((*kind.fields, *COMMON), row), number)
        for number, row in enumerate(document.get("statements", []))
        if (kind := KINDS.get(row.get("kind", "")))
    )
    return Summary(tuple(sections), statements)


@dataclass(frozen=True, slots=True)
class Words:
    """Writes answers in one language; parties by name."""

    document: Json
    language: str

    def answers(self, fields: Iterable[Field], values: Json) -> tuple[Answer, ...]:
        """The answered fields of an object; its key only links it and is not shown."""
        page = Page(self.document, {}, self.language)
        return tuple(
            Answer(shown.label, self.value(field, shown.value, dict(shown.options)))
            for field in fields
            if field.name in values and field.sort is not Sort.KEY
            for shown in page.inputs(field, f"/{field.name}", values)
            if shown.value
        )

    def value(self, field: Field, value: str, options: dict[str, str]) -> str:
        """A value in words; an amount with separators, a share in percent."""
        if value in options:
            return options[value]
        if field.sort is Sort.YEN and value.isdecimal() and len(value) <= MOST_DIGITS:
            return f"{int(value):,}"
        if field.sort is Sort.BP and isinstance(basis_points(value), int):
            return f"{value}%"
        return text_of(value)
