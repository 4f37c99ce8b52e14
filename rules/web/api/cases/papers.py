"""/partnerships/{id}/case/files/ and /files/{id}/: the files of a case, a new one, and their content."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.models import Partnership
from institutions.values.written_number import written_number
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.takes import takes
from institutions.web.rest.negotiation import FormatByAddress
from rules.access.audiences import paper_reader
from rules.models import Attachment, Audience, FileKind
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.case_view import read_case
from rules.review.casework.troubles.accounts import ActOfPeople
from rules.review.correspondence.attaching import attach_files, attach_minutes, check_files
from rules.review.correspondence.file_kinds import MEDIA_TYPES
from rules.review.correspondence.reading import attachments_for, content_for, find_attachment
from rules.web.api.cases.case_answers import refusals_as_problems
from rules.web.api.cases.parts import OF_PARTS, PartShape, paper_part
from rules.web.api.endpoint import Endpoint, account_of, caller_of, refuse_strange_parameters
from rules.web.api.form_body import BoundedForm, Form, Written
from rules.web.papers.download import download_answer


class FileForm(BoundedForm):
    """The parser of a form with one attached file."""

    def most(self) -> int:
        """Return the largest file of this installation."""
        return int(settings.ATTACHMENT_MOST_BYTES)


class AttachmentBody(Form):
    """A file to attach. Its content decides what it is: PDF, Office without macros, PNG or JPEG."""

    audience = Written(help_text="`reviewers` or `submitting_body`; empty: the usual one of your role.")
    hearing = Written(help_text="Number of a hearing held in another way, if these are its minutes.")


class AttachmentShape(serializers.Serializer[Attachment]):
    """An attached file."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(FileKind.choices, help_text="Found from the content.")
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    scanned = serializers.BooleanField(help_text="Whether a scanner passed it before it was stored.")
    audience = serializers.ChoiceField(Audience.choices, help_text="Reviewers and auditors read all.")
    hearing = serializers.IntegerField(allow_null=True, source="hearing_id")
    by = serializers.CharField(source="account.username")
    at = serializers.DateTimeField()


class AttachmentsShape(PartShape):
    """The files of a case that the caller may read."""

    files = AttachmentShape(many=True)


class CaseFiles(Endpoint):
    """The files of a case."""

    parser_classes = (FileForm,)  # type: ignore[assignment]  # a file is sent

    def partnership(self, pk: UUID) -> Partnership:
        """Return the partnership; Http404 for one that the caller may not read."""
        return get_object_or_404(self.partnerships(), pk=pk)

    @extend_schema(
        operation_id="case_files",
        parameters=[*OF_PARTS],
        responses={200: AttachmentsShape, **problem_answers(problems.InvalidParameter, problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the files that the caller may read, in the order in which they were attached, a thousand a part."""
        partnership = self.partnership(pk)
        found = attachments_for(paper_reader(caller_of(request), partnership), partnership)
        rows, beside = paper_part(found, request, self)
        return Response(AttachmentsShape({"files": rows, **beside}).data)

    @takes(
        AttachmentBody,
        operation_id="case_attach",
        responses={
            201: OpenApiResponse(AttachmentShape, "Stored."),
            **problem_answers(
                problems.Malformed,
                problems.Forbidden,
                problems.NotFound,
                problems.TooLarge,
                problems.UnsupportedMediaType,
                problems.Invalid,
                problems.CannotDecide,
            ),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Attach a file, as a reviewer or as an officer of the submitting body. It stays in the case for good."""
        partnership, account = self.partnership(pk), account_of(request)
        if account is None:
            raise problems.Forbidden(ActOfPeople())
        with refusals_as_problems():
            view = read_case(partnership)
            refuse_act(view, Act.ATTACH, account)  # before the body is read, so that others learn nothing
            given = self.checked_body()
            minutes = bool(given.get("hearing"))
            if minutes:
                refuse_act(view, Act.HEAR, account)
            files = check_files([given["file"]])
            if minutes:
                stored = attach_minutes(partnership, written_number(given["hearing"]), files, account=account)
            else:
                stored = attach_files(partnership, files, account=account, audience=given.get("audience"))
        return Response(AttachmentShape(stored[0]).data, status=201)


class FileContent(Endpoint):
    """The content of one file."""

    content_negotiation_class = FormatByAddress

    @extend_schema(
        operation_id="file_read",
        responses={
            **{(200, each): OpenApiResponse(OpenApiTypes.BINARY, "The file.") for each in MEDIA_TYPES.values()},
            **problem_answers(problems.InvalidParameter, problems.NotFound, problems.CannotDecide),
        },
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        """Return a file of a case. Each reading is put on record. 409 if it is not what was attached."""
        caller = caller_of(request)
        found = find_attachment(caller, pk)
        if found is None:
            raise Http404
        refuse_strange_parameters(request.query_params, frozenset())
        with refusals_as_problems():
            return download_answer(found, content_for(caller, found))
