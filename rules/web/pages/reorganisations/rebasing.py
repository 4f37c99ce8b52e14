"""The page that moves a draft to the organisation as it is now: what changed since, and the acts that conflict."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.audit.logs import request_id
from institutions.codes.wording import code_words
from rules.planning.rebasing import rebase_of, rebase_reorganisation
from rules.planning.troubles import ReorganisationRefusedError
from rules.web.pages.reorganisations.documents import errors_in_words
from rules.web.pages.reorganisations.drafts import draft_row, number_posted
from rules.web.pages.reorganisations.reader import own_open_draft


class RebaseReorganisation(View):
    """The move of an own draft."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show what changed since the base of the draft, and its conflicts with the present organisation."""
        _account, draft = own_open_draft(request, pk)
        found = rebase_of(draft)
        shown = {
            "section": "reorganisations",
            **draft_row(draft),
            "found": found,
            "moved": [code_words(each, audience="form") for each in found.moved] if found else [],
            "conflicts": sorted(errors_in_words(found.conflicts).items()) if found else [],
        }
        return render(request, "rules/reorganisations/rebase.html", shown)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Move the draft and show it; with conflicts only if they are to be kept."""
        account, draft = own_open_draft(request, pk)
        seen, keep = number_posted(request.POST.get("seen", "")), request.POST.get("keep") == "yes"
        try:
            rebase_reorganisation(draft, seen=seen, owner=account, keep=keep, request_id=request_id.get())
        except ReorganisationRefusedError as refused:
            messages.warning(request, refused.words)
            return redirect("reorganisation-rebase", pk=pk)
        messages.success(request, _("The draft now rests on the organisation as it is."))
        return redirect("reorganisation", pk=pk)
