"""Cells of tables without statements: their columns and values, including `none`."""

from typing import Any

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.drafts.near_words import nearest_word
from institutions.formats.tables.cell_text import NotReadError, plain_cell
from institutions.formats.tables.rows import TableRow
from institutions.formats.tables.template_rows import cell_to_value
from institutions.formats.tables.templates import Template, TemplateColumn
from institutions.kinds import Field
from institutions.lists.troubles.rows import UnknownListWord

Trouble = tuple[str, Coded]  # heading, trouble


def read_cells(template: Template, row: TableRow) -> tuple[list[tuple[str, TemplateColumn, str]], list[Trouble]]:
    """Return the cells of a row with heading and column, and the troubles of the row and of unknown headings."""
    troubles = [(each.field, each.said) for each in row.errors]
    found: list[tuple[str, TemplateColumn, str]] = []
    for heading, cell in row.cells.items():
        column = template.column_under(heading)
        if isinstance(column, TemplateColumn):
            found.append((heading, column, cell))
        else:
            troubles.append((heading, column))
    return found, troubles


def cell_value(declared: Field, cell: str) -> Any:  # Any: a value of the field, None for none
    """Return the value of a cell, None for `none`. NotReadError says which values the column takes."""
    if plain_cell(cell).casefold() == "none":
        return None
    value = cell_to_value(declared, cell)
    if declared.words and value is not None and value not in declared.words:
        unknown = UnknownListWord(
            value=outside_value(cell), field=declared.label, near=nearest_word(value, declared.words)
        )
        raise NotReadError(unknown)
    return value
