"""The page of missing data over many cases: one request for each missing thing, first the one that unlocks most."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from institutions.models import GovernmentBody
from institutions.query.parameters import page_of_rows, text_parameter, word_parameter
from rules.explaining.wording.words import reader_language
from rules.web.pages.reader import signed_in_reader
from rules.web.wording.missing_data import MOST_CASES, OF, missing_for

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 25


class MissingDataPage(View):
    """The page of missing data."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it, each with the text of a request that can be sent."""
        account, language = signed_in_reader(request), reader_language()
        of = word_parameter(request.GET, "of", OF) or OF[0]
        body = text_parameter(request.GET, "body")
        found = missing_for(account, of, body)
        page = page_of_rows(found.totals, PER_PAGE, request.GET)
        shown: Context = {
            "section": "missing-data",
            "of": of,
            "body": body,
            "bodies": GovernmentBody.objects.filter(pk__in=found.bodies).order_by("code"),
            "cases": found.cases,
            "cut": found.cut,
            "most": MOST_CASES,
            "rows": [
                {
                    "total": each,
                    "what": each.name.text(language),
                    "request": each.request(language),
                    "rules": sorted(each.rules),
                }
                for each in page
            ],
            "page_obj": page,
            "paginator": page.paginator,
        }
        return render(request, "rules/processes/missing.html", shown)
