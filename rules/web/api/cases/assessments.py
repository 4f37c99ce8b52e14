"""/assessments/{id}/: the result of one run of the rulebook, and its retry after a failure."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.conditional import tagged_response
from rules.access.sensitive_reads import note_assessment, sensitive_in_answer
from rules.access.withholding import answer_without_sensitive
from rules.assessing.retry import RetryRefusedError, may_retry, retry_assessment
from rules.models import Assessment, State
from rules.web.api.api_troubles import NotAdministrator
from rules.web.api.cases.intake import assessment_answer
from rules.web.api.endpoint import Endpoint, caller_of
from rules.web.api.shapes import ResultShape
from rules.web.api.shared_descriptions import ETAG, IF_NONE_MATCH, NOT_MODIFIED, RETRY_AFTER

SECONDS_TO_WAIT = "2"


class ReadableAssessment(Endpoint):
    """One assessment of a partnership that the caller may read."""

    def assessment(self, pk: UUID) -> Assessment:
        """Return the assessment; Http404 for one that the caller may not read."""
        rows = Assessment.objects.select_related("partnership", "submission")
        return get_object_or_404(rows.filter(partnership__in=self.partnerships()), pk=pk)


class AssessmentDetail(ReadableAssessment):
    """The result of an assessment."""

    @extend_schema(
        operation_id="assessments_read",
        parameters=[IF_NONE_MATCH, ETAG, RETRY_AFTER],
        responses={200: ResultShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Return state, outcomes and findings. While it is queued or running, ask again after Retry-After seconds.

        One that a change of the register, a new rulebook or a day queued, and that found nothing new, is removed (404):
        the partnership's newest finished assessment still stands.
        """
        assessment = self.assessment(pk)
        waiting = assessment.state in (State.QUEUED, State.RUNNING)
        answer = assessment_answer(assessment)
        if self.reads_sensitive():
            note_assessment(caller_of(request), assessment, sensitive_in_answer(answer))
        else:
            answer = answer_without_sensitive(answer)
        return tagged_response(request, answer, {"Retry-After": SECONDS_TO_WAIT} if waiting else {})


class AssessmentRetry(ReadableAssessment):
    """The retry of an assessment."""

    @extend_schema(
        operation_id="assessments_retry",
        request=None,
        responses={
            202: OpenApiResponse(ResultShape, "Queued again; it keeps its address."),
            **problem_answers(problems.Forbidden, problems.NotFound, problems.NothingToRetry),
        },
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Queue an assessment again that ended in an error or was set aside. Administrators only, with a session."""
        asking = caller_of(request)
        if not may_retry(asking):
            raise problems.Forbidden(NotAdministrator())
        assessment = self.assessment(pk)
        try:
            queued = retry_assessment(assessment.pk, actor=actor_of(asking), request_id=request_id.get())
        except RetryRefusedError as refused:
            members = {"detail": f"{refused} Read its state first."}
            raise problems.NothingToRetry(refused.said, members=members) from refused
        return Response(assessment_answer(queued), status=202)
