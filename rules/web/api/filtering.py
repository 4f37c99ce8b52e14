"""Lists filtered by parameters, which refuse unknown parameters."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django_filters import fields
from django_filters import rest_framework as filters
from django_filters.rest_framework import FilterSet
from rest_framework.request import Request

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.models import GovernmentBody
from institutions.query.parameters import none_of, not_a_text, not_an_id, repeated_value
from institutions.query.troubles import NoSuchBodyTyped, NoSuchRuleGiven
from institutions.values.quoting import NOT_STORED
from rules.review.work.typed_values import rule_typed
from rules.web.api.endpoint import refuse_strange_parameters

__all__ = [
    "CharFilter",
    "ChoiceFilter",
    "FilterSet",
    "Filtered",
    "UUIDFilter",
    "refuse_strange_body",
    "refuse_strange_rule",
]

OF_EVERY_LIST = frozenset({"cursor", "page_size"})


def filter_error(said: Coded) -> ValidationError:
    """Return the error with its message as a parameter: django-filter formats its text, and a value may hold a %."""
    return ValidationError("%(message)s", code=cast("str", said), params={"message": code_words(said)})


class TextField(forms.CharField):
    """A text whose error names a character that no text of the database has: nothing is looked for with one."""

    def to_python(self, value: Any) -> str:  # Any: as Django declares it
        """Return the text without the spaces around it."""
        text = super().to_python(value) or ""
        if NOT_STORED.search(text):
            raise filter_error(not_a_text(text))
        return text


class WordField(fields.ChoiceField):  # type: ignore[misc]  # the package has no types
    """A choice whose error lists the valid words."""

    def validate(self, value: str) -> None:
        """Refuse a wrong word with the message of every page and parameter."""
        if value and not self.valid_value(value):
            raise filter_error(none_of(value, [str(word) for word, _label in self.choices if word]))


class IdField(forms.UUIDField):
    """An id whose error has the message of every page and parameter."""

    def to_python(self, value: Any) -> Any:  # Any: as Django declares it
        """Return the id; None for none."""
        try:
            return UUID(value) if value else None
        except ValueError:
            raise filter_error(not_an_id(value)) from None


class CharFilter(filters.CharFilter):  # type: ignore[misc]  # the package has no types
    """A filter by a text."""

    field_class = TextField


class ChoiceFilter(filters.ChoiceFilter):  # type: ignore[misc]  # the package has no types
    """A filter by one of some words."""

    field_class = WordField


class UUIDFilter(filters.UUIDFilter):  # type: ignore[misc]  # the package has no types
    """A filter by id."""

    field_class = IdField


def refuse_strange_body(value: str) -> None:
    """Refuse a code that no government body has: nothing could be found by it."""
    if value and not GovernmentBody.objects.filter(code=value).exists():
        raise filter_error(NoSuchBodyTyped(value=repeated_value(value)))


def refuse_strange_rule(value: str) -> None:
    """Refuse a code of a rule that neither the rulebook in force nor a stored result has."""
    read = rule_typed(value) if value else None
    if value and (read is None or read.value != value):
        raise filter_error(NoSuchRuleGiven(value=repeated_value(value)))


class Filtered:
    """A list that checks the names of parameters before the first query."""

    filterset_class: Any = None  # a FilterSet, whose class django-filter makes at run time
    further: frozenset[str] = frozenset()  # parameters that do not narrow the list

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # Any: passed on as REST framework does
        """Check parameters after authentication, so that only callers learn their names."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]  # mixed into an APIView
        if request.method == "GET":
            own = self.filterset_class.base_filters if self.filterset_class else ()
            refuse_strange_parameters(request.query_params, OF_EVERY_LIST | self.further | frozenset(own))
