"""Every format that can be imported."""

from typing import Final

from institutions.imports.formats import Format, index_of, read_by
from institutions.imports.readers.template_rows import reader_of
from institutions.imports.readers.templates import TEMPLATES

FORMATS: Final[dict[str, Format]] = index_of(
    read_by(name, f"Table: {template.label.en}", f"表：{template.label.ja}", reader_of(template))
    for name, template in TEMPLATES.items()
)
