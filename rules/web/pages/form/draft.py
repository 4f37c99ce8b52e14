"""The saved draft: the right to write one, its saving, and its errors."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.access.callers import reader_for
from institutions.access.partnerships import is_marked
from institutions.drafts.check import check_document
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.limits import MAX_BYTES
from institutions.models import ROLES_OF_A_BODY, Account, FormDraft
from institutions.values.hashing import canonical_json
from institutions.values.written_number import written_number
from rules.web.wording.form_remedies import form_remedy

Json = dict[str, Any]  # Any: a part of the document


def may_propose(account: Account) -> bool:
    """Return whether an account may propose partnerships: it acts for a body."""
    return account.role in ROLES_OF_A_BODY and account.body_id is not None


def signed_in_officer(request: HttpRequest) -> Account:
    """Return the officer of a body who proposes; PermissionDenied with the reason for anybody else."""
    account = cast("Account", request.user)
    if not may_propose(account):
        raise PermissionDenied(_("Only an officer of a government body can propose a partnership."))
    return account


def draft_errors(draft: FormDraft, body: str) -> dict[str, str]:
    """Return the errors left to correct, by JSON pointer; the first error of each place."""
    found: dict[str, str] = {}
    try:
        check_document(draft.document, account_body=body, reader=reader_for(draft.owner))
    except DraftInvalid as invalid:
        for error in invalid.errors:
            found.setdefault(error.field, form_remedy(error))
    if is_marked(draft.document) and not reader_for(draft.owner).restricted:
        said = _("You may not see restricted partnerships, so you cannot register one. Ask an administrator.")
        found.setdefault("/secrecy", said)
    return found


def put_in_document(document: Json, name: str, value: object) -> None:
    """Set a part of the document, or remove it for None."""
    if value is None:
        document.pop(name, None)
    else:
        document[name] = value


def save_draft(
    request: HttpRequest, draft: FormDraft, document: Json, step: str, answers: dict[str, str] | None = None
) -> bool:
    """Save the text typed, unless the draft is newer than the page it was typed into; return whether it was saved.

    RequestDataTooBig if the draft would grow beyond what a document may have.
    """
    size = len(canonical_json(document))
    if size > MAX_BYTES and size > len(canonical_json(draft.document)):
        message = "The draft is larger than a document may be."
        raise RequestDataTooBig(message)
    version = written_number(request.POST.get("version", ""))
    return version is not None and draft.store(document, version=version, step=step, answers=answers)


def autosave_answer(draft: FormDraft, *, stored: bool) -> JsonResponse:
    """Return the answer to an autosave: the version that the page has now; 409 if the draft is newer."""
    if not stored:
        return JsonResponse({}, status=409)
    at = timezone.localtime(draft.changed_at).strftime("%H:%M")
    return JsonResponse({"version": draft.version, "said": _("Saved at %(at)s.") % {"at": at}})


def body_code(request: HttpRequest) -> str:
    """Return the code of the officer's body."""
    body = signed_in_officer(request).body
    return (body.code if body else "") or ""


def texts_by_name(posted: QueryDict) -> dict[str, str]:
    """Return the texts that the browser sent, one a name."""
    return {name: str(value) for name, value in posted.items()}
