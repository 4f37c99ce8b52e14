"""/commissions/sittings/{id}/population.csv and report/: what a sitting publishes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.query.parameters import word_parameter
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.body import Body
from institutions.web.rest.declared.fields import Flag, SentText, Several
from institutions.web.rest.declared.takes import takes
from institutions.web.rest.negotiation import FormatByAddress
from rules.access.commissions import seat_of
from rules.commission.population_file import population_csv
from rules.commission.public_report import publish_report, published_report, report_of
from rules.commission.steps import SittingStage, act_of, step_of
from rules.models import SittingItem, SittingStep
from rules.models.commission import LONGEST_NAME
from rules.web.api.desk.endpoint import ACT_REFUSED, READ_REFUSED, CommissionEndpoint, refusals_as_problems
from rules.web.api.endpoint import refuse_strange_parameters
from rules.web.report.answer import PDF
from rules.web.report.making import LANGUAGES
from rules.web.report.trouble import ReportTrouble
from rules.web.wording.commission_report import CSV, FORMATS, report_csv, report_pdf, report_words

MEDIA = {"pdf": PDF, "csv": CSV}


class PublicationBody(Body):
    """The publication of a report."""

    reviewed = Flag(help_text="A member has read the texts: no person but the members is named in them.")
    names = Several(
        child=SentText(max_length=LONGEST_NAME),
        required=False,
        allow_empty=True,
        help_text="More names to withhold.",
    )


class SittingReportShape(serializers.Serializer[Any]):
    """A public report: what was fixed and drawn, and by contract questions, answers and opinions. No finding."""

    published = serializers.BooleanField(help_text="false: as it would be published now.")
    report = serializers.DictField()


class PopulationFile(CommissionEndpoint):
    """The published population."""

    content_negotiation_class = FormatByAddress

    @extend_schema(
        operation_id="sittings_population",
        responses={(200, "text/csv"): OpenApiResponse(OpenApiTypes.BINARY, "Number, key, day and amount.")}
        | READ_REFUSED,
    )
    def get(self, request: Request, pk: UUID) -> HttpResponse:
        """Return the file from which anybody can repeat the draw; 404 until the contracts are fixed."""
        sitting = self.sitting(self.account(request), pk)
        if act_of(sitting, SittingStep.FIXED) is None:
            raise Http404
        rows = SittingItem.objects.filter(sitting=sitting).only("number", "key", "facts", "sitting")
        return as_file(population_csv(rows).encode(), CSV, "population.csv")


class SittingReport(CommissionEndpoint):
    """The public report."""

    @extend_schema(operation_id="sittings_report", responses={200: SittingReportShape, **READ_REFUSED})
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the report as it was published, or a preview; 404 before questions are asked.

        A member's preview leaves the names of the register standing; the published report withholds them.
        """
        account = self.account(request)
        sitting = self.sitting(account, pk)
        if step_of(sitting) not in (SittingStage.CHOSEN, SittingStage.PUBLISHED):
            raise Http404
        published = published_report(sitting)
        report = published or report_of(sitting, [], with_register=seat_of(account, sitting.commission) is None)
        return Response({"published": published is not None, "report": report})

    @takes(PublicationBody, operation_id="sittings_publish", responses={201: SittingReportShape, **ACT_REFUSED})
    def post(self, request: Request, pk: UUID) -> Response:
        """Publish the report, as a member: it is stored as it is, and every file is made from that."""
        account = self.account(request)
        sitting = self.sitting(account, pk)
        self.member(account, sitting.commission)
        form = self.checked_body()
        given = {"reviewed": "yes" if form["reviewed"] else "", "names": "\n".join(form.get("names", ()))}
        with refusals_as_problems():
            publish_report(sitting, given, account=account)
        return Response({"published": True, "report": published_report(self.sitting(account, pk))}, status=201)


class SittingReportFile(CommissionEndpoint):
    """The published report as a file."""

    content_negotiation_class = FormatByAddress

    @extend_schema(
        operation_id="sittings_report_file",
        parameters=[
            OpenApiParameter("form", str, OpenApiParameter.PATH, enum=FORMATS, description="The format."),
            OpenApiParameter("language", str, enum=LANGUAGES, description="Language of the headings; else English."),
        ],
        responses={
            (200, media.partition(";")[0]): OpenApiResponse(OpenApiTypes.BINARY, "The report.")
            for media in MEDIA.values()
        }
        | problem_answers(problems.Forbidden, problems.InvalidParameter, problems.NotFound, problems.Busy),
    )
    def get(self, request: Request, pk: UUID, form: str) -> HttpResponse:
        """Return the published report as a PDF or CSV; 404 before it is published."""
        sitting = self.sitting(self.account(request), pk)
        if form not in MEDIA:
            raise Http404(f"There is no format '{form}'. There are {', '.join(MEDIA)}.")
        refuse_strange_parameters(request.query_params, frozenset({"language"}))
        language = word_parameter(request.query_params, "language", LANGUAGES) or "en"
        report = published_report(sitting)
        if report is None:
            raise Http404
        with translation.override(language):
            words = report_words(report)
            try:
                content = report_pdf(words) if form == "pdf" else report_csv(words)
            except ReportTrouble as trouble:
                raise problems.Busy(trouble.said, headers=trouble.headers) from trouble
        return as_file(content, MEDIA[form], f"commission-{report['from']}-{language}.{form}")


def as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file to keep."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
