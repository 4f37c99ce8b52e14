"""The officer's own drafts, and the start of a new one."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.access.drafts import drafts_for
from institutions.models import Account, FormDraft
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.form.draft import signed_in_officer
from rules.web.pages.form.steps import BY_NAME, STEPS, WAY

MOST_DRAFTS: Final = 100  # of one account


class Drafts(View):
    """The officer's own drafts, and the start of a new one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the drafts, the one changed last first; each opens at the step where it was left."""
        drafts = [
            {
                "pk": draft.pk,
                "step": draft.step if draft.step in BY_NAME else STEPS[0].name,
                "title": draft_title(draft),
                "changed_at": draft.changed_at,
            }
            for draft in drafts_for(signed_in_officer(request))
        ]
        shown = {"drafts": drafts, "number": len(WAY), "section": "partnerships"}
        return render(request, "rules/form/drafts.html", shown)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin a draft in the name of the officer's body."""
        account = signed_in_officer(request)
        if has_too_many(account):
            return refuse_draft(request)
        assert account.body is not None  # noqa: S101 - officer() has refused
        document = {
            "submitted_by": account.body.code,
            "sponsor": account.body.code,
            "proposed_on": timezone.localdate().isoformat(),
        }
        draft = FormDraft.objects.create(owner=account, document=document, step=STEPS[0].name)
        return redirect("propose-step", pk=draft.pk, step=STEPS[0].name)


def has_too_many(account: Account) -> bool:
    """Return whether an account has as many drafts as it may. One that it may not open any more does not count.

    Nobody could delete it to make room: it ends a year after its last change.
    """
    return drafts_for(account).count() >= MOST_DRAFTS


def refuse_draft(request: HttpRequest) -> HttpResponse:
    """Go back to the drafts, and say that one has to be finished or deleted first."""
    said = _("You have %(number)d drafts. Submit or delete one before you begin another.")
    messages.error(request, said % {"number": MOST_DRAFTS})
    return redirect("propose")


def draft_title(draft: FormDraft) -> str:
    """Return the title of a draft, however little of it is written; a revision says that it is one."""
    reference = str(draft.document.get("reference") or "")
    title = text_in_language(draft.document.get("title"), reader_language()) or reference or _("Untitled")
    if draft.partnership_id is None:
        return title
    return _("%(title)s (revision of %(reference)s)") % {"title": title, "reference": reference}
