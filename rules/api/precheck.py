"""/precheck/: what an assessment would say of a document, without storing anything."""

import logging

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from policyengine.schema import problem_answers
from rules.api.described import DOCUMENT, READING_REFUSALS
from rules.api.endpoint import Endpoint, Json, submitting_body
from rules.api.intake import draft_of
from rules.api.shapes import ResultShape
from rules.assessing.causes import groups_of
from rules.assessing.explained import explained
from rules.assessing.run import assess_case
from rules.engine.errors import EngineError
from rules.gathering.from_draft import gather_draft
from rules.gathering.stated import CaseInput
from rules.models import State
from rules.rulebook_now import current_rulebook

logger = logging.getLogger(__name__)


class Precheck(Endpoint):
    """Answers as `manage.py register --wait` does and opens no write transaction, not even to note the key's use."""

    writes_nothing = True
    scope = "precheck"

    @extend_schema(
        operation_id="precheck",
        request=DOCUMENT,
        responses={
            200: OpenApiResponse(ResultShape, "The result; nothing was stored."),
            **problem_answers(*READING_REFUSALS),
        },
    )
    def post(self, request: Request) -> Response:
        """Check a document and assess it at once, against the register as it is now."""
        draft = draft_of(request.data, submitting_body(request))
        case = gather_draft(draft)
        return Response(
            {
                "reference": draft.reference,
                "partnership": None,
                "assessment": None,
                "as_of": case.as_of,
                **conclusion_on(case),
                "parties": {key: draft.party_key(key) for key in draft.parties},
            }
        )


def conclusion_on(case: CaseInput) -> Json:
    """State and result. Trouble of the engine is a state that the caller sees, as it is of a stored assessment."""
    try:
        result = assess_case(case, current_rulebook())
    except EngineError as trouble:
        logger.exception("A precheck ended in an error.")
        nothing: Json = {"outcomes": {}, "missing": {}, "explained": {}, "findings": [], "groups": [], "remarks": []}
        reason = f"{type(trouble).__name__}: {trouble}"
        return {"state": State.ERROR, "rulebook": None, **nothing, "error": reason}
    answer = result.to_json()
    groups = [group.to_json() for group in groups_of(answer["findings"], current_rulebook().causes)]
    said = explained(result.outcomes, result.snapshot)
    return {"state": State.DONE, **answer, "groups": groups, "explained": said}
