"""The formats of files that can be imported, each declared once: name, labels, and what is done with a file of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from institutions.imports.completeness import COMPLETENESS, check_completeness
from institutions.imports.options import Options, refuse_unknown
from institutions.imports.register_document import Reader
from institutions.imports.work import RegisterWork, Work
from institutions.kinds.base import Field, Label
from institutions.models import Import


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `check` looks at the options of a file for a body, and raises DraftInvalid with every trouble."""

    name: str
    label: Label
    work: Callable[[Import], Work]
    check: Callable[[Options, str], None]
    asks: tuple[Field, ...] = ()  # the options, for a form
    ends: bool = False  # a file may be said to be complete


def no_options(given: Options, body: str) -> None:  # noqa: ARG001 - one signature for all formats
    """The file says everything itself."""
    refuse_unknown(given, ())


def complete_or_not(given: Options, body: str) -> None:  # noqa: ARG001 - one signature for all formats
    """The file may be said to be complete."""
    refuse_unknown(given, [each.name for each in COMPLETENESS])
    check_completeness(given)


def read_by(name: str, en: str, ja: str, reader: Reader, *, ends: bool = False) -> Format:
    """A format whose records are register documents. `ends`: a file of it may be all that there is."""
    check = complete_or_not if ends else no_options
    return Format(name, Label(en, ja), partial(RegisterWork, reader=reader), check, ends=ends)


def index_of(formats: Iterable[Format]) -> dict[str, Format]:
    """Formats by name; a name declared twice is refused."""
    found: dict[str, Format] = {}
    for each in formats:
        if each.name in found:
            message = f"The format {each.name} is declared twice."
            raise ValueError(message)
        found[each.name] = each
    return found
