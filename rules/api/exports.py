"""/exports/: what the caller may read of the register, as a file in a format of others, streamed."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from django.http import Http404, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.exports.audience import Audience
from institutions.exports.formats import FORMATS, Format, UnfitListError, check_fit
from institutions.exports.selection import PARTNERSHIPS, Selection, UnknownListError, list_named
from institutions.exports.tables.files import TooManyRowsError
from institutions.models import Account
from policyengine.api import problems
from policyengine.api.keys import KeyHolder
from policyengine.api.problems import InvalidParameter
from policyengine.schema import problem_answers
from rules.api.endpoint import Endpoint, caller, refuse_strange_parameters
from rules.reading import READS_ALL, reads_sensitive
from rules.sensitive_reads import in_export, note_read

PARAMETERS = frozenset({"what", "on", "portable", "encoding"})
ENCODINGS = ("utf-8-sig", "utf-8", "cp932")
CHOICES = {"true": True, "false": False}


class FormatShape(serializers.Serializer[Format]):
    """One format of an export."""

    format = serializers.CharField(source="name")
    media_type = serializers.CharField()
    lists = serializers.ListField(child=serializers.CharField(), help_text="What `what` may name.")
    single = serializers.BooleanField(help_text="A file holds one list.")


class AsTheAddressSays(BaseContentNegotiation):
    """The address names the format; what a client says that it accepts by default does not matter."""

    def select_renderer(
        self,
        request: Request,  # noqa: ARG002 - the parent's signature
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,  # noqa: ARG002 - the parent's signature
    ) -> tuple[BaseRenderer, str]:
        """The first one, for errors."""
        first = next(iter(renderers))
        return first, first.media_type or "application/json"

    def select_parser(self, request: Request, parsers: Any) -> None:  # noqa: ARG002 - the parent's signature
        """Nothing is sent."""
        return


class ExportList(Endpoint):
    """The formats."""

    @extend_schema(operation_id="exports_list", responses={200: FormatShape(many=True)})
    def get(self, _request: Request) -> Response:
        """Which formats there are, and which lists each of them can hold."""
        return Response([FormatShape(each).data for each in FORMATS.values()])


class ExportFile(Endpoint):
    """One export."""

    content_negotiation_class = AsTheAddressSays

    @extend_schema(
        operation_id="exports_read",
        parameters=[
            OpenApiParameter("form", str, OpenApiParameter.PATH, enum=sorted(FORMATS), description="The format."),
            OpenApiParameter(
                "what", str, description="Lists with commas between them, such as companies,shareholdings; else all."
            ),
            OpenApiParameter("on", OpenApiTypes.DATE, description="Only statements that are true on this day."),
            OpenApiParameter("portable", bool, description="json, csv, xlsx: without the ids of this register."),
            OpenApiParameter("encoding", str, enum=ENCODINGS, description="csv: of its text."),
        ],
        responses={
            (200, each.media_type): OpenApiResponse(OpenApiTypes.BINARY, "The file.") for each in FORMATS.values()
        }
        | problem_answers(problems.InvalidParameter, problems.Forbidden, problems.NotFound),
    )
    def get(self, request: Request, form: str) -> StreamingHttpResponse:
        """What the caller may read: the register, and of people and partnerships its own body's."""
        if form not in FORMATS:
            raise Http404(f"There is no format '{form}'. There are {', '.join(sorted(FORMATS))}.")
        given = {name: str(value) for name, value in request.query_params.items()}
        refuse_strange_parameters(given, PARAMETERS)
        selection = selection_of(FORMATS[form], given, caller(request))
        lines: Iterator[bytes] = iter(())
        if request.method != "HEAD":  # who asks for the headers reads nothing, and nothing is begun that would wait
            note_read(caller(request), f"export:{form}", in_export(FORMATS[form], selection))
            lines = begun(FORMATS[form], selection)
        answer = StreamingHttpResponse(lines, content_type=FORMATS[form].media_type)
        name = "-".join(("export", *selection.lists[:1], selection.made_on.isoformat()))
        answer["Content-Disposition"] = f'attachment; filename="{name}.{FORMATS[form].suffix}"'
        return answer


def begun(form: Format, selection: Selection) -> Iterator[bytes]:
    """The file, whose first part is made at once: what cannot be exported is an error and no broken file."""
    parts = iter(form.write(selection))
    try:
        first = next(parts, b"")
    except TooManyRowsError as trouble:
        raise InvalidParameter(str(trouble), errors=[{"field": "what", "message": str(trouble)}]) from trouble
    return chain([first], parts)


def selection_of(form: Format, given: dict[str, str], user: KeyHolder | Account) -> Selection:
    """What is asked for; InvalidParameter where it cannot be."""
    try:
        lists = tuple(dict.fromkeys(list_named(each.strip()) for each in given.get("what", "").split(",") if each))
        check_fit(form, lists)
    except (UnknownListError, UnfitListError) as trouble:
        raise wrong("what", str(trouble)) from trouble
    encoding = given.get("encoding", "utf-8-sig")
    if encoding not in ENCODINGS:
        raise wrong("encoding", f"Use one of: {', '.join(ENCODINGS)}.")
    if given.get("portable", "false") not in CHOICES:
        raise wrong("portable", "Write true or false.")
    audience = audience_of(user)
    if PARTNERSHIPS in lists and form.apart and not audience.people:
        raise problems.Forbidden("A submission may name kin, gifts or income, which your role does not read.")
    return Selection(
        audience=audience,
        lists=lists,
        on=day_of(given.get("on")),
        publisher=user.body.name if user.body else "policyengine",
        ids=not CHOICES[given.get("portable", "false")],
        encoding=encoding,
    )


def audience_of(user: KeyHolder | Account) -> Audience:
    """A key and an officer read their own body's; who reads every partnership reads all that their role reads."""
    if isinstance(user, Account) and user.role in READS_ALL:
        return Audience(everything=True, people=reads_sensitive(user), secret=user.reads_secret)
    return Audience(body=user.body.pk if user.body else None, secret=user.reads_secret)


def day_of(given: str | None) -> date | None:
    """The day of a parameter."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as trouble:
        raise wrong("on", "Not a date. Write it as in 2026-06-15.") from trouble


def wrong(field: str, message: str) -> InvalidParameter:
    """The error about one parameter."""
    return InvalidParameter(f"Look at {field}.", errors=[{"field": field, "message": message}])
