"""/processes/: files of published processes, the processes with their answers, and what they lack."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ChoiceField

from institutions.audit.logs import request_id
from institutions.drafts.errors import FieldError
from institutions.imports.quota import RETRY_SECONDS
from institutions.kinds.words import DOMAINS
from institutions.query.parameters import text_parameter, word_parameter
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.takes import takes
from institutions.web.rest.negotiation import FormatByAddress
from institutions.web.rest.problem_troubles import FieldsWrong
from institutions.web.rest.problems import coded_trouble, invalid_parameters
from institutions.web.rest.troubles import field_troubles
from rules.access.processes import process_files_for, processes_for
from rules.models import ProcessFile, Severity, StoredProcess
from rules.process_files.comparing import WORKED_ON
from rules.process_files.exporting import FORMATS, export_of
from rules.process_files.proposing import proposed
from rules.process_files.reading import OUTCOMES, PARAMETERS, filter_from
from rules.process_files.requesting import LARGEST_BYTES, send_file, stop_file
from rules.process_files.troubles import (
    NoRoomError,
    ProcessFileOver,
    ProcessFileRefusedError,
    ProposalRefusedError,
    TooManyWaitingError,
)
from rules.processes.answer_lines import field_error_json
from rules.web.api.endpoint import Endpoint, account_of, caller_of, refuse_strange_parameters, submitting_body
from rules.web.api.filtering import OF_EVERY_LIST
from rules.web.api.form_body import BoundedForm, Form
from rules.web.api.processes_shapes import (
    PROCESS_FORMS,
    MissingOverShape,
    OneProcessFileShape,
    OneProcessShape,
    ProcessDocumentShape,
    ProcessFileShape,
    ProcessShape,
    shown_processes,
)
from rules.web.api.register.import_form import Options
from rules.web.api.shared_descriptions import READING_REFUSALS, RETRY_AFTER
from rules.web.exporting.begun_file import BegunFile
from rules.web.exporting.entitled_parts import while_entitled
from rules.web.wording.missing_data import OF, missing_for

SECONDS_TO_WAIT = "2"
FILTERS = [
    OpenApiParameter("severity", str, enum=Severity.values, description="A finding of this severity or a higher one."),
    OpenApiParameter("rule", str, description="A rule or indicator, such as COL-08 or R018."),
    OpenApiParameter("outcome", str, enum=[str(each) for each in OUTCOMES], description="Of `rule`, or of any rule."),
    OpenApiParameter("missing", str, description="A missing thing by its name in /missing-data/."),
    OpenApiParameter("file", OpenApiTypes.UUID, description="The file that last answered it."),
    OpenApiParameter("body", str, description="Code of the body."),
    OpenApiParameter("q", str, description="A part of the title or ocid."),
]


class ProcessForm(Form):
    """A file of published processes."""

    form = ChoiceField(PROCESS_FORMS, required=True)
    options = Options(
        required=False,
        help_text="A JSON object: publisher, reserve_from, encoding, method, object, domain, as_of, replace.",
    )


class ProcessFileList(Endpoint, ListAPIView[ProcessFile]):
    """Files of published processes, the newest first."""

    queryset = ProcessFile.objects.none()  # what the list is of; get_queryset says which
    serializer_class = ProcessFileShape
    parser_classes = (BoundedForm,)  # type: ignore[assignment]  # it reads no JSON
    filter_backends = ()
    ordering = ("-requested_at", "-pk")

    def get_queryset(self) -> QuerySet[ProcessFile]:
        """Return the files that the caller may read."""
        return process_files_for(caller_of(self.request)).order_by(*self.ordering)

    @extend_schema(
        operation_id="process_files_list",
        responses={200: ProcessFileShape(many=True), **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # Any: passed on as REST framework does
        """List the files."""
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST)
        return super().get(request, *args, **kwargs)

    @takes(
        ProcessForm,
        operation_id="process_files_send",
        responses={
            202: OpenApiResponse(OneProcessFileShape, "Stored and queued; read its progress at its address."),
            **problem_answers(*READING_REFUSALS, problems.TooManyRequests),
        },
    )
    def post(self, request: Request) -> Response:
        """Send a file of published processes to be screened. Known processes are compared by what they say."""
        body = submitting_body(request)
        form, account = self.checked_body(), account_of(request)
        file = form["file"]
        try:
            made = send_file(
                file.read(LARGEST_BYTES + 1),
                name=file.name or "file",
                form=form["form"],
                options=form.get("options") or {},
                body=body,
                account=account,
                request_id=request_id.get(),
            )
        except ProcessFileRefusedError as refused:
            own = ("file", "form")
            errors = [
                FieldError(f"/{name}" if name in own else f"/options/{name}", said)
                for name, said in refused.by_field.items()
            ]
            troubles = field_troubles(errors)
            if isinstance(refused, NoRoomError):
                raise problems.TooLarge(refused.by_field["file"], errors=troubles) from refused
            if isinstance(refused, TooManyWaitingError):
                wait = {"Retry-After": str(RETRY_SECONDS)}
                raise problems.TooManyRequests(refused.by_field["file"], errors=troubles, headers=wait) from refused
            raise problems.Invalid(FieldsWrong(), errors=troubles) from refused
        location = reverse("api:process-file", args=[made.pk])
        return Response(OneProcessFileShape(made).data, status=202, headers={"Location": location})


class ProcessFileDetail(Endpoint):
    """One file."""

    @extend_schema(
        operation_id="process_files_read",
        parameters=[RETRY_AFTER],
        responses={200: OneProcessFileShape, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the progress of a file, and of the answers to what it is compared with.

        While either is queued or running, ask again after Retry-After seconds.
        """
        file = get_object_or_404(process_files_for(caller_of(request)), pk=pk)
        headers = {} if file.is_over and file.comparison.state not in WORKED_ON else {"Retry-After": SECONDS_TO_WAIT}
        return Response(OneProcessFileShape(file).data, headers=headers)


