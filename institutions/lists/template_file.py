"""An empty file for each list: the lines of its head, and the headings of its table."""

from collections.abc import Iterator, Mapping
from typing import Final

from institutions.formats.tables.spreadsheets import csv_chunks
from institutions.formats.tables.templates import Template
from institutions.lists import company_rows, treaty_rows
from institutions.lists.declared_lists import DeclaredList, ListContent
from institutions.lists.head_fields import HEAD

TEMPLATES: Final[Mapping[ListContent, Template]] = {
    ListContent.COMPANIES: company_rows.TEMPLATE,
    ListContent.TREATIES: treaty_rows.TEMPLATE,
}


def list_template_csv(declared: DeclaredList, template: Template, language: str) -> Iterator[bytes]:
    """Yield the file, in UTF-8 with the byte order mark that spreadsheets expect."""
    head = [
        (label.ja if language == "ja" else name, declared.word if name == "list" else "")
        for name, label in HEAD.items()
    ]
    return csv_chunks([*head, (), template.headings(language)])
