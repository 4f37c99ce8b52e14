"""What is said about a file besides the file: read as JSON, so that commands, REST and the web say it alike."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import given
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.nearest import near
from institutions.imports.troubles.file import NeverComplete, NeverNumbered, UnknownOption

Options = Mapping[str, object]
# Options that only formats have whose files can be complete, or whose records are numbered by hand.
OF_SOME: Final[dict[str, type[NeverComplete] | type[NeverNumbered]]] = {
    "complete_on": NeverComplete,
    "end_most": NeverComplete,
    "collection": NeverNumbered,
    "replace": NeverNumbered,
}


def refuse_unknown(options: Iterable[str], known: Collection[str]) -> None:
    """An option that the format does not have would be passed over silently."""
    unknown = [name for name in options if name not in known]
    if unknown:
        raise DraftInvalid(FieldError(f"/options/{name}", unknown_option(name, known)) for name in unknown)


def unknown_option(name: str, known: Collection[str]) -> Coded:
    """Return why an option is none of a format: some are of other formats alone."""
    if trouble := OF_SOME.get(name):
        return trouble(value=given(name))
    return UnknownOption(value=given(name), near=near(name, known))
