"""/partnerships/: registration, list, reading and correction of partnerships."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.db.models.fields.json import KT
from django.http import Http404
from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.drafts.store import Registration
from institutions.kinds.words import DOMAINS
from institutions.models import Partnership, Submission
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import require_match, tagged_response
from institutions.web.rest.declared.takes import takes
from institutions.web.rest.repeated_requests import answer_once
from rules.access.readable_results import SEVERITY_RANK, with_state
from rules.access.sensitive_reads import note_assessment, note_read, sensitive_in_answer, sensitive_in_document
from rules.access.withheld_document import document_without_sensitive
from rules.models import Assessment, Severity, State
from rules.web.api.cases.document_body import DocumentBody, RevisionBody
from rules.web.api.cases.example_documents import openapi_examples
from rules.web.api.cases.intake import assessment_answer, party_ids_by_key, register_submission
from rules.web.api.endpoint import Endpoint, Json, caller_of
from rules.web.api.filtering import CharFilter, ChoiceFilter, Filtered, FilterSet, refuse_strange_body
from rules.web.api.shapes import AssessmentRow, PartnershipRow, PartnershipShape, ResultShape
from rules.web.api.shared_descriptions import (
    ETAG,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    IF_NONE_MATCH,
    LOCATION,
    NOT_MODIFIED,
    STORING_REFUSALS,
)


class PartnershipFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filters of the list."""

    reference = CharFilter(field_name="reference", help_text="The submitter's own number, exactly.")
    submitted_by = CharFilter(
        field_name="submitted_by__code", validators=[refuse_strange_body], help_text="Code of the submitting body."
    )
    sponsor = CharFilter(
        method="of_current", validators=[refuse_strange_body], help_text="Code of the body that would sign."
    )
    domain = ChoiceFilter(
        method="of_current",
        choices=[(word, label.en) for word, label in DOMAINS.items()],
        help_text="As in the submission document.",
    )
    state = ChoiceFilter(choices=State.choices, help_text="State of the newest assessment.")
    severity = ChoiceFilter(choices=Severity.choices, method="of_worst", help_text="Severity of the worst finding.")

    def of_current(self, rows: QuerySet[Partnership], name: str, value: str) -> QuerySet[Partnership]:
        """Filter by a column of the current submission."""
        column = {"sponsor": "sponsor__code"}.get(name, name)
        current = Submission.objects.filter(superseded_at__isnull=True, **{column: value})
        return rows.filter(pk__in=current.values("partnership"))

    def of_worst(self, rows: QuerySet[Partnership], _name: str, value: str) -> QuerySet[Partnership]:
        """Filter by the level of the worst finding."""
        rank = SEVERITY_RANK[value]
        return rows.filter(worst=rank)  # type: ignore[misc]  # an annotation of rules.access.readable_results


class PartnershipList(Filtered, Endpoint, ListAPIView[Partnership]):
    """All partnerships that the caller may read, and the registration of one."""

    queryset = Partnership.objects.none()  # what the list is of; get_queryset says which
    serializer_class = PartnershipRow
    filterset_class = PartnershipFilter
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> QuerySet[Partnership]:
        """Return the partnerships with the current submission, but without its document, which may be large."""
        titles = {f"title_{language}": KT(f"document__title__{language}") for language in ("en", "ja")}
        current = Submission.objects.filter(superseded_at__isnull=True).annotate(**titles).defer("document")
        rows = with_state(self.partnerships()).select_related("submitted_by")
        return rows.prefetch_related(Prefetch("submissions", current.select_related("sponsor")))

    @takes(
        DocumentBody,
        operation_id="partnerships_register",
        examples=openapi_examples(),
        parameters=[IDEMPOTENCY_KEY, LOCATION],
        responses={
            201: OpenApiResponse(ResultShape, "Stored; its assessment is queued."),
            200: OpenApiResponse(ResultShape, "Stored before with the same content: the same assessment."),
            **problem_answers(*STORING_REFUSALS),
        },
    )
    def post(self, request: Request) -> Response:
        """Register a proposed partnership, or a higher revision of one, and ask for its assessment."""
        return answer_once(
            request, lambda: registered_answer(request, *register_submission(request, self.checked_body()))
        )


