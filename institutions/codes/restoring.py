"""Codes from stored plain data: by the types of their parameters, as they were before they were stored."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from institutions.codes.base import Coded
from institutions.codes.parameters import Given
from institutions.codes.registry import REGISTRY
from institutions.kinds.base import Label


class UnknownCodeError(ValueError):
    """A stored code that this version has no words for."""


def restored(stored: Mapping[str, Any]) -> Coded:  # Any: plain data
    """Return what was stored by `Coded.stored`. UnknownCodeError names a code or parameter that is not known here."""
    kind = REGISTRY.get(stored.get("code", ""))
    if kind is None:
        message = f"No version of this code is known here: {stored.get('code')!r}."
        raise UnknownCodeError(message)
    given, types = stored.get("parameters", {}), get_type_hints(kind)
    if odd := given.keys() ^ {each.name for each in fields(kind)}:
        message = f"The parameters of {kind.code!r} differ in {', '.join(sorted(odd))}."
        raise UnknownCodeError(message)
    return kind(**{name: parameter(value, types[name]) for name, value in given.items()})


def parameter(value: Any, kind: Any) -> Any:  # Any: plain data, and a type as typing writes it
    """Return one parameter in its type."""
    if kind is Given:
        return Given(by_shape(value))
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        several = [each for each in get_args(kind) if each is not type(None)]
        return parameter(value, several[0]) if len(several) == 1 else by_shape(value)
    if get_origin(kind) is tuple:
        return tuple(parameter(each, get_args(kind)[0]) for each in value)
    if kind is date:
        return date.fromisoformat(value)
    if isinstance(kind, type) and isinstance(value, str | int) and issubclass(kind, type(value)):
        return kind(value)
    return by_shape(value)


def by_shape(value: Any) -> Any:  # Any: plain data
    """Return a nested code or a label, which their keys tell apart from texts and numbers."""
    if isinstance(value, Mapping):
        return restored(value) if "code" in value else Label(**value)
    return value
