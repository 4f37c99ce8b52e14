"""The formats of files that can be imported, each declared once: name, labels, and the work on a file of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from institutions.drafts.errors import FieldErrors
from institutions.formats.register_document import Reader
from institutions.imports.completeness import COMPLETENESS, check_completeness
from institutions.imports.file_work import FileWork, RegisterWork
from institutions.imports.numbering import NUMBERING, REPLACE, check_numbering
from institutions.imports.options import Options, refuse_unknown
from institutions.kinds.base import Field, Label
from institutions.models import Import


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """One format. `check` checks the options of a file for a body, and raises DraftInvalid with every trouble."""

    name: str
    label: Label
    work: Callable[[Import], FileWork]
    check: Callable[[Options, str], None]
    asks: tuple[Field, ...] = ()  # the options, for a form
    ends: bool = False  # a file may be stated to be complete
    by_hand: bool = False  # records have numbers given by the author of the file


def check_options(given: Options, body: str, *, asks: tuple[Field, ...]) -> None:  # noqa: ARG001 - one signature
    """Check the options of a file of register documents; DraftInvalid with every trouble."""
    refuse_unknown(given, [each.name for each in asks])
    troubles = FieldErrors()
    check_completeness(given, troubles)
    check_numbering(given, troubles)
    troubles.refuse_if_any()


def format_options(*, ends: bool, by_hand: bool, dated: bool) -> tuple[Field, ...]:
    """Return the options of a format of register documents."""
    return (*(COMPLETENESS if ends else ()), *(NUMBERING if by_hand else ()), *((REPLACE,) if dated else ()))


def document_format(
    name: str, en: str, ja: str, reader: Reader, *, ends: bool = False, by_hand: bool = False, dated: bool = False
) -> ImportFormat:
    """Return a format whose records are register documents.

    `ends`: a file of it may be complete. `by_hand`: its records have numbers given by its author. `dated`: its records
    are dated, so that an older one is skipped unless it may replace.
    """
    check = partial(check_options, asks=format_options(ends=ends, by_hand=by_hand, dated=dated))
    return ImportFormat(name, Label(en, ja), partial(RegisterWork, reader=reader), check, ends=ends, by_hand=by_hand)


def formats_by_name(formats: Iterable[ImportFormat]) -> dict[str, ImportFormat]:
    """Return the formats by name; ValueError if a name is declared twice."""
    found: dict[str, ImportFormat] = {}
    for each in formats:
        if each.name in found:
            message = f"The format {each.name} is declared twice."
            raise ValueError(message)
        found[each.name] = each
    return found
