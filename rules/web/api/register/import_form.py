"""The form for uploading a file, as an import or an edition: its fields and their errors."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_noop
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.fields import empty
from rest_framework.parsers import MultiPartParser

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.codes.registry import coded
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.near_words import nearest_word
from institutions.drafts.troubles.values import NoFlag, NoText
from institutions.imports.all_formats import FORMATS
from institutions.imports.files import MAX_BYTES, FileTooLargeError
from institutions.imports.quota import RETRY_SECONDS, ImportQuotaError
from institutions.imports.troubles.file import UnknownFormat
from institutions.web.rest import problems
from institutions.web.rest.bodies import parse_request_json
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Checked, Word
from institutions.web.rest.declared.troubles import refusal
from institutions.web.rest.problem_troubles import FieldsWrong
from institutions.web.rest.troubles import field_troubles
from rules.web.api.api_troubles import FormNotRead, FormTooLarge

SWITCH: Final = [("true", "true"), ("false", "false")]
FLAGS: Final = {"true": True, "false": False, "": False}


@coded("form.no_file", gettext_noop("The file is missing. Send it as a part named file, with a file name."))
class NoFile(Coded):
    """No part of the form is a file."""


@coded("form.no_options", gettext_noop('Send a JSON object, such as {"sponsor": "METI"}.'))
class NoOptions(Coded):
    """The options are JSON, but no object."""


class BoundedForm(MultiPartParser):
    """A parser of a form with a file; one that says itself that it is over the limit is not read."""

    def parse(
        self,
        stream: Any,  # whatever the server gives: anything with read()
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:  # what REST framework makes of a form
        """Return the fields and files; raises Malformed where there is no form, or TooLarge."""
        length = str(((parser_context or {})["request"].META.get("CONTENT_LENGTH")) or "0")
        if length.isdigit() and int(length) > MAX_BYTES + 1024 * 1024:
            raise problems.TooLarge(FormTooLarge(most=MAX_BYTES))
        try:
            return super().parse(stream, media_type, parser_context)
        except ParseError as trouble:
            raise problems.Malformed(FormNotRead()) from trouble


@extend_schema_field({"type": "string", "format": "binary"})
class Upload(Checked, serializers.FileField):
    """A file, with the name that it was sent with."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a part that should be a file."""
        return None if isinstance(value, UploadedFile) else NoFile()

    def missing(self) -> Coded:
        """Return the error for a missing value."""
        return NoFile()


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


@extend_schema_field({"type": "string", "enum": [word for word, _label in SWITCH]})
class FormFlag(Checked, serializers.ChoiceField):
    """true or false as a form writes them; left out or empty, false."""

    def __init__(self, **given: Any) -> None:  # Any: as REST framework takes them
        super().__init__(SWITCH, required=False, **given)

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a switch."""
        return None if isinstance(value, str) and value.casefold() in FLAGS else NoFlag(value=outside_value(value))

    def to_internal_value(self, data: Any) -> bool:  # Any: a part of a form
        """Return whether it is on."""
        return FLAGS[super().to_internal_value(data).casefold()]


class Written(Checked, serializers.CharField):
    """A text of a form, which may be left out or empty. Its reader checks it."""

    def __init__(self, **given: Any) -> None:  # Any: as REST framework takes them
        super().__init__(required=False, allow_blank=True, **given)

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a text."""
        return None if isinstance(value, str) else NoText(value=outside_value(value))


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


class Form(Body):
    """A form with a file."""

    file = Upload()

    def run_validation(self, data: Any = empty) -> Any:  # Any: what REST framework makes of a form
        """Return the checked fields; of a field that was sent twice the last counts."""
        return super().run_validation(data.dict() if isinstance(data, QueryDict) else data)


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
