"""The dashboard: counts over all cases that the reader may see, as a page and files; and the list of findings."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.generic import ListView

from institutions.access.callers import reads_sensitive
from institutions.access.partnerships import rows_for
from institutions.formats.tables.spreadsheets import CSV, XLSX, csv_chunks, xlsx_of
from institutions.query.parameters import ParameterError, text_parameter, word_parameter
from institutions.query.troubles import SponsorOfNone
from institutions.web.query_page import PagedList
from institutions.web.sorted_list import ORDER, OrderBy, SortColumn, asked_order, sort_links
from rules.access.readable_results import severity_of
from rules.access.sensitive_reads import note_read
from rules.engine.language.statements import Language
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import FilteredPage, FindingSummary, Severity
from rules.review.casework.act_table import ENDED
from rules.review.casework.standing import StandingKind
from rules.review.dashboard.concentration import BY_DOMAIN
from rules.review.dashboard.findings import NARROWINGS, NarrowingValue, findings_condition, given_narrowings
from rules.review.dashboard.sponsors import chosen_sponsor, sponsor_choices, sponsors_of
from rules.review.dashboard.table import ChartForm, FigureCell, FigureTable
from rules.review.dashboard.tables import tables_for
from rules.review.work.ageing import days_since
from rules.review.work.queues import Asker
from rules.web.case_words.rows import standing_words
from rules.web.case_words.told_apart import told_apart_in_list
from rules.web.pages.cases.case_list import query_without
from rules.web.pages.cases.case_rows import length_in_days
from rules.web.pages.charts import picture_of
from rules.web.pages.duties import duty_blocks
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.saved_filters import saved_filters_context
from rules.web.pages.work import queue_numbers, queues_for

if TYPE_CHECKING:  # Django's views take no type argument at run time
    List = ListView[FindingSummary]
else:
    List = ListView

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
MANY_ROWS: Final = 12  # as many as a year has months
FORMATS = ("csv", "xlsx")


class DashboardPage(View):
    """The dashboard: tables first; the bars beside them repeat their figures."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the present counts; 400 with the other tables for a sponsor of no readable partnership."""
        account, asked = signed_in_reader(request), text_parameter(request.GET, "sponsor")
        sponsors = sponsors_of(account)
        sponsor = chosen_sponsor(sponsors, asked)
        unknown = bool(asked) and sponsor is None
        now = timezone.localtime()
        tables = tables_for(account, now.date(), sponsors, sponsor)
        asked_for = {BY_DOMAIN} if asked else frozenset[str]()
        context = {
            "section": "dashboard",
            "now": now,
            "waiting": waiting_queues(Asker(account, now.date())),
            "duties": duty_blocks(account),  # of roles that have more to do than cases
            "tables": [table_context(each, opened=each.name in asked_for) for each in tables],
            "sponsors": sponsor_choices(sponsors),
            "sponsor": sponsor.key if sponsor else "",
            "unknown": unknown,
            "query": urlencode({"sponsor": asked}) if asked else "",
        }
        return render(request, "rules/dashboard.html", context, status=400 if unknown else 200)


def waiting_queues(asker: Asker) -> list[Context]:
    """Return the queues of an account in which cases wait, each with its number: one query."""
    numbers = queue_numbers(asker)
    return [
        {"name": queue.name, "label": queue.label, "number": numbers[queue.name]}
        for queue in queues_for(asker)
        if numbers[queue.name]
    ]


def table_context(table: FigureTable, *, opened: bool) -> Context:
    """Return a table with addresses; one of many rows is folded on every page, the others on a telephone."""
    return {
        "name": table.name,
        "title": table.title,
        "headings": table.headings,
        "rows": [
            {
                "head": cell_context(row[0]),
                "cells": [cell_context(each) for each in row[1:]],
            }
            for row in table.rows
        ],
        "note": table.note,
        "tiles": table.chart == ChartForm.TILES,
        "picture": picture_of(table),
        "opened": opened,
        "long": len(table.rows) > MANY_ROWS,
    }


def cell_context(cell: FigureCell) -> Context:
    """Return a value, and the address that it links to."""
    place = f"#{cell.at}" if cell.at else ""
    return {"value": cell.value, "url": f"{reverse(cell.list)}?{cell.query}{place}" if cell.list else ""}


