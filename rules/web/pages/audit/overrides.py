"""Decisions over a period by reviewer, rule and ministry; the list behind each figure; and the file."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views import View

from institutions.formats.tables.spreadsheets import csv_of, xlsx_of
from institutions.models import Account
from institutions.values.query import ParameterError, id_in, number_in, page_of, word_in
from institutions.values.written_number import LARGEST_NUMBER
from rules.review.auditing.overrides import LABELS, By, Line, What, overview, rows_of, sum_of, table_of
from rules.review.auditing.periods import Period, PeriodRefusedError, last_year, period_of
from rules.review.auditing.reads import note_export
from rules.web.pages.audit.auditor import PAGES, Context, asked, auditor, file_answer, moment_text

PER_PAGE: Final = 50
BY_LABELS: Final = {
    By.REVIEWER: pgettext_lazy("overview", "By reviewer"),
    By.RULE: pgettext_lazy("overview", "By rule"),
    By.MINISTRY: pgettext_lazy("overview", "By ministry"),
}
SELECTED: Final = {
    "decision": ("finding__partnership", "account", "finding__partnership__submitted_by"),
    "acknowledgement": ("case__partnership", "account", "case__partnership__submitted_by"),
    "condition": ("case__partnership", "account", "case__partnership__submitted_by", "decision__finding"),
}


class OverridesPage(View):
    """The overview."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the three tables of a period; 400 with the form if the days are no period."""
        account, given = auditor(request), asked(request)
        try:
            period = period_of(given)
        except PeriodRefusedError as refused:
            context = {**frame(given, last_year()), "errors": refused.errors}
            return render(request, "rules/audit/overrides.html", context, status=400)
        tables = [table_in(by, period, account) for by in By]
        return render(request, "rules/audit/overrides.html", {**frame(given, period), "tables": tables})


class OverridesFile(View):
    """One of the tables as a file."""

    def get(self, request: HttpRequest, by: str, suffix: str) -> HttpResponseBase:
        """Return the table as CSV or Excel; the download is recorded."""
        account, given = auditor(request), asked(request)
        if by not in list(By) or suffix not in ("csv", "xlsx"):
            raise Http404
        try:
            period = period_of(given)
        except PeriodRefusedError as refused:
            context = {**frame(given, last_year()), "errors": refused.errors}
            return render(request, "rules/audit/overrides.html", context, status=400)
        if request.method != "HEAD":
            days = {"from": period.from_on.isoformat(), "until": period.until_on.isoformat()}
            note_export(account, "overrides_exported", {"format": suffix, "by": by, **days})
        rows = list(file_rows(By(by), period, account))
        return file_answer(
            lambda: csv_of(rows) if suffix == "csv" else xlsx_of({"decisions": rows}), suffix, f"decisions-by-{by}"
        )


class OverridesList(View):
    """The rows behind one figure."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rows with finding or case, the newest first. ParameterError for an invalid value."""
        account, given = auditor(request), asked(request)
        what = What(word_in(given, "what", list(What), needed=True))
        by = By(said) if (said := word_in(given, "by", list(By))) else None
        try:
            period = period_of(given)
        except PeriodRefusedError as refused:
            raise ParameterError(*next(iter(refused.errors.items()))) from refused
        key = key_of(by, given)
        rows = rows_of(what, by, key, period, account).select_related(*SELECTED[table_of(what)])
        page = page_of(rows, PER_PAGE, given)
        context = {
            **frame(given, period),
            "what": LABELS[what],
            "rows": [row_in(each, what) for each in page],
            "page_obj": page,
            "paginator": page.paginator,
        }
        return render(request, "rules/audit/overrides_list.html", context)


def key_of(by: By | None, given: Mapping[str, str]) -> str:
    """Return the key of the rows: the id of a ministry or of a reviewer, or the code of a rule."""
    if by is None or by is By.RULE:
        return given.get("key", "")
    found = id_in(given, "key") if by is By.MINISTRY else number_in(given, "key", most=LARGEST_NUMBER)
    if found is None:
        raise ParameterError("key", _("This value is missing. Open the page from a number in the overview."))
    return str(found)


def frame(given: dict[str, str], period: Period) -> Context:
    """Return the context around the tables of these pages."""
    days = {"from": period.from_on.isoformat(), "until": period.until_on.isoformat()}
    return {"section": "audit", "pages": PAGES, "days": {**days, **given}, "period": urlencode(days), "errors": {}}


def table_in(by: By, period: Period, account: Account) -> Context:
    """Return one table: its headings, and its lines with their sum."""
    lines = overview(by, period, account)
    return {
        "by": by.value,
        "label": BY_LABELS[by],
        "headings": list(LABELS.values()),
        "lines": [line_in(each, by, period) for each in lines],
        "sum": line_in(sum_of(lines), None, period),
    }


def line_in(line: Line, by: By | None, period: Period) -> Context:
    """Return a line with the address of the rows behind each figure."""
    days = {"from": period.from_on.isoformat(), "until": period.until_on.isoformat()}
    narrowed = {"by": by.value, "key": line.key} if by else {}
    cells = []
    for what, number in line.figures.items():
        text = rate_text(line) if what is What.DISMISSED else str(number)
        address = urlencode({"what": what.value, **narrowed, **days}) if number else ""
        cells.append({"text": text, "query": address})
    return {
        "label": line.label
        or (_("Without a rule: conditions of the whole case") if by else pgettext("overview", "In total")),
        "cells": cells,
    }


def rate_text(line: Line) -> str:
    """Return the dismissed out of all decisions in words, with a rate only if there are enough decisions."""
    number, decided = line.figures[What.DISMISSED], line.figures[What.DECIDED]
    if line.rate is None:
        return _("%(n)d of %(all)d") % {"n": number, "all": decided}
    return _("%(n)d of %(all)d (%(rate)d %%)") % {"n": number, "all": decided, "rate": line.rate}


def file_rows(by: By, period: Period, account: Account) -> Iterator[list[str]]:
    """Yield headings and lines, plain numbers; the rate is empty if there are too few decisions for one."""
    yield [by.value, *(each.value for each in What), "dismissed_percent_of_decisions"]
    for line in overview(by, period, account):
        rate = "" if line.rate is None else str(line.rate)
        yield [line.label, *(str(line.figures[each]) for each in What), rate]


def row_in(row: Any, what: What) -> Context:  # Any: a decision, an acknowledgement or a condition
    """Return a row in words, with its links."""
    of = table_of(what)
    finding = row.finding if of == "decision" else row.decision and row.decision.finding if of == "condition" else None
    partnership = row.finding.partnership if of == "decision" else row.case.partnership
    return {
        "at": moment_text(row.at),
        "who": row.account.username,
        "partnership": partnership,
        "ministry": partnership.submitted_by.name,
        "code": row.code if of == "acknowledgement" else finding.code if finding else "",
        "finding": finding.pk if finding else None,
        "said": row.get_decided_display() if of == "decision" else "",
    }
