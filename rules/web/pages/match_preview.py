"""The partnerships that are assessed again when a possible match is confirmed, or the confirmation reversed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views import View

from institutions.access.leads import leads_for
from institutions.access.partnerships import rows_for
from institutions.models import IdentityLead, LeadState
from institutions.models.sql_lists import among
from institutions.parties.identities.deciding import (
    parties_of_decision,
    restricted_cases_naming,
    tells_of_hidden,
)
from institutions.query.parameters import page_of_rows
from rules.assessing.asked_again import partnerships_asked_again
from rules.explaining.wording.words import reader_language
from rules.models import CaseSummary
from rules.web.pages.cases.case_rows import case_rows
from rules.web.pages.reader import signed_in_reader

SIZE = 50


class MatchPreview(View):
    """The partnerships among those that the reader may read. Nothing is decided or stored."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show them, the newest first; nothing of the others is told, not even their number."""
        account = signed_in_reader(request)
        lead = get_object_or_404(leads_for(account).select_related("party", "candidate"), pk=pk)
        touched = cases_asked_again(lead)
        readable = rows_for(CaseSummary.objects.filter(among("pk", touched)), account)
        page = page_of_rows(readable.order_by("-submitted_at", "-partnership"), SIZE, request.GET)
        context = {
            "section": "leads",
            "lead": lead,
            "name": name_of(lead),
            "confirmed": lead.state == LeadState.CONFIRMED,
            "rows": case_rows(page.object_list, reader_language(), timezone.localdate()),
            "page_obj": page,
            "paginator": page.paginator,
        }
        return render(request, "rules/match_preview.html", context)


def cases_asked_again(lead: IdentityLead) -> set[UUID]:
    """Return the partnerships that a decision assesses again: of a hidden party those that alone name it."""
    parties = parties_of_decision(lead)
    return {*restricted_cases_naming(parties)} if tells_of_hidden(lead) else partnerships_asked_again(parties)


def name_of(lead: IdentityLead) -> str:
    """Return the name of a possible match, as its page has it."""
    return lead.party.name or lead.folded
