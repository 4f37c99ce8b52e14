"""The way from a checked draft to a stored partnership, and the answer about it."""

from django.db import transaction
from rest_framework.request import Request

from institutions.audit.logs import request_id
from institutions.drafts.check import DraftInvalid
from institutions.drafts.draft import PartnershipDraft
from institutions.drafts.restricted import refuse_restricted
from institutions.drafts.store import DraftConflict, Registration, register_partnership
from institutions.drafts.stored_bytes import DocumentsFullError, take_room
from institutions.drafts.troubles.document import OlderRevision, ReferenceDisposed, ReferenceTaken
from institutions.models import DocumentParty, Submission, SubmissionWay
from institutions.web.rest.problems import (
    Conflict,
    Forbidden,
    LaterRevisionStored,
    OtherContentStored,
    ReferenceNotFree,
    TooLarge,
)
from institutions.web.rest.troubles import field_troubles
from rules.assessing.result import result_json
from rules.models import Assessment
from rules.web.api.endpoint import Json, account_of


def refuse_alike(draft: PartnershipDraft) -> None:
    """Refuse a draft that its sender may not register, whether they register it or only precheck it.

    Forbidden for one that is marked as restricted, Conflict for the reference of a restricted partnership.
    """
    try:
        refuse_restricted(draft)
    except DraftInvalid as refused:
        raise Forbidden(refused.errors[0].said, errors=field_troubles(refused.errors)) from refused
    except DraftConflict as conflict:
        raise conflict_answer(conflict) from conflict


def conflict_answer(conflict: DraftConflict) -> Conflict:
    """Return the answer to a draft that contradicts what is registered, with the title of its cause."""
    match conflict.said:
        case ReferenceTaken() | ReferenceDisposed():
            kind: type[Conflict] = ReferenceNotFree
        case OlderRevision():
            kind = LaterRevisionStored
        case _:
            kind = OtherContentStored
    return kind(conflict.said, members={"differs": list(conflict.differs)})


def register_submission(request: Request, draft: PartnershipDraft) -> tuple[Registration, Assessment]:
    """Store the caller's draft, if its body has room; return it with the assessment of this very submission."""
    refuse_alike(draft)
    try:
        with transaction.atomic():
            registered = register_partnership(
                draft,
                account=account_of(request),
                way=SubmissionWay.REST,
                request_id=request_id.get(),
            )
            if registered.created:
                take_room(registered.submission)
    except DraftConflict as conflict:
        raise conflict_answer(conflict) from conflict
    except DocumentsFullError as full:
        raise TooLarge(full.said) from full
    return registered, first_assessment(registered.submission)


def first_assessment(submission: Submission) -> Assessment:
    """Return the assessment that a submission was first answered with.

    A revision that came before the first assessment started took over its row, so the earlier one may have none.
    """
    of_this = Assessment.objects.filter(submission=submission).order_by("requested_at", "id").first()
    return of_this or Assessment.objects.filter(partnership=submission.partnership_id).newest_first()[0]


def party_ids_by_key(submission: Submission) -> dict[str, str]:
    """Return the register's ids of the parties that the document names by its own keys."""
    document = submission.document
    own = {row["key"] for row in document.get("bodies") or ()}
    elsewhere = {each for each in document.get("co_sponsors") or () if each not in own}  # by their codes or ids
    named = DocumentParty.objects.filter(submission=submission).order_by("key")
    return {key: str(party) for key, party in named.values_list("key", "party") if key not in elsewhere}


def names_searched(submission: int) -> bool:
    """Return whether all parties of a document were compared with the register, so that no possible match follows."""
    return not DocumentParty.objects.filter(submission=submission, party__unsearched__isnull=False).exists()


def assessment_answer(assessment: Assessment, parties: dict[str, str] | None = None) -> Json:
    """Return the result object with `parties`, as every reply about an assessment carries it."""
    return {
        **result_json(assessment),
        "parties": party_ids_by_key(assessment.submission) if parties is None else parties,
        "names_searched": names_searched(assessment.submission_id),
    }
