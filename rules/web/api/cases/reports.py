"""/partnerships/{id}/report.pdf: the report of a case, as the caller may read it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from institutions.query.parameters import word_parameter
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.negotiation import FormatByAddress
from rules.web.api.endpoint import Endpoint, caller_of, refuse_strange_parameters
from rules.web.report.answer import PDF, headers_of, pdf_answer
from rules.web.report.making import LANGUAGES, make_report
from rules.web.report.trouble import ReportTrouble


class ReportFile(Endpoint):
    """A report."""

    content_negotiation_class = FormatByAddress

    @extend_schema(
        operation_id="report_read",
        parameters=[
            OpenApiParameter("language", str, enum=LANGUAGES, description="Language of the report; otherwise English.")
        ],
        responses={(200, PDF): OpenApiResponse(OpenApiTypes.BINARY, "The report, a tagged PDF.")}
        | problem_answers(problems.InvalidParameter, problems.NotFound, problems.Busy),
    )
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """Return findings with evidence and law, decisions, unassessed rules, and how to check them, as a PDF.

        Each report is put on record with its SHA-256. 503: too many at once (`Retry-After`), or this server makes none.
        """
        partnership = get_object_or_404(self.partnerships(), pk=pk)
        given = {name: str(value) for name, value in request.query_params.items()}
        refuse_strange_parameters(given, frozenset({"language"}))
        asked = word_parameter(given, "language", LANGUAGES) or "en"
        language = next(each for each in LANGUAGES if each == asked)
        if request.method == "HEAD":
            return headers_of()
        try:
            return pdf_answer(make_report(partnership, caller_of(request), language))
        except ReportTrouble as trouble:
            raise problems.Busy(trouble.said, headers=trouble.headers) from trouble
