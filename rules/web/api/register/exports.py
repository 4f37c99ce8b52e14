"""/exports/: the part of the register that the caller may read, as a file in a foreign format, streamed."""

from django.http import Http404, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.formats.export_formats import ExportFormat
from institutions.formats.names import ENCODINGS
from institutions.formats.tables.spreadsheets import TooManyRowsError
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.negotiation import FormatByAddress
from institutions.web.rest.problems import coded_trouble, invalid_parameters
from rules.web.api.endpoint import Endpoint, caller_of, refuse_strange_parameters
from rules.web.exporting.answer import export_answer
from rules.web.exporting.export_request import PARAMETERS, ExportRefusedError, selection_of
from rules.web.exporting.formats import FORMATS


class FormatShape(serializers.Serializer[ExportFormat]):
    """One format of an export."""

    format = serializers.CharField(source="name")
    media_type = serializers.CharField()
    lists = serializers.ListField(child=serializers.CharField(), help_text="The lists that `what` may name.")
    single = serializers.BooleanField(help_text="A file holds one list.")


class ExportList(Endpoint):
    """The formats."""

    @extend_schema(operation_id="exports_list", responses={200: FormatShape(many=True)})
    def get(self, _request: Request) -> Response:
        """List the formats, and the lists that each of them can hold."""
        return Response([FormatShape(each).data for each in FORMATS.values()])


class ExportFile(Endpoint):
    """One export."""

    content_negotiation_class = FormatByAddress

    @extend_schema(
        operation_id="exports_read",
        parameters=[
            OpenApiParameter("form", str, OpenApiParameter.PATH, enum=sorted(FORMATS), description="The format."),
            OpenApiParameter(
                "what", str, description="Lists separated by commas, such as companies,shareholdings; otherwise all."
            ),
            OpenApiParameter("on", OpenApiTypes.DATE, description="Only statements valid on this day."),
            OpenApiParameter("partnership", OpenApiTypes.UUID, description="Only this partnership."),
            OpenApiParameter("portable", bool, description="json, csv, xlsx: without the ids of this register."),
            OpenApiParameter("encoding", str, enum=ENCODINGS, description="csv: the encoding of its text."),
        ],
        responses={
            (200, each.media_type): OpenApiResponse(OpenApiTypes.BINARY, "The file.") for each in FORMATS.values()
        }
        | problem_answers(problems.InvalidParameter, problems.Forbidden, problems.NotFound),
    )
    def get(self, request: Request, form: str) -> StreamingHttpResponse:
        """Export the register as far as the caller may read it; of people and partnerships only its own body's."""
        if form not in FORMATS:
            raise Http404(f"There is no format '{form}'. There are {', '.join(sorted(FORMATS))}.")
        given = {name: str(value) for name, value in request.query_params.items()}
        refuse_strange_parameters(given, PARAMETERS)
        user = caller_of(request)
        try:
            selection = selection_of(FORMATS[form], given, user)
            return export_answer(FORMATS[form], selection, user, headers_only=request.method == "HEAD")
        except ExportRefusedError as refused:
            if refused.is_withheld:
                raise problems.Forbidden(refused.said) from refused
            raise invalid_parameters([coded_trouble(refused.field, refused.said)]) from refused
        except TooManyRowsError as trouble:
            raise invalid_parameters([coded_trouble("what", trouble.said)]) from trouble