class DashboardFile(View):
    """The tables as a file: one after another in CSV, one per sheet in Excel."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        """Return the file in `format`, csv or xlsx. ParameterError for another value, or an unknown sponsor."""
        account, form = signed_in_reader(request), word_parameter(request.GET, "format", FORMATS, needed=True)
        asked, sponsors = text_parameter(request.GET, "sponsor"), sponsors_of(account)
        sponsor = chosen_sponsor(sponsors, asked)
        if asked and sponsor is None:
            raise ParameterError("sponsor", SponsorOfNone())
        now = timezone.localtime()
        tables, moment = tables_for(account, now.date(), sponsors, sponsor), now.isoformat(timespec="minutes")
        if form == "csv":
            rows = [row for table in tables for row in ([table.title, moment], *table_texts(table), [])]
            parts, media = csv_chunks(rows), CSV
        else:
            parts, media = xlsx_of({table.name: table_texts(table) for table in tables}), XLSX
        answer = StreamingHttpResponse(parts, content_type=media)
        answer["Content-Disposition"] = f'attachment; filename="dashboard-{now.date()}.{form}"'
        answer["Cache-Control"] = "private, no-cache"
        return answer


def table_texts(table: FigureTable) -> list[list[str]]:
    """Return headings and rows, and below them the note on omissions."""
    rows = [[str(cell.value) for cell in row] for row in table.rows]
    return [list(table.headings), *rows, *([[], [table.note]] if table.note else [])]


ORDERS: Final[dict[str, OrderBy]] = {
    "newest": ("-found_at", "-finding"),
    "oldest": ("found_at", "finding"),
    "worst": ("-severity", "-found_at", "-finding"),
    "mildest": ("severity", "found_at", "finding"),
    "rule": ("code", "-found_at", "-finding"),
    "-rule": ("-code", "found_at", "finding"),
    "reference": ("partnership__reference", "code", "finding"),
    "-reference": ("-partnership__reference", "-code", "-finding"),
    "sponsor": (F("sponsor__code").asc(nulls_last=True), "-found_at", "-finding"),
    "-sponsor": (F("sponsor__code").desc(nulls_last=True), "found_at", "finding"),
}
COLUMNS: Final = (
    SortColumn("finding", "rule", "-rule"),
    SortColumn("severity", "worst", "mildest", descends=True),
    SortColumn("partnership", "reference", "-reference"),
    SortColumn("sponsor", "sponsor", "-sponsor"),
    SortColumn("age", "oldest", "newest", descends=True),
)


class FindingsPage(PagedList, List):
    """The findings of the newest finished assessments, the newest first."""

    template_name = "rules/findings.html"
    paginate_by = 50
    given: list[NarrowingValue]
    order: str

    @cached_property
    def asker(self) -> Asker:
        """The reader, and the day of the whole page."""
        return Asker(signed_in_reader(self.request), timezone.localdate())

    def get_queryset(self) -> QuerySet[FindingSummary]:
        """Return the findings filtered as the address says."""
        self.given = given_narrowings(self.request.GET.dict(), self.asker)
        rows = rows_for(FindingSummary.objects.all(), signed_in_reader(self.request))
        found = rows.filter(findings_condition(self.given, self.asker.today))
        self.order = asked_order(self.request.GET, ORDERS)
        return found.select_related("partnership__summary", "sponsor").order_by(*ORDERS[self.order])

    def told_apart(self, rows: Sequence[FindingSummary], language: Language) -> dict[int, str]:
        """Return the sentences that tell findings of one rule in a case apart; the sensitive ones are noted as read."""
        account, rows = signed_in_reader(self.request), list(rows)
        apart = told_apart_in_list(rows, language, sensitive=reads_sensitive(account))
        named = {row.partnership_id for row in rows if row.pk in apart.sentences}
        note_read(account, "findings", apart.read, partnerships=named)
        return apart.sentences

    def render_to_response(self, context: Context, **kwargs: Any) -> HttpResponse:  # Any: as Django declares them
        """Answer 400 for an invalid value, with a page that names the value and lists no results."""
        wrong = any(each.said for each in self.given)
        return super().render_to_response(context, status=400 if wrong else 200, **kwargs)

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return rows in words, the form and the active filters."""
        context, language, today = super().get_context_data(**kwargs), reader_language(), self.asker.today
        apart = self.told_apart(context["object_list"], language)
        values = {each.narrowing.name: each.value for each in self.given}
        kept_order = {ORDER: self.order} if self.order != next(iter(ORDERS)) else {}
        return {
            **context,
            "section": "findings",
            "saved": saved_filters_context(self.request, FilteredPage.FINDINGS),
            "sorting": sort_links(values, COLUMNS, self.order),
            "kept_order": kept_order.get(ORDER, ""),
            "fields": [
                {
                    "name": each.name,
                    "label": each.label,
                    "value": values.get(each.name, ""),
                    "choices": each.choices(self.asker) if each.choices else None,
                }
                for each in NARROWINGS
            ],
            "on": [
                {"label": each.narrowing.label, "shown": each.shown, "error": each.error,
                 "without": query_without({**values, **kept_order}, each.narrowing.name)}
                for each in self.given
            ],
            "rows": [
                {
                    "pk": row.pk,
                    "title": f"{row.code} {text_in_language(rule_title(row.code), language)}",
                    "sentence": apart.get(row.pk, ""),
                    "severity": severity_of(row.severity),
                    "severity_label": Severity(severity_of(row.severity)).label,
                    "standing": standing_words(
                        StandingKind(row.standing), ended=row.partnership.summary.state in ENDED
                    ),
                    "partnership": row.partnership,
                    "sponsor": row.sponsor.name,
                    "age": length_in_days(days_since(row.found_at, today)),
                }
                for row in context["object_list"]
            ],
        }  # fmt: skip
