"""The page of one government body: its names, place in the chart, mandates, and statements about it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from institutions.access.callers import reader_for
from institutions.access.parties import is_known_to, party_by_id_or_code
from institutions.models import Account, GovernmentBody, PartyKind
from rules.access.sensitive_reads import note_read
from rules.explaining.wording.words import reader_language
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.register.bodies.body_page import BodyPageWriter
from rules.web.pages.register.bodies.chart_writer import ChartWriter
from rules.web.pages.register.bodies.days import asked_day
from rules.web.pages.register.bodies.partnerships import partnerships_of


class BodyPage(View):
    """One body as of a day."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show a body by its code, or its id if it has none; one found to be another body redirects to that one."""
        account = signed_in_reader(request)
        body = body_called(code, account)
        if body.same_as_id:
            return HttpResponseRedirect(reverse("body", args=[GovernmentBody.objects.get(pk=body.same_as_id).key]))
        today = timezone.localdate()
        asked = asked_day(request, today)
        ids = (body.pk, *body.also.values_list("pk", flat=True))
        about = BodyPageWriter(body, ids, reader_for(account), ChartWriter(reader_language(), asked.on, today))
        context = {
            "section": "bodies",
            "asked": asked,
            **about.context(),
            "partnerships": partnerships_of(ids, account, about.language),
        }
        note_read(account, f"party:{body.pk}", context.pop("read"), parties=ids)
        return render(request, "rules/bodies/body.html", context, status=400 if asked.trouble else 200)


def body_called(code: str, account: Account) -> GovernmentBody:
    """Return the body of an address that the reader may find; else Http404."""
    found = (
        GovernmentBody.objects.filter(
            party_by_id_or_code(code), is_known_to(reader_for(account), PartyKind.BODY)
        ).first()
        if "\0" not in code
        else None
    )
    if found is None:
        raise Http404
    return found
