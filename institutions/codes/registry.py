"""The one registry of codes. A code is entered once, with words whose placeholders are its parameters."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar, dataclass_transform

from institutions.codes.base import Coded, parameter_names

Entered = TypeVar("Entered", bound=Coded)
NAME: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
OWN: Final = frozenset(vars(Coded)) | frozenset(
    ("code", "words", "earlier", "form_words", "unworded", "looked_up", "words_version")
)
PLACEHOLDER: Final = re.compile(r"%(?:%|\((\w+)\)s)")

_entered: Final[dict[str, type[Coded]]] = {}
REGISTRY: Final[Mapping[str, type[Coded]]] = MappingProxyType(_entered)


def gettext_noop(words: str) -> str:
    """Mark words for `makemessages`, which knows this name. Django's own needs settings, and the engine has none."""
    return words


@dataclass_transform(frozen_default=True, kw_only_default=True)
def coded(
    code: str, words: str, form: str = "", *, earlier: tuple[str, ...] = ()
) -> Callable[[type[Entered]], type[Entered]]:
    """Make a class a frozen dataclass, and enter it under a code such as `row.no_key` with its English words.

    The words are marked by `gettext_noop`; `form` are those for somebody who fills in a form, where they differ. Words
    that have been stored are never changed: the new ones are the next version, and the old ones go to the end of
    `earlier`, where what was stored with them finds them. ValueError for a code that is taken or no name, and for words
    whose placeholders are not the parameters.
    """

    def enter(given: type[Entered]) -> type[Entered]:
        is_made = "__dataclass_fields__" in vars(given)
        kind = given if is_made else dataclass(frozen=True, slots=True, kw_only=True)(given)
        if not NAME.fullmatch(code):
            message = f"{code!r} is not a code. Write subject and trouble with a dot between, in small letters."
            raise ValueError(message)
        if (taken := _entered.get(code)) and taken.__qualname__ != kind.__qualname__:
            message = f"The code {code!r} is taken by {taken.__qualname__}. Choose another."
            raise ValueError(message)
        names = set(parameter_names(kind))
        if own := names & OWN:
            message = f"A parameter of {code!r} has a name that codes themselves use: {', '.join(sorted(own))}."
            raise ValueError(message)
        wanted = names - kind.unworded | kind.looked_up
        said = (*((each,) for each in earlier), (words, form))
        if odd := {name for each in said for name in set().union(*map(placeholder_names, each)) ^ wanted}:
            message = f"Parameters and placeholders of {code!r} differ in {', '.join(sorted(odd))}."
            raise ValueError(message)
        kind.code, kind.words, kind.form_words, kind.earlier = code, words, form, earlier
        _entered[code] = kind
        return kind

    return enter


def placeholder_names(words: str) -> set[str]:
    """Return the names of the placeholders in words. ValueError for a `%` that is neither a placeholder nor `%%`."""
    if "%" in PLACEHOLDER.sub("", words):
        message = f"A % stands alone in {words!r}. Write %% for the sign, %(name)s for a parameter."
        raise ValueError(message)
    return {found for found in PLACEHOLDER.findall(words) if found}
