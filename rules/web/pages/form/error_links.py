"""The errors on a page of the form: one line each, with the label and address of the input."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from institutions.kinds import FieldSort
from institutions.values.text_lists import join_texts
from rules.web.pages.form.inputs import FormPage, ShownInput, ShownTable, element_id
from rules.web.pages.form.steps import FormStep, table_of_field

Json = dict[str, Any]  # Any: a part of the document


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


@dataclass(frozen=True, slots=True)
class StepInputs:
    """The inputs of one step."""

    fields: tuple[ShownInput, ...]
    tables: tuple[ShownTable, ...]

    @classmethod
    def of(cls, page: FormPage, step: FormStep) -> "StepInputs":
        """Return the inputs in the order of the declarations: single fields, objects, then tables."""
        single = [
            each for each in step.fields if each.sort not in (FieldSort.ROWS, FieldSort.TABLE, FieldSort.STATEMENTS)
        ]
        objects = [(each, table_of_field(each)) for each in step.fields if each.sort is FieldSort.TABLE]
        tables = [(each, table_of_field(each)) for each in step.fields if each.sort is FieldSort.ROWS]
        content = page.document
        return cls(
            page.fields(single, "", content)
            + tuple(
                shown
                for each, table in objects
                for shown in page.fields(table.fields, f"/{each.name}", content.get(each.name, {}))
            ),
            tuple(page.table(table, f"/{each.name}", content.get(each.name, [])) for each, table in tables),
        )

    def to_mend(self, errors: Mapping[str, str]) -> tuple[ErrorLink, ...]:
        """Return the errors left to correct in this step."""
        return error_links(self.fields, self.tables, errors)
