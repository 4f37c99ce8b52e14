"""The form for uploading a file, as an import or an edition: its fields and their errors."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, cast

from django.core.files.uploadedfile import UploadedFile
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.imports.every_format import FORMATS
from institutions.imports.files import MAX_BYTES, FileTooLargeError
from institutions.web.rest import problems
from institutions.web.rest.bodies import read_json
from institutions.web.rest.troubles import field_troubles
from rules.web.api.endpoint import Json

FIELDS = ("file", "format", "options", "dry_run")
NOTHING_KEPT = "Nothing was stored. Correct the fields named in `errors`."
FLAGS = {"true": True, "false": False, "": False}
UPLOAD = {
    "multipart/form-data": {
        "type": "object",
        "required": ["file", "format"],
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "format": {"type": "string", "enum": sorted(FORMATS)},
            "options": {"type": "string", "description": "Options of the format: a JSON object."},
            "dry_run": {
                "type": "string",
                "enum": ["true", "false"],
                "description": "Store nothing except the outcomes.",
            },
        },
    }
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A file with its name, and the other fields of the form."""

    file: IO[bytes]
    name: str
    given: Mapping[str, object]


def sent(request: Request, fields: Collection[str]) -> Sent:
    """Return the uploaded form; Invalid if a field is unknown or the file is missing."""
    refuse_large(request)
    given = form_of(request)
    if strange := sorted(set(given) - set(fields)):
        raise invalid(*((f"/{name}", f"This field is not known. Use one of: {', '.join(fields)}.") for name in strange))
    file = given.get("file")
    if not isinstance(file, UploadedFile):
        raise invalid(("/file", "The file is missing. Send it as a part named file, with a file name."))
    return Sent(cast("IO[bytes]", file), file.name or "file", given)  # it reads as one, without being declared so


@contextmanager
def keeping() -> Iterator[None]:
    """Turn errors in storing the file into errors of the form's fields."""
    try:
        yield
    except DraftInvalid as refused:
        errors = field_troubles(each.at(f"/{each.field.lstrip('/')}") for each in refused.errors)
        raise problems.Invalid(NOTHING_KEPT, errors=errors) from refused
    except FileUnreadableError as trouble:
        errors = field_troubles([FieldError("/file", trouble.said)])
        raise problems.Invalid(NOTHING_KEPT, errors=errors) from trouble
    except FileTooLargeError as trouble:
        raise problems.TooLarge(str(trouble)) from trouble


def refuse_large(request: Request) -> None:
    """Refuse a body whose declared length is over the limit, without reading it. TooLarge."""
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    if length.isdigit() and int(length) > MAX_BYTES + 1024 * 1024:
        raise problems.TooLarge(f"The file is over {MAX_BYTES:,} bytes. Split it: records of one collection add up.")


def form_of(request: Request) -> Mapping[str, object]:
    """Return the fields of the form, including the file; Malformed if there is no form."""
    try:
        return cast("Mapping[str, object]", request.data)
    except ParseError as trouble:
        raise problems.Malformed("The form cannot be read. Send multipart/form-data with a boundary.") from trouble


def options_of(given: object) -> Json:
    """Return the options, given in the form as a JSON object. Invalid for anything else."""
    if not given:
        return {}
    try:
        options = read_json(str(given).encode("utf-8", "surrogatepass"))
    except problems.Malformed as trouble:
        raise invalid(("/options", str(trouble.detail))) from trouble
    if not isinstance(options, dict):
        raise invalid(("/options", 'Send a JSON object, such as {"sponsor": "METI"}.'))
    return options


def flag_of(name: str, given: object) -> bool:
    """Return a flag given as true or false; False if left out. Invalid for anything else."""
    if isinstance(given, str) and given.casefold() in FLAGS:
        return FLAGS[given.casefold()]
    raise invalid((f"/{name}", f"{json.dumps(str(given)[:40])} is neither true nor false."))


def invalid(*errors: tuple[str, str]) -> problems.Invalid:
    """Return the error of a request, with a line for each field."""
    listed: list[problems.FieldTrouble] = [{"field": field, "message": message} for field, message in errors]
    return problems.Invalid(NOTHING_KEPT, errors=listed)
