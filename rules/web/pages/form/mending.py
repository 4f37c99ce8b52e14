"""The errors on a page of the form: one line each, with the label and address of the input."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from institutions.kinds import Sort
from institutions.values.shown_list import listed
from rules.web.pages.form.shown import Page, Shown, ShownTable, id_of
from rules.web.pages.form.steps import Step, table_of_field

Json = dict[str, Any]  # Any: a part of the document


@dataclass(frozen=True, slots=True)
class Mend:
    """One error in the summary of a page."""

    anchor: str
    label: str
    message: str


def to_mend(inputs: Iterable[Shown], tables: Iterable[ShownTable], errors: Mapping[str, str]) -> tuple[Mend, ...]:
    """Return the errors in the order of the page. One without an input links to its row, its table, or the page."""
    found = [Mend(each.id, each.label, each.error) for each in inputs if each.error]
    for table in tables:
        if table.error:
            found.append(Mend(id_of(table.pointer), table.label, table.error))
        for row in table.rows:
            place = f"{table.label} {row.number + 1}"
            if row.error:
                found.append(Mend(id_of(f"{table.pointer}/{row.number}"), place, row.error))
            found += [Mend(each.id, listed((place, each.label)), each.error) for each in row.fields if each.error]
    said = {each.message for each in found}
    found += [Mend("main", "", message) for message in dict.fromkeys(errors.values()) if message not in said]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class StepInputs:
    """The inputs of one step."""

    fields: tuple[Shown, ...]
    tables: tuple[ShownTable, ...]

    @classmethod
    def of(cls, page: Page, step: Step) -> "StepInputs":
        """Return the inputs in the order of the declarations: single fields, objects, then tables."""
        single = [each for each in step.fields if each.sort not in (Sort.ROWS, Sort.TABLE, Sort.STATEMENTS)]
        objects = [(each, table_of_field(each)) for each in step.fields if each.sort is Sort.TABLE]
        tables = [(each, table_of_field(each)) for each in step.fields if each.sort is Sort.ROWS]
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

    def to_mend(self, errors: Mapping[str, str]) -> tuple[Mend, ...]:
        """Return the errors left to correct in this step."""
        return to_mend(self.fields, self.tables, errors)
