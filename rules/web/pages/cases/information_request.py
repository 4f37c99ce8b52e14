"""The page of a request for information: what is asked, by when, and the answers of the submitting body."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.access.callers import reads_sensitive
from institutions.access.partnerships import partnerships_for
from institutions.accounts.sign_in.kept_form import KeptFormView, typed_before
from institutions.models import Account
from rules.access.audiences import paper_reader
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import DecisionKind, FindingDecision, InformationAnswer
from rules.review.casework.act_table import Act
from rules.review.casework.acting import refuse_act
from rules.review.casework.case_view import CaseView, read_case
from rules.review.casework.errors import CaseworkError, InvalidError, NotYoursError
from rules.review.casework.offered_acts import offered_acts
from rules.review.correspondence.answering import answer_request, is_open
from rules.review.correspondence.attaching import check_files
from rules.review.correspondence.protected_information import DECLARED
from rules.review.correspondence.reading import attachments_for
from rules.web.case_words.rows import CaseWords
from rules.web.pages.cases.posted_fields import posted_texts, texts_with_plain_ends
from rules.web.pages.reader import Context, signed_in_reader


class InformationRequestPage(KeptFormView):
    """One request for information; 404 in a case that the reader may not see."""

    sends_files = True

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the question, the deadline and the answers."""
        typed = typed_before(request)
        return self.show(request, self.asked(request, pk), texts_with_plain_ends(typed) if typed else {})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store an answer with its files; after a refusal the page keeps the text typed."""
        asked, sent, account = self.asked(request, pk), posted_texts(request), signed_in_reader(request)
        try:
            refuse_act(read_case(asked.finding.partnership), Act.ANSWER_REQUEST, account)
            files = check_files(request.FILES.getlist("file"))
            answer_request(asked, sent.get("text"), files, account=account, declared_open=bool(sent.get(DECLARED)))
        except CaseworkError as refused:
            errors = refused.errors if isinstance(refused, InvalidError) else {}
            status = 422 if errors else 403 if isinstance(refused, NotYoursError) else 409
            return self.show(request, asked, sent, errors=errors, reasons=refused.reasons, status=status)
        messages.success(request, _("Your answer was saved. The reviewers are notified."))
        return HttpResponseRedirect(reverse("information-request", args=[pk]))

    def asked(self, request: HttpRequest, pk: int) -> FindingDecision:
        """Return the request, if the reader may see its case."""
        rows = FindingDecision.objects.filter(decided=DecisionKind.MORE_INFORMATION)
        rows = rows.filter(finding__partnership__in=partnerships_for(signed_in_reader(request)))
        found: FindingDecision = get_object_or_404(rows.select_related("finding__partnership", "account"), pk=pk)
        return found

    def show(
        self,
        request: HttpRequest,
        asked: FindingDecision,
        sent: dict[str, str],
        *,
        errors: dict[str, str] | None = None,
        reasons: tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        """Render the page, with the text typed and its errors."""
        view, account = read_case(asked.finding.partnership), signed_in_reader(request)
        context = {
            **request_context(asked, view, account),
            "section": "partnerships",
            "sent": sent,
            "errors": errors or {},
            "reasons": () if errors else reasons,
        }
        return render(request, "rules/papers/request.html", context, status=status)


def request_context(asked: FindingDecision, view: CaseView, account: Account) -> Context:
    """Return a request in words, with its answers and their files as far as the account may read them."""
    words = CaseWords(view, account, reader_language(), sensitive=reads_sensitive(account))
    possible = {each.act for each in offered_acts(view, account) if each.possible}
    awaited, answers = is_open(view, asked), answer_rows(asked, view, account, words)
    return {
        "asked": asked,
        "partnership": view.partnership,
        "finding": asked.finding,
        "title": text_in_language(rule_title(asked.finding.code), words.language),
        "question": words.text(asked.reason),
        "asked_on": words.moment(asked.at),
        "by": words.day(asked.answer_by),
        "clock": clock_words(asked.answer_by, view.today) if awaited and not answers else "",
        "late": bool(not answers and asked.answer_by and asked.answer_by < view.today),
        "awaited": awaited,
        "answers": answers,
        "answers_here": awaited and Act.ANSWER_REQUEST in possible,
    }


def answer_rows(asked: FindingDecision, view: CaseView, account: Account, words: CaseWords) -> list[Context]:
    """Return the answers to a request, the first one first. Two queries, however many they are."""
    files: dict[int, list[Context]] = {}
    for each in attachments_for(paper_reader(account, view.partnership), view.partnership).filter(
        answer__decision=asked
    ):
        files.setdefault(each.answer_id or 0, []).append({"id": each.pk, "name": each.name, "size": each.size})
    rows = InformationAnswer.objects.filter(decision=asked).select_related("account")
    return [
        {
            "by": each.account.username,
            "at": each.at,
            "text": words.text(each.text),
            "files": files.get(each.pk, []),
        }
        for each in rows.order_by("number")
    ]


def clock_words(by: date | None, today: date) -> str:
    """Say how much time is left for an answer, or that it is late."""
    if by is None:
        return ""
    days = (by - today).days
    if days == 0:
        return _("The answer is due today.")
    if days > 0:
        return ngettext("%(n)d day is left.", "%(n)d days are left.", days) % {"n": days}
    return ngettext("The answer is %(n)d day late.", "The answer is %(n)d days late.", -days) % {"n": -days}
