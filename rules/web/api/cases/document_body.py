"""The submission document as the body of a request. Its fields are declared in `institutions.kinds` alone.

`check_document` checks a document, and the JSON Schema that OpenAPI shows is made from the same declaration: these
serializers declare no field of their own.
"""

from typing import Any, NoReturn

from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from institutions.access.callers import reader_for
from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.drafts.check import DraftInvalid, check_document
from institutions.drafts.draft import PartnershipDraft
from institutions.drafts.errors import FieldError
from institutions.models import Submission
from institutions.web.rest.declared.body import Taken
from institutions.web.rest.problems import FieldTrouble, Forbidden, Invalid
from institutions.web.rest.troubles import field_troubles
from rules.web.api.api_troubles import OneFieldWrong, SeveralFieldsWrong
from rules.web.api.cases.document_troubles import NoCorrection, NoLaterRevision, OtherPartnership, SubmitsForOther
from rules.web.api.endpoint import Json, caller_of, submitting_body
from rules.web.api.shared_descriptions import DOCUMENT


class DocumentBody(Taken):
    """A document that the caller's body submits; its value is the draft. Forbidden for another body's."""

    described = DOCUMENT
    problem: Invalid

    def run_validation(self, data: Any = empty) -> PartnershipDraft:  # Any: any JSON value
        """Return the draft of a document."""
        body = submitting_body(self.context["request"])
        claimed = data.get("submitted_by") if isinstance(data, dict) else None
        if isinstance(claimed, str) and claimed != body.code:
            said = SubmitsForOther(body=body.code or body.name, claimed=claimed[:40])
            raise Forbidden(said, errors=field_troubles([FieldError("/submitted_by", said)]))
        try:
            caller = caller_of(self.context["request"])
            return check_document(data, account_body=body.code, reader=reader_for(caller))
        except DraftInvalid as invalid:
            errors = field_troubles(invalid.errors)
            total = invalid.total
            self.refuse(OneFieldWrong() if total == 1 else SeveralFieldsWrong(number=PlainNumber(total)), errors)

    def refuse(self, said: Coded, errors: list[FieldTrouble]) -> NoReturn:
        """Keep the problem, whose lines have their places already, and say that the document is not valid."""
        self.problem = Invalid(said, errors=errors)
        raise ValidationError(str(self.problem.detail))

    def refusal(self) -> Invalid:
        """Return the problem, with a line for each field."""
        return self.problem


class RevisionBody(DocumentBody):
    """The next revision of the submission that the context names as `current`; it may leave its revision out."""

    def run_validation(self, data: Any = empty) -> PartnershipDraft:  # Any: any JSON value
        """Return the draft of a document that is a correction."""
        if not isinstance(data, dict):
            return super().run_validation(data)
        current: Submission = self.context["current"]
        document = {"revision": current.revision + 1, **data}
        if errors := mismatches(document, current):
            self.refuse(NoCorrection(), field_troubles(errors))
        return super().run_validation(document)


def mismatches(document: Json, current: Submission) -> list[FieldError]:
    """Return errors if a document belongs to another partnership, or comes before the current revision."""
    errors: list[FieldError] = []
    reference, revision = current.partnership.reference, document["revision"]
    if "reference" in document and document["reference"] != reference:
        errors.append(FieldError("/reference", OtherPartnership(reference=reference)))
    if isinstance(revision, int) and revision <= current.revision:
        errors.append(FieldError("/revision", NoLaterRevision(revision=PlainNumber(current.revision))))
    return errors
