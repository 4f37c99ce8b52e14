"""Codes from stored plain data: by the types of their parameters, as they were before they were stored."""

from collections.abc import Mapping
from datetime import date
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from institutions.codes.base import Coded, parameter_names
from institutions.codes.parameters import OutsideValue
from institutions.codes.registry import REGISTRY
from institutions.kinds.base import Label
from institutions.values.late_modules import load_late_modules
from institutions.values.written_day import written_day

_types: Final[dict[object, Mapping[str, Any]]] = {}  # Any: types as typing writes them


class UnknownCodeError(ValueError):
    """A stored code that this version has no words for."""


def restore_code(stored: Mapping[str, Any]) -> Coded:  # Any: plain data
    """Return what was stored by `Coded.stored`. UnknownCodeError names a code or parameter that is not known here."""
    kind = REGISTRY.get(stored.get("code", ""))
    if kind is None:
        load_late_modules()  # a command may not have needed the module that has the code
        kind = REGISTRY.get(stored.get("code", ""))
    if kind is None:
        message = f"No version of this code is known here: {stored.get('code')!r}."
        raise UnknownCodeError(message)
    given, version = stored.get("parameters", {}), stored.get("version", 0)
    if not 0 <= version <= len(kind.earlier) + 1:
        message = f"Version {version} of the words of {kind.code!r} is not known here."
        raise UnknownCodeError(message)
    if odd := given.keys() ^ set(parameter_names(kind)):
        message = f"The parameters of {kind.code!r} differ in {', '.join(sorted(odd))}."
        raise UnknownCodeError(message)
    types = types_of(kind)
    return kind(words_version=version, **{name: restore_parameter(value, types[name]) for name, value in given.items()})


def types_of(kind: type[Coded]) -> Mapping[str, Any]:  # Any: types as typing writes them
    """Return the types of a code's parameters by name; read once, since that is slow."""
    if kind not in _types:
        _types[kind] = get_type_hints(kind)
    return _types[kind]


def restore_parameter(value: Any, kind: Any) -> Any:  # Any: plain data, and a type as typing writes it
    """Return one parameter in its type."""
    if kind is OutsideValue:
        return OutsideValue(restore_by_shape(value))
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        several = [each for each in get_args(kind) if each is not type(None)]
        return restore_parameter(value, several[0]) if len(several) == 1 else restore_by_shape(value)
    if get_origin(kind) is tuple:
        return tuple(restore_parameter(each, get_args(kind)[0]) for each in value)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return kind(restore_by_shape(each) for each in value)
    if kind is date:
        return written_day(value)
    if isinstance(kind, type) and isinstance(value, str | int) and issubclass(kind, type(value)):
        return kind(value)
    return restore_by_shape(value)


def restore_by_shape(value: Any) -> Any:  # Any: plain data
    """Return a nested code or a label; their keys distinguish them from texts and numbers."""
    if isinstance(value, Mapping):
        return restore_code(value) if "code" in value else Label(**value)
    return value
