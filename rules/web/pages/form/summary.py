"""All answers of a draft in words, for an officer to check before submitting."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from institutions.kinds import KINDS, Field, FieldSort
from institutions.kinds.base import PARTY_SORTS
from institutions.kinds.statement import COMMON
from institutions.models import Account
from institutions.values.written_day import is_written_day
from rules.engine.language.statements import Language
from rules.explaining.wording.days import shown_day
from rules.explaining.wording.words import text_in_language
from rules.web.pages.form.chosen_parties import chosen_names, draft_form_page
from rules.web.pages.form.inputs import FormPage, input_text
from rules.web.pages.form.posted_values import typed_percent_in_bp
from rules.web.pages.form.selection_inputs import selection_input
from rules.web.pages.form.shown_inputs import ShownInput
from rules.web.pages.form.steps import STEPS, table_of_field

Json = dict[str, Any]  # Any: a part of the document


@dataclass(frozen=True, slots=True)
class AnsweredField:
    """One answered field."""

    label: str
    value: str
    sort: FieldSort


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """One row of a table or one statement."""

    title: str
    answers: tuple[AnsweredField, ...]
    number: int = 0

    @property
    def parties(self) -> tuple[AnsweredField, ...]:
        """The parties that a statement is about, for a column of their own."""
        return tuple(each for each in self.answers if each.sort in PARTY_SORTS)

    @property
    def days(self) -> tuple[AnsweredField, ...]:
        """The days of a statement."""
        return tuple(each for each in self.answers if each.sort is FieldSort.DATE)

    @property
    def further(self) -> tuple[AnsweredField, ...]:
        """The other values of a statement."""
        return tuple(each for each in self.answers if each.sort not in PARTY_SORTS | {FieldSort.DATE})


@dataclass(frozen=True, slots=True)
class SummarySection:
    """The answers of one step."""

    name: str
    title: str
    answers: tuple[AnsweredField, ...]
    parts: tuple[SummaryPart, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A draft in words."""

    sections: tuple[SummarySection, ...]
    statements: tuple[SummaryPart, ...]


def summary_of(document: Json, language: Language, reader: Account) -> Summary:
    """Return everything in the draft; omissions are unknown and not listed."""
    page = draft_form_page(document, {}, language, reader)
    asked = SummaryWriter(page)
    write_summary(asked)  # collects what is looked up, so that all names are read at once
    return write_summary(SummaryWriter(page, chosen_names(page, asked.looked_up)))


def write_summary(words: "SummaryWriter") -> Summary:
    """Return the draft in these words."""
    document, language = words.page.document, words.page.language
    sections = []
    for step in (each for each in STEPS if each.fields and each.name != "statements"):
        single = [field for field in step.fields if field.sort is not FieldSort.ROWS]
        answers = words.answers((f for f in single if f.sort is not FieldSort.TABLE), document)
        for field in single:
            if field.sort is FieldSort.TABLE:
                answers += words.answers(table_of_field(field).fields, document.get(field.name, {}), f"/{field.name}")
        parts = tuple(
            SummaryPart(
                text_in_language(field.label, language),
                words.answers(table_of_field(field).fields, row, f"/{field.name}/{number}"),
                number,
            )
            for field in step.fields
            if field.sort is FieldSort.ROWS
            for number, row in enumerate(document.get(field.name, []))
        )
        sections.append(SummarySection(step.name, str(step.title), answers, parts))
    statements = tuple(
        SummaryPart(text_in_language(kind.label, language), words.answers((*kind.fields, *COMMON), row), number)
        for number, row in enumerate(document.get("statements", []))
        if (kind := KINDS.get(row.get("kind", "")))
    )
    return Summary(tuple(sections), statements)


@dataclass(frozen=True, slots=True)
class SummaryWriter:
    """The words of answers in one language; parties by their known names."""

    page: FormPage
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    looked_up: set[str] = dataclasses.field(default_factory=set)  # codes, keys and ids that were met

    def answers(self, fields: Iterable[Field], values: Json, prefix: str = "") -> tuple[AnsweredField, ...]:
        """Return the answered fields of an object; its key only links it and is not shown."""
        return tuple(
            AnsweredField(shown.label, self.value(field, shown), field.sort)
            for field in fields
            if field.name in values and field.sort is not FieldSort.KEY
            for given in self.page.inputs(field, f"{prefix}/{field.name}", values)
            if (shown := selection_input(self.page, given)).value
        )

    def name(self, value: str) -> str:
        """Return the name of a code, key or id; the text itself if it matches nothing."""
        self.looked_up.add(value)
        return self.names.get(value, value)

    def value(self, field: Field, shown: ShownInput) -> str:
        """Return a value in words: an amount with separators, a share in percent, a day in its calendar.

        Any other value stays as it was typed.
        """
        value, options = shown.value, dict(shown.options)
        if value in options:
            return options[value]
        if shown.input == "lookup":
            return self.name(value)
        if shown.shown:
            return shown.shown
        if shown.input == "date" and is_written_day(value):  # one of the two days of a period
            return shown_day(value, self.page.language)
        if field.sort is FieldSort.BP and isinstance(typed_percent_in_bp(value), int):
            return f"{value}%"
        return input_text(value)
