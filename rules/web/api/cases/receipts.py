"""/findings/{id}/receipt/ and /findings/{id}/decisions/{number}/receipt/: proof without the database."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request

from institutions.audit.receipts import NoReceiptError
from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from institutions.web.rest.negotiation import FormatByAddress
from rules.web.api.endpoint import FindingEndpoint, caller_of, refuse_strange_parameters
from rules.web.receipts.answer import AGAIN_SECONDS, JSON, BusyError, decision_receipt, finding_receipt

ANSWERS = {
    (200, JSON): OpenApiResponse(OpenApiTypes.OBJECT, "The receipt. docs/retention.md describes the file."),
    **problem_answers(problems.InvalidParameter, problems.NotFound, problems.NoReceipt, problems.Busy),
}


class ReceiptEndpoint(FindingEndpoint):
    """An endpoint that gives a receipt."""

    content_negotiation_class = FormatByAddress

    def receipt(self, request: Request, pk: int, number: int | None = None) -> HttpResponse:
        """Return the file. NoReceipt, with the reason, if there is none yet; Busy if too many are being made."""
        finding = self.finding(pk)
        refuse_strange_parameters(request.query_params, frozenset())
        try:
            if number is None:
                return finding_receipt(finding, caller_of(request), request.method)
            return decision_receipt(finding, number, caller_of(request), request.method)
        except BusyError as busy:
            raise problems.Busy(busy.said, headers={"Retry-After": str(AGAIN_SECONDS)}) from busy
        except NoReceiptError as refused:
            raise problems.NoReceipt(refused.said) from refused


class FindingReceipt(ReceiptEndpoint):
    """The receipt of a finding."""

    @extend_schema(operation_id="findings_receipt", responses=ANSWERS)
    def get(self, request: Request, pk: int) -> HttpResponse:
        """Return a file that proves, without the database, that the finding stood in the sealed audit trail.

        Check it with `python -m policyengine.verify_receipt FILE --seal SEAL`. Each is put on record with its SHA-256.
        Content that the caller may not read is in it as a salted hash.
        """
        return self.receipt(request, pk)


class DecisionReceipt(ReceiptEndpoint):
    """The receipt of a decision on a finding."""

    @extend_schema(operation_id="findings_decisions_receipt", responses=ANSWERS)
    def get(self, request: Request, pk: int, number: int) -> HttpResponse:
        """Return the same for a decision on the finding, by its number, with the finding as it was decided on."""
        return self.receipt(request, pk, number)
