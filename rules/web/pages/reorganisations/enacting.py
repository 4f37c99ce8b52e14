"""The buttons with which administrators enact a draft, or withdraw it until its day: one asks, another one confirms."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from institutions.audit.logs import request_id
from institutions.codes.wording import code_words
from institutions.drafts.errors import DraftInvalid
from institutions.query.parameters import word_parameter
from rules.access.reorganisations import enacts_reorganisations
from rules.models import EnactmentAct
from rules.planning.enacting import ask_enactment, confirm_enactment, refuse_enactment, waiting_on
from rules.planning.troubles import NoEnacter, ReorganisationRefusedError
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.reorganisations.drafts import draft_row, number_posted
from rules.web.pages.reorganisations.reader import readable_draft

ACTS = (*EnactmentAct.values, "confirm", "refuse")


class EnactReorganisation(View):
    """One act of an administrator: ask to enact or to withdraw, confirm, or refuse."""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Do it and show the draft; 422 with what keeps it from being done.

        `seen` is the revision, and `request` the request, that the page showed: nobody decides on another one.
        """
        account, draft = signed_in_reader(request), readable_draft(request, pk)
        if not enacts_reorganisations(account):
            raise PermissionDenied(code_words(NoEnacter()))
        act = word_parameter(request.POST, "act", ACTS, needed=True)
        waiting = waiting_on(draft)
        number = waiting.pk if waiting and waiting.pk == number_posted(request.POST.get("request", "")) else 0
        refused: list[str] = []
        try:
            if act == "confirm":
                confirm_enactment(number, by=account, request_id=request_id.get())
            elif act == "refuse":
                refuse_enactment(number, by=account, request_id=request_id.get())
            else:
                seen = number_posted(request.POST.get("seen", ""))
                ask_enactment(pk, EnactmentAct(act), by=account, seen=seen, request_id=request_id.get())
        except ReorganisationRefusedError as trouble:
            refused = [trouble.words]
        except DraftInvalid as invalid:
            refused = [code_words(each.said, audience="form") for each in invalid.errors]
        if not refused:
            return redirect("reorganisation", pk=pk)
        shown = {**draft_row(draft), "section": "reorganisations", "refusals": refused}
        return render(request, "rules/reorganisations/refused.html", shown, status=422)
