"""An empty file for each list: the lines that say what it is, and the headings of its table."""

from collections.abc import Iterator, Mapping
from typing import Final

from institutions.imports.error_file import csv_line
from institutions.imports.readers.templates import Template
from institutions.lists import company_rows, treaty_rows
from institutions.lists.declared import Content, DeclaredList
from institutions.lists.file import HEAD

TEMPLATES: Final[Mapping[Content, Template]] = {
    Content.COMPANIES: company_rows.TEMPLATE,
    Content.TREATIES: treaty_rows.TEMPLATE,
}


def list_template_lines(declared: DeclaredList, template: Template, language: str) -> Iterator[str]:
    """The file line by line, in UTF-8 with the mark that spreadsheets know it by."""
    yield "\ufeff"
    for name, label in HEAD.items():
        said = label.ja if language == "ja" else name
        yield csv_line((said, declared.word if name == "list" else ""))
    yield csv_line(())
    yield csv_line(template.headings(language))
