"""The base of a declared body, and of the rows within one."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty
from rest_framework.settings import api_settings

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.drafts.troubles.fields import NoObject
from institutions.web.rest.declared.fields import Checked, list_trouble
from institutions.web.rest.declared.troubles import NoBody, UnknownInBody, detail, refusal, troubles_in
from institutions.web.rest.problem_troubles import FieldsWrong
from institutions.web.rest.problems import Invalid
from institutions.web.rest.troubles import field_troubles


class Taken(serializers.BaseSerializer[Any]):
    """A serializer of a body. `described` is what OpenAPI shows where that is declared elsewhere."""

    described: ClassVar[Mapping[str, Any] | None] = None

    @abstractmethod
    def refusal(self) -> Invalid:
        """Return the problem of a body that is not valid, with a line for each field."""


class Rows(Checked, serializers.ListSerializer[Any]):
    """A list of rows."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with the list as such."""
        return list_trouble(value, allow_empty=bool(self.allow_empty))

    def to_internal_value(self, data: Any) -> Any:  # Any: any JSON value
        """Return the checked rows."""
        if said := self.trouble(data):
            raise refusal(said)
        return serializers.ListSerializer.to_internal_value(self, data)


class Row(serializers.Serializer[Any]):
    """An object within a body. Fields of other names are passed over: a caller may send a row as it was read."""

    class Meta:
        list_serializer_class = Rows

    def run_validation(self, data: Any = empty) -> Any:  # Any: any JSON value
        """Return the checked fields."""
        if isinstance(data, Mapping):
            return super().run_validation(data)
        raise ValidationError({api_settings.NON_FIELD_ERRORS_KEY: [detail(self.no_object(data))]})

    def no_object(self, value: object) -> Coded:
        """Return the error for a value that is not an object."""
        return NoObject(value=outside_value(value))


class Body(Row, Taken):
    """An object of declared fields and no others: a typo must not lose a fact silently."""

    nothing: ClassVar[type[Coded]] = FieldsWrong

    def to_internal_value(self, data: Mapping[str, Any]) -> Any:  # Any: any JSON values
        """Return the checked fields."""
        strange = [detail(UnknownInBody(known=tuple(self.fields)))]
        errors: dict[str, Any] = {name: strange for name in data if name not in self.fields}  # Any: nested errors
        try:
            value = super().to_internal_value(data)
        except ValidationError as wrong:
            errors |= cast("dict[str, Any]", wrong.detail)
        if errors:
            raise ValidationError(errors)
        return value

    def no_object(self, value: object) -> Coded:  # noqa: ARG002 - one signature
        """Return the error for a value that is not an object."""
        return NoBody(known=tuple(self.fields))

    def refusal(self) -> Invalid:
        """Return the problem, with a line for each field."""
        troubles = troubles_in(self.errors)
        said = troubles[0].said if len(troubles) == 1 and not troubles[0].field else self.nothing()
        return Invalid(said, errors=field_troubles(troubles))
