"""/imports/: import a file into the register, follow its progress and the outcome of each record, stop it."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of
from institutions.imports.import_answer import import_answer, outcome_answer, whole_answer
from institutions.imports.record_words import record_sentences
from institutions.imports.records_read import SHOWN
from institutions.imports.requesting import cancel_import, request_import
from institutions.models import Import, ImportOutcome, ImportState, RecordOutcome
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.takes import takes
from rules.access.readable_results import imports_for
from rules.explaining.wording.statement_values import value_in_language
from rules.explaining.wording.words import reader_language
from rules.web.api.api_troubles import NothingToStop
from rules.web.api.coded_shapes import CodedShape
from rules.web.api.endpoint import Endpoint, Json, account_of, caller_of, submitting_body
from rules.web.api.filtering import ChoiceFilter, Filtered, FilterSet
from rules.web.api.form_body import BoundedForm
from rules.web.api.register.import_form import ImportForm, keep_or_refuse
from rules.web.api.shared_descriptions import RETRY_AFTER
from rules.web.wording.import_errors import error_answer

SECONDS_TO_WAIT = "2"


class ImportShape(serializers.Serializer[Import]):
    """The progress of an import, and the number of its records by outcome."""

    id = serializers.UUIDField()
    format = serializers.CharField()
    file = serializers.CharField(help_text="Name of the file.")
    submitted_by = serializers.CharField(help_text="Code of the importing body.")
    collection = serializers.CharField(allow_blank=True, help_text="For a table: the files that share one numbering.")
    dry_run = serializers.BooleanField()
    state = serializers.ChoiceField(ImportState.choices)
    total = serializers.IntegerField(
        allow_null=True, help_text="Number of records in the file; null until they are counted."
    )
    done = serializers.IntegerField()
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    refused = serializers.IntegerField()
    ended = serializers.IntegerField(help_text="Records that a file declared complete no longer has.")
    error = serializers.CharField(allow_blank=True, help_text="Why it failed or was set aside, in English.")
    error_said = CodedShape(allow_null=True, help_text="The same as a code; null if it did not fail.")
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, instance: Import) -> Json:
        """Return the answer of the command, under the id."""
        answer = import_answer(instance)
        return {"id": answer.pop("import"), **answer}


class TroubleShape(CodedShape):
    """An error or a note."""

    field = serializers.CharField(allow_blank=True, help_text="Heading of a column, or JSON pointer into the record.")
    message = serializers.CharField(help_text="In English.")


class OneImportShape(ImportShape):
    """One import, with its notes as a whole."""

    notes = TroubleShape(many=True, help_text="Imports whose collection begins with this text.")

    def to_representation(self, instance: Import) -> Json:
        """Return the answer of the list, and the notes."""
        answer = whole_answer(instance)
        return {"id": answer.pop("import"), **answer}


class OutcomeShape(serializers.Serializer[ImportOutcome]):
    """The outcome of one record."""

    number = serializers.IntegerField(help_text="Position of the record in the file, from 1.")
    line = serializers.IntegerField(help_text="Where it begins in the file, from 1.")
    record = serializers.CharField(allow_blank=True)
    outcome = serializers.ChoiceField(RecordOutcome.choices)
    errors = TroubleShape(many=True)  # type: ignore[assignment]  # the metaclass takes it off the class
    notes = TroubleShape(many=True)
    read = serializers.ListField(
        child=serializers.CharField(),
        help_text="How it was read, in a sentence a statement, in the language of Accept-Language: of the first "
        f"{SHOWN} records of a dry run or a preview that were not refused; else empty.",
    )

    def to_representation(self, instance: ImportOutcome) -> Json:
        """Return the outcome as it is stored, and the reading of the record in words."""
        return {
            **outcome_answer(instance),
            "read": record_sentences(instance.read, reader_language(), value_in_language),
        }


class ReadableImports(Endpoint):
    """An endpoint for the imports that the caller may read: a key those of its body, an account by its role."""

    def imports(self) -> QuerySet[Import]:
        """Return these imports."""
        return imports_for(caller_of(self.request)).select_related("body")

    def one(self, pk: UUID) -> Import:
        """Return one of them; else Http404."""
        return get_object_or_404(self.imports(), pk=pk)


class ImportList(Filtered, ReadableImports, ListAPIView[Import]):
    """All imports that the caller may read, and the request for one."""

    queryset = Import.objects.none()  # what the list is of; get_queryset says which
    serializer_class = ImportShape
    parser_classes = (BoundedForm,)  # type: ignore[assignment]  # of all endpoints only this one reads no JSON
    filter_backends = ()
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> QuerySet[Import]:
        """Return the imports that the caller may read."""
        return self.imports()

    @takes(
        ImportForm,
        operation_id="imports_request",
        responses={
            202: OpenApiResponse(OneImportShape, "Stored and queued; read its progress at its address."),
            **problem_answers(
                problems.Malformed,
                problems.Forbidden,
                problems.TooLarge,
                problems.UnsupportedMediaType,
                problems.Invalid,
            ),
        },
    )
    def post(self, request: Request) -> Response:
        """Import a file into the register. The same file sent again changes nothing, a corrected one supersedes."""
        body = submitting_body(request)
        form, account = self.checked_body(), account_of(request)
        with keep_or_refuse():
            job = request_import(
                form["file"],
                file_name=form["file"].name or "file",
                format_name=form["format"],
                body=body,
                options=form["options"],
                account=account,
                dry_run=form.get("dry_run", False),
                actor=actor_of(account, body.code or ""),
                request_id=request_id.get(),
            )
        location = reverse("api:import", args=[job.pk])
        return Response(OneImportShape(job).data, status=202, headers={"Location": location})


class ImportDetail(ReadableImports):
    """One import."""

    @extend_schema(
        operation_id="imports_read",
        parameters=[RETRY_AFTER],
        responses={200: OneImportShape, **problem_answers(problems.NotFound)},
    )
    def get(self, _request: Request, pk: UUID) -> Response:
        """Return the progress of the import. While it is queued or running, ask again after Retry-After seconds."""
        job = self.one(pk)
        return Response(OneImportShape(job).data, headers={} if job.is_over else {"Retry-After": SECONDS_TO_WAIT})


class ImportCancel(ReadableImports):
    """The end of an import."""

    @extend_schema(
        operation_id="imports_cancel",
        request=None,
        responses={
            200: OneImportShape,
            **problem_answers(problems.Forbidden, problems.NotFound, problems.NothingToRetry),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Stop an import of the caller's own body: stored records stay, and no further ones are stored."""
        body = submitting_body(request)
        job = get_object_or_404(self.imports().filter(body=body), pk=pk)
        actor = actor_of(account_of(request), body.code or "")
        if not cancel_import(job, actor=actor, request_id=request_id.get()):
            raise problems.NothingToRetry(NothingToStop(state=job.state))
        job.refresh_from_db()
        return Response(OneImportShape(job).data)


class OutcomeFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filter by outcome of records."""

    outcome = ChoiceFilter(choices=RecordOutcome.choices)


class ImportRecords(Filtered, ReadableImports, ListAPIView[ImportOutcome]):
    """The records of one import."""

    queryset = ImportOutcome.objects.none()  # what the list is of; get_queryset says which
    serializer_class = OutcomeShape
    filterset_class = OutcomeFilter
    ordering = ("number",)

    def get_queryset(self) -> QuerySet[ImportOutcome]:
        """Return the records of an import that the caller may read."""
        return ImportOutcome.objects.filter(job=self.one(self.kwargs["pk"]))

    @extend_schema(
        operation_id="imports_records",
        responses={
            200: OutcomeShape(many=True),
            **problem_answers(problems.InvalidParameter, problems.NotFound),
        },
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """List the outcome of each record, in the order of the file."""
        return self.list(request, pk=pk)


class CSVAnswer(BaseRenderer):
    """A renderer that lets a caller ask for text/csv; the file itself is streamed."""

    media_type = "text/csv"
    format = "csv"


class ImportErrors(ReadableImports):
    """The error file of one import."""

    renderer_classes = (*Endpoint.renderer_classes, CSVAnswer)

    @extend_schema(
        operation_id="imports_errors",
        parameters=[OpenApiParameter("format", exclude=True)],  # Accept says it
        responses={
            (200, "text/csv"): OpenApiResponse(
                OpenApiTypes.STR, "line, record, field, message, or the same in Japanese; safe to open."
            ),
            **problem_answers(problems.NotFound),
        },
    )
    def get(self, _request: Request, pk: UUID) -> StreamingHttpResponse:
        """Return the refused records as CSV in UTF-8, a line per error, in the language of Accept-Language."""
        return error_answer(self.one(pk))
