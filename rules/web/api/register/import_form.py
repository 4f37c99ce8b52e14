"""The form for uploading a file, as an import or an edition: its fields and their errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_noop
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.codes.registry import coded
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.near_words import nearest_word
from institutions.imports.all_formats import FORMATS
from institutions.imports.files import FileTooLargeError
from institutions.imports.quota import RETRY_SECONDS, ImportQuotaError
from institutions.imports.troubles.file import UnknownFormat
from institutions.web.rest import problems
from institutions.web.rest.bodies import parse_request_json
from institutions.web.rest.declared.fields import Checked, Word
from institutions.web.rest.declared.troubles import refusal
from institutions.web.rest.problem_troubles import FieldsWrong
from institutions.web.rest.troubles import field_troubles
from rules.web.api.form_body import Form, FormFlag


@coded("form.no_options", gettext_noop('Send a JSON object, such as {"sponsor": "METI"}.'))
class NoOptions(Coded):
    """The options are JSON, but no object."""


@extend_schema_field({"type": "string", "enum": sorted(FORMATS)})
class Format(Word):
    """The format of a file; a form without one has a wrong one."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with the name of a format."""
        known = isinstance(value, str) and value in FORMATS
        return None if known else UnknownFormat(value=outside_value(value), near=nearest_word(value, FORMATS))

    def missing(self) -> Coded:
        """Return the error for a missing value."""
        return UnknownFormat(value=outside_value(""), near=nearest_word("", FORMATS))


class Options(Checked, serializers.CharField):
    """A JSON object in a form."""

    def run_validation(self, data: Any = empty) -> Any:  # Any: a part of a form
        """Return the object; if there is none, an empty one."""
        return {} if data in (empty, "") else self.to_internal_value(data)

    def to_internal_value(self, data: Any) -> Any:  # Any: a part of a form
        """Return the object."""
        try:
            options = parse_request_json(str(data).encode("utf-8", "surrogatepass"))
        except problems.Malformed as trouble:
            raise refusal(trouble.said) from trouble
        if not isinstance(options, dict):
            raise refusal(NoOptions())
        return options


class ImportForm(Form):
    """A file to be imported."""

    format = Format(sorted(FORMATS))
    options = Options(required=False, help_text="Options of the format: a JSON object.")
    dry_run = FormFlag(help_text="Store nothing except the outcomes.")


@contextmanager
def keep_or_refuse() -> Iterator[None]:
    """Turn errors in storing the file into errors of the form's fields."""
    try:
        yield
    except DraftInvalid as refused:
        errors = field_troubles(each.at(f"/{each.field.lstrip('/')}") for each in refused.errors)
        raise problems.Invalid(FieldsWrong(), errors=errors) from refused
    except FileUnreadableError as trouble:
        errors = field_troubles([FieldError("/file", trouble.said)])
        raise problems.Invalid(FieldsWrong(), errors=errors) from trouble
    except FileTooLargeError as trouble:
        raise problems.TooLarge(trouble.said) from trouble
    except ImportQuotaError as trouble:
        errors = field_troubles([FieldError("/file", trouble.said)])
        wait = {"Retry-After": str(RETRY_SECONDS)}
        raise problems.TooManyRequests(trouble.said, errors=errors, headers=wait) from trouble
