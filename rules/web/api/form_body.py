"""Forms with a file as bodies of requests: the parser with its limit, and the fields that a form may have."""

from collections.abc import Mapping
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
from institutions.drafts.troubles.values import NoFlag, NoText
from institutions.imports.files import MAX_BYTES
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Checked
from rules.web.api.api_troubles import FormNotRead, FormTooLarge

SWITCH: Final = [("true", "true"), ("false", "false")]
FLAGS: Final = {"true": True, "false": False, "": False}


@coded("form.no_file", gettext_noop("The file is missing. Send it as a part named file, with a file name."))
class NoFile(Coded):
    """No part of the form is a file."""


class BoundedForm(MultiPartParser):
    """A parser of a form with files; one that says itself that it is over the limit is not read."""

    def most(self) -> int:
        """Return the most bytes of the files of one form."""
        return MAX_BYTES

    def parse(
        self,
        stream: Any,  # whatever the server gives: anything with read()
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:  # what REST framework makes of a form
        """Return the fields and files; raises Malformed where there is no form, or TooLarge."""
        length = str(((parser_context or {})["request"].META.get("CONTENT_LENGTH")) or "0")
        if length.isdigit() and int(length) > self.most() + 1024 * 1024:
            raise problems.TooLarge(FormTooLarge(most=self.most()))
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


class Written(Checked, serializers.CharField):
    """A text of a form, which may be left out or empty. Its reader checks it."""

    def __init__(self, **given: Any) -> None:  # Any: as REST framework takes them
        super().__init__(required=False, allow_blank=True, **given)

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a text."""
        return None if isinstance(value, str) else NoText(value=outside_value(value))


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


@extend_schema_field({"type": "boolean"})
class FormOrJsonFlag(FormFlag):
    """true or false of a body that is sent as a form or as JSON."""

    def trouble(self, value: object) -> Coded | None:
        """Return what is wrong with a flag."""
        return None if isinstance(value, bool) else super().trouble(value)

    def to_internal_value(self, data: Any) -> bool:  # Any: a part of a form, or a value of JSON
        """Return whether it is on."""
        return data if isinstance(data, bool) else super().to_internal_value(data)


class Form(Body):
    """A form with a file."""

    file = Upload()

    def run_validation(self, data: Any = empty) -> Any:  # Any: what REST framework makes of a form
        """Return the checked fields; of a field that was sent twice the last counts."""
        return super().run_validation(data.dict() if isinstance(data, QueryDict) else data)
