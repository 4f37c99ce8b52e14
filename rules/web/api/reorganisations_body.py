"""The reorganisation document as the body of a request. Its fields are declared in `institutions.kinds` alone."""

from typing import Any, Final

from rest_framework.exceptions import ValidationError
from rest_framework.fields import empty

from institutions.codes.parameters import PlainNumber
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.limits import refuse_what_is_no_document
from institutions.drafts.reorganisation.troubles import BaseMoved
from institutions.web.rest.declared.body import Taken
from institutions.web.rest.problems import ChangedSinceRead, Conflict, Invalid, Problem, TooLarge
from institutions.web.rest.troubles import field_troubles
from rules.planning.drafting import CheckedDocument
from rules.planning.effects import effect_on_organisation
from rules.planning.troubles import ReorganisationQuotaError, ReorganisationRefusedError
from rules.web.api.api_troubles import OneFieldWrong, SeveralFieldsWrong
from rules.web.api.endpoint import Json

DOCUMENT: Final = {"application/json": {"$ref": "#/components/schemas/ReorganisationDocument"}}


class ReorganisationBody(Taken):
    """A reorganisation document; its value is the checked document with its effect on the organisation."""

    described = DOCUMENT
    problem: Invalid

    def run_validation(self, data: Any = empty) -> tuple[CheckedDocument, Json]:  # Any: any JSON value
        """Return the document and its effect; Conflict where the organisation has changed since its base."""
        try:
            document = refuse_what_is_no_document(data)
            effect = effect_on_organisation(document)
        except DraftInvalid as invalid:
            problem = problem_of(invalid, data.get("reference") if isinstance(data, dict) else None)
            if not isinstance(problem, Invalid):
                raise problem from invalid
            self.problem = problem
            raise ValidationError(str(problem.detail)) from invalid
        return CheckedDocument(document=document, base=effect["base"], errors=[]), effect

    def refusal(self) -> Invalid:
        """Return the problem, with a line for each field."""
        return self.problem


def problem_of(invalid: DraftInvalid, reference: object) -> Problem:
    """Return the problem of a refused document: 409 where only its base has moved, else 422."""
    errors, members = field_troubles(invalid.errors), {"reference": reference, "state": "refused"}
    first = invalid.errors[0].said
    if isinstance(first, BaseMoved):
        return ChangedSinceRead(first, errors=errors, members=members)
    total = invalid.total
    said = OneFieldWrong() if total == 1 else SeveralFieldsWrong(number=PlainNumber(total))
    return Invalid(said, errors=errors, members=members)


def refusal_answer(refused: ReorganisationRefusedError) -> Problem:
    """Return the problem of an act that is not done: 413 where the owner has no room, since waiting does not help."""
    return TooLarge(refused.said) if isinstance(refused, ReorganisationQuotaError) else Conflict(refused.said)
