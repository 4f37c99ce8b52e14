"""The report of a case as a PDF to keep, and the page that says why none can be made."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from institutions.access.partnerships import partnerships_for
from institutions.query.parameters import word_parameter
from rules.explaining.wording.words import reader_language
from rules.web.pages.reader import signed_in_reader
from rules.web.report.answer import headers_of, pdf_answer
from rules.web.report.making import LANGUAGES, make_report
from rules.web.report.trouble import ReportTrouble


class ReportDownload(View):
    """The report in the `language` of the address, en or ja; else that of the page."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return the PDF; a request for headers alone makes none."""
        account = signed_in_reader(request)
        partnership = get_object_or_404(partnerships_for(account), pk=pk)
        asked = word_parameter(request.GET, "language", LANGUAGES) or reader_language()
        language = next(each for each in LANGUAGES if each == asked)
        if request.method == "HEAD":
            return headers_of()
        try:
            return pdf_answer(make_report(partnership, account, language))
        except ReportTrouble as trouble:
            context = {"section": "partnerships", "partnership": partnership, "trouble": trouble.words}
            answer = render(request, "rules/report/trouble.html", context, status=503)
            for name, value in trouble.headers.items():
                answer.headers[name] = value
            return answer
