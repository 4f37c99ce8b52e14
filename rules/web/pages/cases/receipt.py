"""The receipts of a finding and of the decisions on it as downloads, and the page that says why there is none yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views import View

from institutions.access.partnerships import partnerships_for
from institutions.audit.receipts import NoReceiptError
from rules.models import Finding
from rules.web.pages.reader import signed_in_reader
from rules.web.receipts.answer import AGAIN_SECONDS, BusyError, decision_receipt, finding_receipt


class ReceiptDownload(View):
    """The receipt of a finding, or of the decision with a number on it."""

    def get(self, request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
        """Return the file; 409 with the reason if there is no receipt yet, 503 if too many are being made."""
        account = signed_in_reader(request)
        rows = Finding.objects.filter(partnership__in=partnerships_for(account)).select_related("partnership")
        finding = get_object_or_404(rows, pk=pk)
        try:
            if number is None:
                return finding_receipt(finding, account, request.method)
            return decision_receipt(finding, number, account, request.method)
        except NoReceiptError as refused:
            context = {"section": "partnerships", "finding": finding, "trouble": refused.words}
            busy = isinstance(refused, BusyError)
            answer = render(request, "rules/receipts/trouble.html", context, status=503 if busy else 409)
            if busy:
                answer.headers["Retry-After"] = str(AGAIN_SECONDS)
            return answer