class ProcessFileStop(Endpoint):
    """The stop of a screening."""

    @extend_schema(
        operation_id="process_files_stop",
        request=None,
        responses={
            200: OneProcessFileShape,
            **problem_answers(problems.Forbidden, problems.NotFound, problems.NothingToRetry),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop the screening of a file of the caller's own body: processes that were stored stay."""
        body = submitting_body(request)
        file = get_object_or_404(process_files_for(caller_of(request)).filter(body=body), pk=pk)
        if not stop_file(file, account=account_of(request), request_id=request_id.get()):
            raise problems.NothingToRetry(ProcessFileOver(state=file.state))
        file.refresh_from_db(fields=["state", "finished_at"])
        return Response(OneProcessFileShape(file).data)


class ProcessList(Endpoint, ListAPIView[StoredProcess]):
    """Published processes, by ocid."""

    queryset = StoredProcess.objects.none()  # what the list is of; get_queryset says which
    serializer_class = ProcessShape
    filter_backends = ()
    ordering = ("ocid", "pk")

    def get_queryset(self) -> QuerySet[StoredProcess]:
        """Return the processes that the filters leave of those that the caller may read."""
        readable = processes_for(caller_of(self.request))
        rows = filter_from(self.request.query_params, readable).rows(readable)
        return (
            rows.order_by(*self.ordering)
            .select_related("body")
            .defer("release", "releases", "answer")
            .prefetch_related("outcomes")
        )

    @extend_schema(
        operation_id="processes_list",
        parameters=FILTERS,
        responses={200: ProcessShape(many=True), **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:  # Any: as REST framework passes them
        """List published processes with the rules that flagged them. They are apart from partnerships."""
        refuse_strange_parameters(request.query_params, OF_EVERY_LIST | PARAMETERS)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(shown_processes(list(page or ()), caller_of(request)))


class ProcessDetail(Endpoint):
    """One process."""

    @extend_schema(
        operation_id="processes_read",
        responses={200: OneProcessShape, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return a process with its findings, what could not be assessed and why, its release, and what it rests on."""
        user = caller_of(request)
        rows = processes_for(user).select_related("body", "file__comparison").defer("file__content")
        process = get_object_or_404(rows.prefetch_related("outcomes"), pk=pk)
        return Response(shown_processes([process], user, OneProcessShape)[0])


class ProcessExport(Endpoint):
    """Processes as a file."""

    content_negotiation_class = FormatByAddress

    @extend_schema(
        operation_id="processes_export",
        parameters=[
            OpenApiParameter("form", str, OpenApiParameter.PATH, enum=sorted(FORMATS), description="The format."),
            *FILTERS,
        ],
        responses={
            (200, media_type.partition(";")[0]): OpenApiResponse(OpenApiTypes.BINARY, "The file.")
            for media_type in FORMATS.values()
        }
        | problem_answers(problems.InvalidParameter, problems.NotFound),
    )
    def get(self, request: Request, form: str) -> StreamingHttpResponse:
        """Return the processes that the filters leave: JSON lines as `screen_processes --json` prints them, or CSV."""
        if form not in FORMATS:
            raise Http404(f"There is no format '{form}'. There are {', '.join(sorted(FORMATS))}.")
        refuse_strange_parameters(request.query_params, PARAMETERS)
        caller = caller_of(request)
        readable = processes_for(caller)
        rows = filter_from(request.query_params, readable).rows(readable)
        parts = BegunFile(while_entitled(export_of(rows, form), caller))
        answer = StreamingHttpResponse(parts, content_type=FORMATS[form])
        answer["Content-Disposition"] = f'attachment; filename="processes.{form}"'
        return answer


class ProcessAsDocument(Endpoint):
    """A process as the document of a partnership."""

    @extend_schema(
        operation_id="processes_document",
        parameters=[
            OpenApiParameter("domain", str, enum=list(DOMAINS), description="No publication states it."),
            OpenApiParameter("sponsor", str, description="Code of the body that would sign; otherwise the caller's."),
        ],
        responses={
            200: ProcessDocumentShape,
            **problem_answers(problems.InvalidParameter, problems.Forbidden, problems.NotFound),
        },
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the document, to be completed and sent to /partnerships/. Its reference, the ocid, joins the two."""
        body = submitting_body(request)
        rows = processes_for(caller_of(request)).filter(body=body).select_related("body", "file__comparison")
        rows = rows.defer("file__content")
        process = get_object_or_404(rows, pk=pk)
        given = request.query_params
        refuse_strange_parameters(given, frozenset({"domain", "sponsor"}))
        stated = {"domain": word_parameter(given, "domain", DOMAINS), "sponsor": text_parameter(given, "sponsor")}
        try:
            found = proposed(process, body, stated)
        except ProposalRefusedError as refused:
            raise invalid_parameters([coded_trouble("domain", refused.said)]) from refused
        errors = [field_error_json(each) for each in found.errors]
        return Response({"document": found.document, "errors": errors, "earlier": list(found.earlier)})


class MissingData(Endpoint):
    """Data that processes or partnerships lack."""

    @extend_schema(
        operation_id="missing_data",
        parameters=[
            OpenApiParameter(
                "of", str, enum=OF, default=OF[0], description="Of published processes, or of partnerships."
            ),
            OpenApiParameter("body", str, description="Code of the body whose cases are read."),
        ],
        responses={200: MissingOverShape, **problem_answers(problems.InvalidParameter)},
    )
    def get(self, request: Request) -> Response:
        """List each missing thing once, first the one that lets most rules be assessed, with the text of a request."""
        given = request.query_params
        refuse_strange_parameters(given, frozenset({"of", "body"}))
        of = word_parameter(given, "of", OF) or OF[0]
        found = missing_for(caller_of(request), of, text_parameter(given, "body"))
        shown = {"of": of, "cases": found.cases, "cut": found.cut, "missing": found.totals}
        return Response(MissingOverShape(shown).data)
