"""The deletion of a draft, only by its writer, after a confirmation page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rules.web.pages.form.draft_page import DraftPage, own_draft
from rules.web.pages.form.drafts import draft_title


class DeleteDraft(DraftPage):
    """The confirmation, then the deletion. Nobody else has read a draft, so no event is left."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the draft and the consequences of its deletion."""
        draft = own_draft(request, pk)
        shown = {"draft": draft, "title": draft_title(draft), "section": "partnerships"}
        return render(request, "rules/form/delete.html", shown)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Delete the draft, unless it was changed since the page asked."""
        draft = own_draft(request, pk)
        if request.POST.get("version") != str(draft.version) or not draft.finish():
            messages.warning(request, _("The draft was changed in the meantime. Check it again before you delete it."))
            return redirect("propose-delete", pk=pk)
        messages.success(request, _("The draft was deleted."))
        return redirect("propose")
