"""A new proposal that begins as a copy of a registered one: the same document without what must be new."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views import View

from institutions.access.partnerships import partnerships_for
from institutions.models import FormDraft, Submission
from rules.access.sensitive_reads import note_read, sensitive_in_document
from rules.web.pages.form.draft import signed_in_officer
from rules.web.pages.form.drafts import has_too_many, refuse_draft
from rules.web.pages.form.steps import STEPS

Json = dict[str, Any]  # Any: a part of the document
NEW: Final = frozenset({"reference", "revision", "period", "assess_as_of"})
# Of the selection only how it is made stays: days, prices and numbers are those of the old one.
OF_SELECTION: Final = ("method", "object", "legal_ground", "tax")
OF_THE_OLD_CALL: Final = frozenset({"call", "bid", "subcontract", "recusal"})


class CopyStart(View):
    """The start of a copy, by an officer of the body that submitted the partnership."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Open a new draft with the content of the current document."""
        account = signed_in_officer(request)
        partnership = get_object_or_404(partnerships_for(account).filter(submitted_by=account.body_id), pk=pk)
        if has_too_many(account):
            return refuse_draft(request)
        current = Submission.objects.get(partnership=partnership, superseded_at__isnull=True)
        note_read(account, f"partnership:{pk}", sensitive_in_document(current.pk, current.document), partnership.pk)
        document = copied_document(current.document, timezone.localdate().isoformat())
        draft = FormDraft.objects.create(
            owner=account, copied_from=partnership, document=document, step=STEPS[0].name
        )
        return redirect("propose-step", pk=draft.pk, step=STEPS[0].name)


def copied_document(document: Json, today: str) -> Json:
    """Return the document without its reference, its dates, and the steps of its selection."""
    copied = {name: value for name, value in document.items() if name not in NEW}
    copied["proposed_on"] = today
    if selection := document.get("selection"):
        copied["selection"] = {name: selection[name] for name in OF_SELECTION if name in selection}
    if "statements" in document:
        copied["statements"] = [each for each in document["statements"] if not of_old_selection(each)]
    return copied


def of_old_selection(statement: Json) -> bool:
    """Return whether a statement is a step of the old selection, or an act on the old case."""
    if statement.get("kind") in OF_THE_OLD_CALL:
        return True
    if statement.get("kind") == "award":
        return bool(statement.get("call"))
    return statement.get("kind") == "decision" and bool(statement.get("concerns_this_partnership"))
