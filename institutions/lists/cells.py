"""Cells of tables that are no statements: their columns, and their values, `none` among them."""

from typing import Any

from institutions.drafts.errors import nearest, quoted
from institutions.formats.tables.cell_text import NotReadError, plain
from institutions.formats.tables.rows import TableRow
from institutions.formats.tables.template_rows import value_of
from institutions.formats.tables.templates import Column, Template
from institutions.kinds import Field

Trouble = tuple[str, str]  # heading, message


def read_cells(template: Template, row: TableRow) -> tuple[list[tuple[str, Column, str]], list[Trouble]]:
    """The cells of a row with heading and column, and what is wrong before anybody reads them."""
    troubles = [(each.field, each.message) for each in row.errors]
    found: list[tuple[str, Column, str]] = []
    for heading, cell in row.cells.items():
        column = template.by_heading.get(heading) or template.by_heading.get(plain(heading).casefold())
        if column:
            found.append((heading, column, cell))
        else:
            remedy = nearest(heading, template.by_heading)
            troubles.append((heading, f"{quoted(heading)} is not a column of this table.{remedy}"))
    return found, troubles


def cell_value(declared: Field, cell: str) -> Any:  # Any: a value of the field, None for none
    """The value of a cell. NotReadError says what the column takes."""
    if plain(cell).casefold() == "none":
        return None
    value = value_of(declared, cell)
    if declared.words and value is not None and value not in declared.words:
        message = f"{quoted(cell)} is not a word of {declared.label.en}.{nearest(value, declared.words)}"
        raise NotReadError(message)
    return value
