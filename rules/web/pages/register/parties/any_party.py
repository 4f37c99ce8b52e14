"""The redirect from the id of a party to its page, for links that know only the id."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from institutions.access.parties import parties_for
from rules.explaining.wording.party_links import party_url
from rules.web.pages.reader import signed_in_reader


class WhicheverParty(View):
    """The redirect to the page of a company, person or body."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Redirect; 404 for a party that the reader may not see, and for one without a page."""
        url = party_url(get_object_or_404(parties_for(signed_in_reader(request)), pk=pk))
        if not url:
            raise Http404
        return redirect(url)
