"""The compiled form as canonical JSON and back, so that a stored rulebook version can be replayed; its version."""

import json
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from rules.engine.compiled.compiled_form import Alpha, Presence, Rulebook


def rulebook_to_json(book: Rulebook) -> str:
    """Write canonical JSON: keys sorted, no spaces, so that equal rulebooks are equal texts."""
    data = {field.name: _plain(getattr(book, field.name)) for field in fields(Rulebook)}
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def rulebook_from_json(text: str) -> Rulebook:
    """Read the rulebook of a text that `rulebook_to_json` wrote. ValueError if its version is not the hash of its
    content.
    """
    book: Rulebook = _read(Rulebook, json.loads(text))
    if book.version != version_of(book):
        message = f"the stored rulebook is not what its version {book.version} names"
        raise ValueError(message)
    return book


def version_of(book: Rulebook) -> str:
    """Return the SHA-256 of everything but the version itself."""
    bare = Rulebook("", book.rules, book.columns, book.parameters, book.texts)
    return sha256(rulebook_to_json(bare).encode()).hexdigest()


def with_version(book: Rulebook) -> Rulebook:
    """Return the rulebook with its version filled in."""
    return replace(book, version=version_of(book))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(hint: Any, data: Any) -> Any:  # Any: JSON comes in, the hint says what goes out
    if get_origin(hint) in (Union, UnionType) and Alpha in get_args(hint):
        hint = Presence if "present" in data else Alpha
    if isinstance(hint, type) and is_dataclass(hint):
        return hint(**{key: _read(_hints(hint)[key], value) for key, value in data.items()})
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is Ellipsis:
            return tuple(_read(inner[0], item) for item in data)
        return tuple(_read(part, item) for part, item in zip(inner, data, strict=True))
    if get_origin(hint) in (Literal, Union, UnionType) or hint in (str, int, bool):
        return data
    message = f"no way to read {hint!r}"
    raise TypeError(message)