class PartnershipDetail(Endpoint):
    """One partnership as it was submitted."""

    @extend_schema(
        operation_id="partnerships_read",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: PartnershipShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return the current revision with its document; without the right to it, sensitive content is left out."""
        submission = self.current(pk)
        answer = partnership_answer(submission)
        if self.reads_sensitive():
            read = sensitive_in_document(submission.pk, submission.document)
            note_read(caller_of(request), f"partnership:{pk}", read, submission.partnership_id)
        else:
            answer["document"] = document_without_sensitive(answer["document"])
        return tagged_response(request, answer)

    @takes(
        RevisionBody,
        operation_id="partnerships_correct",
        parameters=[IF_MATCH, IDEMPOTENCY_KEY, LOCATION],
        responses={
            200: OpenApiResponse(ResultShape, "Stored as the next revision; its assessment is queued."),
            **problem_answers(*STORING_REFUSALS, problems.NotFound, problems.Stale, problems.PreconditionRequired),
        },
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """Correct a partnership: the document is stored as the next revision. `revision` may be left out."""
        return answer_once(request, lambda: self.correct(request, pk))

    def correct(self, request: Request, pk: UUID) -> Response:
        """Store the next revision if the caller has seen the current one."""
        current = self.current(pk)
        require_match(request, partnership_answer(current))
        registered, assessment = register_submission(request, self.checked_body(current=current))
        return registered_answer(request, registered, assessment, created_status=200)

    def current(self, pk: UUID) -> Submission:
        """Return the current submission of a partnership that the caller may read; else Http404."""
        found = Submission.objects.select_related("partnership__submitted_by").filter(
            partnership__in=self.partnerships().filter(pk=pk), superseded_at__isnull=True
        )
        if (submission := found.first()) is None:
            raise Http404
        return submission


class PartnershipAssessments(Endpoint, ListAPIView[Assessment]):
    """The assessments of one partnership, newest first."""

    queryset = Assessment.objects.none()  # what the list is of; get_queryset says which
    serializer_class = AssessmentRow
    filter_backends = ()
    ordering = ("-requested_at", "-pk")

    def get_queryset(self) -> QuerySet[Assessment]:
        """Return the assessments of a partnership that the caller may read; else Http404."""
        found = self.partnerships().filter(pk=self.kwargs["pk"])
        if not found.exists():
            raise Http404
        return (
            Assessment.objects.filter(partnership__in=found).select_related("submission").defer("submission__document")
        )

    @extend_schema(
        operation_id="partnerships_assessments",
        responses={200: AssessmentRow(many=True), **problem_answers(problems.InvalidParameter, problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """List every assessment of the partnership, with its state."""
        return self.list(request, pk=pk)


def partnership_answer(submission: Submission) -> Json:
    """Return the answer of `GET`, from which its ETag is made."""
    partnership = submission.partnership
    return {
        "id": str(partnership.pk),
        "reference": partnership.reference,
        "submitted_by": partnership.submitted_by.code,
        "revision": submission.revision,
        "received_at": submission.received_at.isoformat(),
        "way": submission.way,
        "sha256": submission.sha256,
        "document": submission.document,
        "parties": party_ids_by_key(submission),
        "assessments": reverse("api:partnership-assessments", args=[partnership.pk]),
    }


def registered_answer(
    request: Request, registered: Registration, assessment: Assessment, *, created_status: int = 201
) -> Response:
    """Return 201 for a new document, 200 with the first assessment for one stored before."""
    answer = assessment_answer(assessment, {key: str(party) for key, party in registered.parties.items()})
    note_assessment(caller_of(request), assessment, sensitive_in_answer(answer))
    return Response(
        answer,
        status=created_status if registered.created else 200,
        headers={"Location": reverse("api:assessment", args=[assessment.pk])},
    )
