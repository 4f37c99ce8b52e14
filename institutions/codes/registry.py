"""The one registry of codes. A code is entered once, with words whose placeholders are its parameters."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeVar

from institutions.codes.base import Coded, parameter_names

Entered = TypeVar("Entered", bound=Coded)
NAME: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
PLACEHOLDER: Final = re.compile(r"%(?:%|\((\w+)\)s)")

_entered: Final[dict[str, type[Coded]]] = {}
REGISTRY: Final[Mapping[str, type[Coded]]] = MappingProxyType(_entered)


def gettext_noop(words: str) -> str:
    """Mark words for `makemessages`, which knows this name. Django's own needs settings, and the engine has none."""
    return words


def coded(code: str, words: str, *, earlier: tuple[str, ...] = ()) -> Callable[[type[Entered]], type[Entered]]:
    """Enter a class under a code, such as `row.no_key`, with its English words (marked by `gettext_noop`).

    Words that have been stored are never changed: the new ones are the next version, and the old ones go to the end of
    `earlier`, where what was stored with them finds them. ValueError for a code that is taken or no name, and for words
    whose placeholders are not the parameters.
    """

    def enter(kind: type[Entered]) -> type[Entered]:
        if not NAME.fullmatch(code):
            message = f"{code!r} is not a code. Write subject and trouble with a dot between, in small letters."
            raise ValueError(message)
        if (taken := _entered.get(code)) and taken.__qualname__ != kind.__qualname__:
            message = f"The code {code!r} is taken by {taken.__qualname__}. Choose another."
            raise ValueError(message)
        wanted = set(parameter_names(kind)) - kind.unworded | kind.looked_up
        if odd := {name for each in (*earlier, words) for name in placeholders(each) ^ wanted}:
            message = f"Parameters and placeholders of {code!r} differ in {', '.join(sorted(odd))}."
            raise ValueError(message)
        kind.code, kind.words, kind.earlier = code, words, earlier
        _entered[code] = kind
        return kind

    return enter


def placeholders(words: str) -> set[str]:
    """Return the names of the placeholders in words. ValueError for a `%` that is neither a placeholder nor `%%`."""
    if "%" in PLACEHOLDER.sub("", words):
        message = f"A % stands alone in {words!r}. Write %% for the sign, %(name)s for a parameter."
        raise ValueError(message)
    return {found for found in PLACEHOLDER.findall(words) if found}
