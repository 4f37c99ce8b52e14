"""The files of a sitting: the published population, the questions as a Word file, and the public report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.models import Account
from institutions.query.parameters import word_parameter
from rules.access.commissions import seat_of, shown_items
from rules.commission.choosing import chosen_items
from rules.commission.minutes import current_entries
from rules.commission.population_file import population_csv
from rules.commission.public_report import publish_report, published_report, report_of, typed_names
from rules.commission.questions import question_lines
from rules.commission.reading import shown_of
from rules.commission.steps import AFTER_DRAW, SittingStage, act_of, step_of
from rules.commission.troubles import SittingRefusedError
from rules.explaining.wording.words import reader_language
from rules.models import MinuteSort, Sitting, SittingItem, SittingStep
from rules.review.drafting.text import DraftLine, one_line
from rules.review.drafting.word import word_file
from rules.web.pages.cases.drafts import WORD
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.commission.reader import commission_reader, items_of, member_only, sitting_of
from rules.web.report.answer import PDF
from rules.web.report.trouble import ReportTrouble
from rules.web.wording.commission_report import CSV, FORMATS, report_csv, report_pdf, report_words

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Return a file to keep."""
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


class PopulationDownload(View):
    """The file from which anybody can repeat the draw. It exists once the contracts are fixed."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return it; Http404 before."""
        account = commission_reader(request)
        sitting = sitting_of(account, pk)
        if act_of(sitting, SittingStep.FIXED) is None:
            raise Http404
        rows = SittingItem.objects.filter(sitting=sitting).only("number", "key", "facts", "sitting")
        return attachment(population_csv(rows).encode(), CSV, "population.csv")


class QuestionsDownload(View):
    """The draft of the questions, as a Word file."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return it; Http404 before the draw."""
        account = commission_reader(request)
        sitting = sitting_of(account, pk)
        if step_of(sitting) not in AFTER_DRAW:
            raise Http404
        language = reader_language()
        chosen = [each.pk for each in chosen_items(sitting)]
        items = sorted(items_of(sitting).filter(pk__in=chosen), key=lambda each: chosen.index(each.pk))
        lines = question_lines(sitting, shown_of(items), language)
        content = word_file(tuple(DraftLine(sort, one_line(text)) for sort, text in lines), language)
        return attachment(content, WORD, f"questions-{language}-{sitting.from_on}.docx")


class ReportPage(View):
    """The public report: a preview to look for names in, then as it was published."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show it; Http404 before questions are asked."""
        account = commission_reader(request)
        return report_page(request, account, sitting_of(account, pk))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show the preview again with further names withheld, or publish; 422 with what is wrong."""
        account, given = commission_reader(request), posted_texts(request)
        sitting = sitting_of(account, pk)
        member_only(account, sitting.commission)
        if given.get("do") == "preview":
            return report_page(request, account, sitting, {"given": given})
        try:
            publish_report(sitting, given, account=account)
        except SittingRefusedError as refused:
            return report_page(request, account, sitting, {"given": given, "errors": refused.errors}, 422)
        messages.success(request, _("The report is published."))
        return redirect("commission-report", pk=sitting.pk)


def report_page(
    request: HttpRequest, account: Account, sitting: Sitting, more: Context | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of a report."""
    step = step_of(sitting)
    if step not in (SittingStage.CHOSEN, SittingStage.PUBLISHED):
        raise Http404
    given = (more or {}).get("given", {})
    is_member = seat_of(account, sitting.commission) is not None
    names = typed_names(given.get("names", ""))
    report = published_report(sitting) or report_of(sitting, names, with_register=not is_member)
    shown: Context = {
        "section": "commissions",
        "sitting": sitting,
        "commission": sitting.commission,
        "is_published": step == SittingStage.PUBLISHED,
        "is_member": is_member,
        **report_words(report),
        **follow_ups(sitting, step),
        **(more or {}),
    }
    return render(request, "rules/commission/report_page.html", shown, status=status)


def follow_ups(sitting: Sitting, step: SittingStage) -> Context:
    """Return what the body said after the report was published: beside it, since the report stays as it was."""
    published = act_of(sitting, SittingStep.PUBLISHED)
    if step != SittingStage.PUBLISHED or published is None:
        return {}
    rows = shown_items(SittingItem.objects.filter(pk__in=[each.pk for each in chosen_items(sitting)]))
    later = [
        (item.number, entry)
        for item in rows
        for entry in current_entries(item, MinuteSort.FOLLOW_UP)
        if entry.at > published.at
    ]
    return {"later": later}


class PublishedReportDownload(View):
    """The published report as a PDF or CSV, in the language of the page."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return the file in the `format` of the address; Http404 before it is published."""
        account = commission_reader(request)
        sitting = sitting_of(account, pk)
        report = published_report(sitting)
        if report is None:
            raise Http404
        asked = word_parameter(request.GET, "format", FORMATS) or "pdf"
        words = report_words(report)
        name = f"commission-{report['from']}-{words['language']}.{asked}"
        if asked == "csv":
            return attachment(report_csv(words), CSV, name)
        try:
            return attachment(report_pdf(words), PDF, name)
        except ReportTrouble as trouble:
            messages.warning(request, trouble.words)
            return redirect("commission-report", pk=sitting.pk)
