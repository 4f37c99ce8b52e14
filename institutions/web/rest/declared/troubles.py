"""Troubles with the fields of a body, by code, and the way from a serializer's errors to them."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.utils.translation import gettext_noop
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.settings import api_settings

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue
from institutions.codes.registry import coded
from institutions.codes.sentences import AsWritten
from institutions.codes.wording import code_words
from institutions.drafts.errors import FieldError, FieldErrors, pointer_below


@coded("body.no_object", gettext_noop("Send an object with %(known)s."))
class NoBody(Coded):
    known: tuple[str, ...]


@coded("body.unknown_field", gettext_noop("This field is not known. Use one of: %(known)s."))
class UnknownInBody(Coded):
    known: tuple[str, ...]


@coded("body.missing_field", gettext_noop("%(name)s is missing. Give it."))
class MissingInBody(Coded):
    name: str


@coded("body.null_field", gettext_noop("%(name)s cannot be null. Give it, or leave it out where it is not required."))
class NullInBody(Coded):
    name: str


@coded("body.item_twice", gettext_noop("%(value)s is listed twice. Send it once."))
class ItemTwice(Coded):
    value: OutsideValue


def refusal(said: Coded) -> ValidationError:
    """Return REST framework's error for a field: its code, else a name such as `invalid`, is what we say."""
    return ValidationError([detail(said)])


def detail(said: Coded) -> ErrorDetail:
    """Return one error of a field."""
    return ErrorDetail(code_words(said, "en"), cast("str", said))  # it is carried as it is


def troubles_in(errors: object) -> tuple[FieldError, ...]:
    """Return the first errors of a serializer with their JSON pointers, and how many there are if these are not all."""
    troubles = FieldErrors()
    for pointer, said in each_error(errors, ""):
        troubles.add(pointer, said)
    return troubles.listed()


def each_error(errors: Any, pointer: str) -> Iterator[tuple[str, Coded]]:  # Any: as REST framework nests them
    """Yield each error with its place."""
    if isinstance(errors, Mapping):
        for name, each in errors.items():
            yield from each_error(
                each, pointer if name == api_settings.NON_FIELD_ERRORS_KEY else pointer_below(pointer, name)
            )
        return
    for each in errors:
        yield pointer, each.code if isinstance(each.code, Coded) else AsWritten(text=str(each))
