"""The page of what a draft would do, and its report as a PDF."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views import View

from institutions.audit.logs import request_id
from institutions.audit.record import actor_of, record_event
from institutions.codes.wording import code_words
from institutions.drafts.errors import DraftInvalid
from institutions.models import Account
from institutions.query.parameters import word_parameter
from rules.engine.language.statements import Language
from rules.explaining.wording.days import shown_moment
from rules.explaining.wording.words import reader_language
from rules.models import ReorganisationDraft
from rules.planning.drafting import newest_revision
from rules.planning.troubles import ReorganisationRefusedError
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.reorganisations.documents import acts_in_words, head_values
from rules.web.pages.reorganisations.drafts import draft_row, file_stem
from rules.web.pages.reorganisations.effect_words import ShownEffect
from rules.web.pages.reorganisations.reader import readable_draft, reorganisation_reader
from rules.web.report.answer import headers_of, pdf_answer
from rules.web.report.making import LANGUAGES, PdfReport
from rules.web.report.printing import print_pdf
from rules.web.report.trouble import ReportTrouble

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


class ReorganisationEffectPage(View):
    """The page of the effect of a draft on the register as it is now."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show it; for a draft with errors these."""
        return self.page(request, pk, anew=False)

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Have the workers compute it again, and lead back to the page."""
        try:
            self.page(request, pk, anew=True)
        except ReorganisationRefusedError as refused:
            messages.warning(request, refused.words)
        return redirect("reorganisation-effect", pk=pk)

    def page(self, request: HttpRequest, pk: UUID, *, anew: bool) -> HttpResponse:
        """Return the page."""
        draft, account = readable_draft(request, pk), signed_in_reader(request)
        shown = {"section": "reorganisations", **effect_context(draft, account, reader_language(), anew=anew)}
        return render(request, "rules/reorganisations/effect.html", shown)


def effect_context(draft: ReorganisationDraft, account: Account, language: Language, *, anew: bool = False) -> Context:
    """Return the effect of a draft in words, or why it is refused."""
    head: Context = {**draft_row(draft), "revision": newest_revision(draft), "effect": None, "refusals": []}
    try:
        return {**head, "effect": ShownEffect.of(draft, account, language, anew=anew).context()}
    except DraftInvalid as refused:
        return {**head, "refusals": [code_words(each.said, audience="form") for each in refused.errors]}


class ReorganisationReport(View):
    """The report of a draft in the `language` of the address, en or ja; else that of the page."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return the PDF, once it is on record. For a draft with errors, or until it is computed, its page."""
        account, draft = reorganisation_reader(request), readable_draft(request, pk)
        asked = word_parameter(request.GET, "language", LANGUAGES) or reader_language()
        language = next(each for each in LANGUAGES if each == asked)
        if request.method == "HEAD":
            return headers_of()
        with translation.override(language):
            context = report_context(draft, account, language)
            html = render_to_string("rules/reorganisations/report.html", context)
        if context["effect"] is None or context["effect"]["progress"]:
            shown = {"section": "reorganisations", **effect_context(draft, account, reader_language())}
            return render(request, "rules/reorganisations/effect.html", shown, status=409)
        try:
            pdf = print_pdf(html)
        except ReportTrouble as trouble:
            shown = {"section": "reorganisations", **draft_row(draft), "refused": trouble.words}
            answer = render(request, "rules/reorganisations/refused.html", shown, status=503)
            for name, value in trouble.headers.items():
                answer.headers[name] = value
            return answer
        after = {"language": language, "revision": draft.revision, "sha256": hashlib.sha256(pdf).hexdigest()}
        record_event(
            actor=actor_of(account),
            verb="reorganisation_report_made",
            what=f"reorganisation:{draft.pk}",
            after=after,
            request_id=request_id.get(),
        )
        return pdf_answer(PdfReport(pdf, f"reorganisation-{file_stem(draft.reference)}-{language}.pdf"))


def report_context(draft: ReorganisationDraft, account: Account, language: Language) -> Context:
    """Return the context of the report."""
    document = newest_revision(draft).document
    return {
        **effect_context(draft, account, language),
        "language": language,
        "given": head_values(document),
        "acts": acts_in_words(document, language, {}, draft.pk),
        "made_on": shown_moment(timezone.now(), language),
    }
