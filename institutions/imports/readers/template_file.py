"""An empty table of a template as a CSV file, for a spreadsheet."""

from collections.abc import Iterator

from institutions.imports.error_file import csv_line
from institutions.imports.readers.templates import Template


def template_lines(template: Template, language: str) -> Iterator[str]:
    """The headings, in UTF-8 with the mark that spreadsheets know it by."""
    yield "\ufeff" + csv_line(template.headings(language))
