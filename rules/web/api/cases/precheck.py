"""/precheck/: the assessment of a document without storing anything."""

from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response

from institutions.drafts.draft import PartnershipDraft
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.declared.takes import takes
from rules.assessing.precheck import conclusion_on
from rules.assessing.precheck_places import AGAIN_SECONDS, PrecheckBusyError, precheck_place
from rules.facts.gathering.from_draft import gather_draft
from rules.web.api.cases.document_body import DocumentBody
from rules.web.api.cases.example_documents import openapi_examples
from rules.web.api.cases.intake import refuse_alike
from rules.web.api.endpoint import Endpoint
from rules.web.api.shapes import ResultShape
from rules.web.api.shared_descriptions import READING_REFUSALS


class Precheck(Endpoint):
    """A precheck.

    It answers as `manage.py register --wait` and opens no write transaction, not even to note a key's use.
    """

    writes_nothing = True
    scope = "precheck"

    @takes(
        DocumentBody,
        operation_id="precheck",
        examples=openapi_examples(),
        responses={
            200: OpenApiResponse(ResultShape, "The result; nothing was stored."),
            **problem_answers(*READING_REFUSALS, problems.Conflict, problems.Busy),
        },
    )
    def post(self, _request: Request) -> Response:
        """Check a document and assess it at once, against the register as it is now.

        A document that the caller may not register, since it is restricted or would replace one that is, is refused.
        503: another document of more than 500 statements is being checked (`Retry-After`).
        """
        draft: PartnershipDraft = self.checked_body()
        refuse_alike(draft)
        try:
            with precheck_place(len(draft.statements)):
                case = gather_draft(draft)
                concluded = conclusion_on(case)
        except PrecheckBusyError as busy:
            raise problems.Busy(busy.said, headers={"Retry-After": str(AGAIN_SECONDS)}) from busy
        return Response(
            {
                "reference": draft.reference,
                "partnership": None,
                "assessment": None,
                "as_of": case.as_of,
                **concluded,
                "parties": {key: draft.party_key(key) for key in draft.parties},
            }
        )
