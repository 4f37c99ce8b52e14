"""The errors on a page of the form: one line each, with the label and address of the input."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from institutions.kinds import FieldSort, ObjectKind
from institutions.kinds.words import METHODS
from institutions.values.text_lists import join_texts
from rules.web.pages.form.inputs import FormPage
from rules.web.pages.form.questions.selection import METHODS_OF, REPLACED, SCHEMES_OF
from rules.web.pages.form.selection_inputs import selection_input
from rules.web.pages.form.shown_inputs import ShownInput, ShownTable, element_id
from rules.web.pages.form.shown_questions import ShownQuestion
from rules.web.pages.form.steps import FOLDED, FormStep, table_of_field

Json = dict[str, Any]  # Any: a part of the document
ALWAYS: Final = frozenset(METHODS)  # asked for as soon as a method is chosen


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One error in the summary of a page."""

    anchor: str
    label: str
    message: str


def error_links(
    inputs: Iterable[ShownInput], tables: Iterable[ShownTable], errors: Mapping[str, str]
) -> tuple[ErrorLink, ...]:
    """Return the errors in the order of the page. One without an input links to its row, its table, or the page."""
    found = [ErrorLink(each.id, each.label, each.error) for each in inputs if each.error]
    for table in tables:
        if table.error:
            found.append(ErrorLink(element_id(table.pointer), table.label, table.error))
        for row in table.rows:
            place = f"{table.label} {row.number + 1}"
            if row.error:
                found.append(ErrorLink(element_id(f"{table.pointer}/{row.number}"), place, row.error))
            found += [
                ErrorLink(each.id, join_texts((place, each.label)), each.error) for each in row.fields if each.error
            ]
    said = {each.message for each in found}
    found += [ErrorLink("main", "", message) for message in dict.fromkeys(errors.values()) if message not in said]
    return tuple(found)


def fields_of_object(page: FormPage, table: ObjectKind, name: str) -> Iterable[ShownInput]:
    """Yield the inputs of an object of the document; those of the selection as its method and the scheme ask for."""
    inputs = fields_that_fit(page, table, name)
    return (selection_input(page, each) for each in inputs) if name == "selection" else inputs


def fields_that_fit(page: FormPage, table: ObjectKind, name: str) -> Iterator[ShownInput]:
    """Yield the inputs of an object of the document as its kind declares them, without those that nobody needs."""
    values, scheme = page.document.get(name, {}), page.document.get("scheme")
    for each in table.fields:
        pointer = f"/{name}/{each.name}"
        always = name != "selection" or each.required or each.name in values
        asked = always or bool(page.error(pointer)) or page.asked == pointer
        if not asked and each.name in REPLACED:
            continue
        if not asked and scheme and scheme not in SCHEMES_OF.get(each.name, (scheme,)):
            continue
        for shown in page.inputs(each, pointer, values):
            yield shown if asked else replace(shown, methods=" ".join(sorted(METHODS_OF.get(each.name, ALWAYS))))


def question_links(questions: Iterable[ShownQuestion]) -> list[ErrorLink]:
    """Return the errors of guided questions and of their entries, in the order of the page."""
    found = []
    for each in questions:
        if each.error:
            found.append(ErrorLink(each.id, each.text, each.error))
        for entry in (*each.entries, *each.new):
            if entry.error:
                found.append(ErrorLink(entry.id, each.text, entry.error))
            found += [
                ErrorLink(shown.id, of_question(each.text, shown.label), shown.error)
                for shown in (*entry.fields, *entry.folded)
                if shown.error
            ]
    return found


def of_question(question: str, label: str) -> str:
    """Return the label of an input behind its question, which ends with its own mark."""
    return f"{question}{label}" if question.endswith("。") else f"{question} {label}"


@dataclass(frozen=True, slots=True)
class StepInputs:
    """The inputs of one step."""

    fields: tuple[ShownInput, ...]
    tables: tuple[ShownTable, ...]

    @classmethod
    def of(cls, page: FormPage, step: FormStep, opened: str = "") -> "StepInputs":
        """Return the inputs in the order of the declarations: single fields, objects, then tables.

        `opened`: the pointer of the table of which another row is written next.
        """
        single = [
            each for each in step.fields if each.sort not in (FieldSort.ROWS, FieldSort.TABLE, FieldSort.STATEMENTS)
        ]
        objects = [(each, table_of_field(each)) for each in step.fields if each.sort is FieldSort.TABLE]
        tables = [(each, table_of_field(each)) for each in step.fields if each.sort is FieldSort.ROWS]
        content = page.document
        return cls(
            page.fields(single, "", content)
            + tuple(shown for each, table in objects for shown in fields_of_object(page, table, each.name)),
            tuple(
                page.table(table, f"/{each.name}", content.get(each.name, []), opened=opened == f"/{each.name}")
                for each, table in tables
            ),
        )

    @property
    def folded(self) -> tuple[ShownInput, ...]:
        """The fields that few need."""
        return tuple(each for each in self.fields if each.pointer.split("/")[1] in FOLDED)

    @property
    def folded_open(self) -> bool:
        """Return whether the folded fields are shown: one of them is to be corrected or asked for."""
        return any(each.opens for each in self.folded)

    def to_mend(self, errors: Mapping[str, str]) -> tuple[ErrorLink, ...]:
        """Return the errors left to correct in this step."""
        return error_links(self.fields, self.tables, errors)
