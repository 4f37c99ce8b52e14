"""The way from a request's body to a checked draft and a stored partnership, and the answer about it."""

from rest_framework.request import Request

from institutions.access.callers import reader_for
from institutions.audit.logs import request_id
from institutions.drafts.check import DraftInvalid, check_document
from institutions.drafts.draft import PartnershipDraft
from institutions.drafts.secret import refuse_secret
from institutions.drafts.store import DraftConflict, Registered, register_partnership
from institutions.models import DocumentParty, GovernmentBody, Submission, Way
from institutions.web.rest.problems import Conflict, Forbidden, Invalid
from institutions.web.rest.troubles import field_troubles
from rules.assessing.result import result_json
from rules.models import Assessment
from rules.web.api.endpoint import Json, account_of, caller, submitting_body


def draft_of(document: object, body: GovernmentBody) -> PartnershipDraft:
    """Check a document that a body sends. Forbidden for another body's, Invalid with a line for each wrong field."""
    claimed = document.get("submitted_by") if isinstance(document, dict) else None
    if isinstance(claimed, str) and claimed != body.code:
        message = f"You act for {body.code} and cannot submit for {claimed[:40]}. Correct it, or use that body's key."
        raise Forbidden(message, errors=[{"field": "/submitted_by", "message": message}])
    try:
        return check_document(document, account_body=body.code)
    except DraftInvalid as invalid:
        errors = field_troubles(invalid.errors)
        count = "One field is" if len(errors) == 1 else f"{len(errors)} fields are"
        raise Invalid(
            f"{count} wrong, nothing was stored. Correct the fields named in `errors`.", errors=errors
        ) from invalid


def register(request: Request, document: object) -> tuple[Registered, Assessment]:
    """Check and store the caller's document; return it with the assessment of this very submission."""
    draft = draft_of(document, submitting_body(request))
    try:
        refuse_secret(draft, reader_for(caller(request)))
        registered = register_partnership(
            draft,
            account=account_of(request),
            way=Way.REST,
            request_id=request_id.get(),
        )
    except DraftInvalid as refused:
        raise Forbidden(refused.errors[0].message, errors=field_troubles(refused.errors)) from refused
    except DraftConflict as conflict:
        raise Conflict(str(conflict), members={"differs": list(conflict.differs)}) from conflict
    return registered, first_assessment(registered.submission)


def first_assessment(submission: Submission) -> Assessment:
    """Return the assessment that a submission was first answered with.

    A revision that came before the first assessment started took over its row, so the earlier one may have none.
    """
    of_this = Assessment.objects.filter(submission=submission).order_by("requested_at", "id").first()
    return of_this or Assessment.objects.filter(partnership=submission.partnership_id).newest_first()[0]


def parties_of(submission: Submission) -> dict[str, str]:
    """Return the register's ids of the parties that the document names by its own keys."""
    named = DocumentParty.objects.filter(submission=submission).order_by("key")
    return {key: str(party) for key, party in named.values_list("key", "party")}


def assessment_answer(assessment: Assessment, parties: dict[str, str] | None = None) -> Json:
    """Return the result object with `parties`, as every reply about an assessment carries it."""
    return {**result_json(assessment), "parties": parties_of(assessment.submission) if parties is None else parties}
