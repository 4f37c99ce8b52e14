"""/assessments/{id}/: what one run of the rulebook said."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from policyengine.api import problems
from policyengine.api.conditional import tagged
from policyengine.schema import problem_answers
from rules.api.described import ETAG, IF_NONE_MATCH, NOT_MODIFIED, RETRY_AFTER
from rules.api.endpoint import Endpoint
from rules.api.intake import assessment_answer
from rules.api.shapes import ResultShape
from rules.models import Assessment, State

SECONDS_TO_WAIT = "2"


class AssessmentDetail(Endpoint):
    """One assessment of a partnership that the caller may read."""

    @extend_schema(
        operation_id="assessments_read",
        parameters=[IF_NONE_MATCH, ETAG, RETRY_AFTER],
        responses={200: ResultShape, 304: NOT_MODIFIED, **problem_answers(problems.NotFound)},
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """State, outcomes and findings. While it is queued or running, ask again after Retry-After seconds."""
        readable = Assessment.objects.select_related("partnership", "submission").filter(
            partnership__in=self.partnerships()
        )
        assessment = get_object_or_404(readable, pk=pk)
        waiting = assessment.state in (State.QUEUED, State.RUNNING)
        return tagged(request, assessment_answer(assessment), {"Retry-After": SECONDS_TO_WAIT} if waiting else {})
