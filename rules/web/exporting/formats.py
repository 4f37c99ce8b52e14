"""The formats of an export with the additions of the rules: the findings of partnerships."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from institutions.exports.selection import ExportSelection, list_named
from institutions.formats import export_formats as formats
from institutions.formats.export_formats import ExportFormat
from rules.web.exporting.findings import FINDINGS, finding_csv, finding_lines, finding_xlsx

Write = Callable[[ExportSelection], Iterator[bytes]]


def format_with_findings(form: ExportFormat, write: Write) -> ExportFormat:
    """Return the format, extended by findings in a file of their own."""

    def either(selection: ExportSelection) -> Iterator[bytes]:
        return write(selection) if selection.lists == (FINDINGS,) else form.write(selection)

    return replace(form, write=either, lists=(*form.lists, FINDINGS), apart=(*form.apart, FINDINGS))


_WRITING: Final[dict[str, Write]] = {"csv": finding_csv, "xlsx": finding_xlsx, "json": finding_lines}
FORMATS: Final = {
    name: format_with_findings(form, _WRITING[name]) if name in _WRITING else form
    for name, form in formats.FORMATS.items()
}


def list_by_name(given: str) -> str:
    """Return the list of a name. UnknownListError lists those that exist."""
    return FINDINGS if given == FINDINGS else list_named(given)
