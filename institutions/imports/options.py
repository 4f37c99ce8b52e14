"""The options given with a file: read as JSON, so that commands, REST and the web take them alike."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldErrors, pointer_below
from institutions.imports.troubles.file import NeverComplete, NeverNumbered, UnknownOption

Options = Mapping[str, object]
# Options of formats whose files can be complete, or whose records are numbered by hand.
OF_SOME: Final[dict[str, type[NeverComplete] | type[NeverNumbered]]] = {
    "complete_on": NeverComplete,
    "end_most": NeverComplete,
    "collection": NeverNumbered,
    "replace": NeverNumbered,
}


def refuse_unknown(options: Iterable[str], known: Collection[str]) -> None:
    """Raise DraftInvalid for options that the format does not have and would otherwise ignore."""
    troubles = FieldErrors()
    for name in options:
        if name not in known:
            troubles.add(pointer_below("/options", name), unknown_option(name, known, troubles))
    troubles.refuse_if_any()


def unknown_option(name: str, known: Collection[str], troubles: FieldErrors) -> Coded:
    """Return why a format does not have an option: some belong to other formats alone."""
    if trouble := OF_SOME.get(name):
        return trouble(value=outside_value(name))
    return UnknownOption(value=outside_value(name), near=troubles.nearest(name, known))
