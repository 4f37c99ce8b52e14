"""Decisions over a period by reviewer, rule and ministry; the list behind each figure; and the file."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views import View

from institutions.formats.tables.spreadsheets import csv_chunks, xlsx_of
from institutions.models import Account
from institutions.query.parameters import ParameterError, id_parameter, number_parameter, page_of_rows, word_parameter
from institutions.query.troubles import OverviewValueMissing
from institutions.values.written_number import LARGEST_NUMBER
from rules.review.auditing.overrides import (
    LABELS,
    OverrideFigure,
    OverrideGrouping,
    OverrideLine,
    figure_rows,
    override_lines,
    rows_counted,
    sum_of,
)
from rules.review.auditing.periods import AuditPeriod, PeriodRefusedError, last_year, read_period
from rules.review.auditing.recorded_reads import note_export
from rules.web.pages.audit.auditor import (
    PAGES,
    Context,
    file_answer,
    given_parameters,
    moment_to_second,
    signed_in_auditor,
)

PER_PAGE: Final = 50
BY_LABELS: Final = {
    OverrideGrouping.REVIEWER: pgettext_lazy("overview", "By reviewer"),
    OverrideGrouping.RULE: pgettext_lazy("overview", "By rule"),
    OverrideGrouping.MINISTRY: pgettext_lazy("overview", "By ministry"),
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
        account, given = signed_in_auditor(request), given_parameters(request)
        try:
            period = read_period(given)
        except PeriodRefusedError as refused:
            context = {**overrides_frame(given, last_year()), "errors": refused.errors}
            return render(request, "rules/audit/overrides.html", context, status=400)
        tables = [overrides_table(by, period, account) for by in OverrideGrouping]
        return render(request, "rules/audit/overrides.html", {**overrides_frame(given, period), "tables": tables})


class OverridesFile(View):
    """One of the tables as a file."""

    def get(self, request: HttpRequest, by: str, suffix: str) -> HttpResponseBase:
        """Return the table as CSV or Excel; the download is recorded."""
        account, given = signed_in_auditor(request), given_parameters(request)
        if by not in list(OverrideGrouping) or suffix not in ("csv", "xlsx"):
            raise Http404
        try:
            period = read_period(given)
        except PeriodRefusedError as refused:
            context = {**overrides_frame(given, last_year()), "errors": refused.errors}
            return render(request, "rules/audit/overrides.html", context, status=400)
        if request.method != "HEAD":
            days = {"from": period.from_on.isoformat(), "until": period.until_on.isoformat()}
            note_export(account, "overrides_exported", {"format": suffix, "by": by, **days})
        rows = list(file_rows(OverrideGrouping(by), period, account))
        return file_answer(
            lambda: csv_chunks(rows) if suffix == "csv" else xlsx_of({"decisions": rows}), suffix, f"decisions-by-{by}"
        )


class OverridesList(View):
    """The rows behind one figure."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rows with finding or case, the newest first. ParameterError for an invalid value."""
        account, given = signed_in_auditor(request), given_parameters(request)
        what = OverrideFigure(word_parameter(given, "what", list(OverrideFigure), needed=True))
        by = OverrideGrouping(said) if (said := word_parameter(given, "by", list(OverrideGrouping))) else None
        try:
            period = read_period(given)
        except PeriodRefusedError as refused:
            raise ParameterError(*next(iter(refused.by_field.items()))) from refused
        key = given_key(by, given)
        rows = figure_rows(what, by, key, period, account).select_related(*SELECTED[rows_counted(what)])
        page = page_of_rows(rows, PER_PAGE, given)
        context = {
            **overrides_frame(given, period),
            "what": LABELS[what],
            "rows": [counted_row(each, what) for each in page],
            "page_obj": page,
            "paginator": page.paginator,
        }
        return render(request, "rules/audit/overrides_list.html", context)


def given_key(by: OverrideGrouping | None, given: Mapping[str, str]) -> str:
    """Return the key of the rows: the id of a ministry or of a reviewer, or the code of a rule."""
    if by is None or by is OverrideGrouping.RULE:
        return given.get("key", "")
    found = (
        id_parameter(given, "key")
        if by is OverrideGrouping.MINISTRY
        else number_parameter(given, "key", most=LARGEST_NUMBER)
    )
    if found is None:
        raise ParameterError("key", OverviewValueMissing())
    return str(found)


def overrides_frame(given: dict[str, str], period: AuditPeriod) -> Context:
    """Return the context around the tables of these pages."""
    days = {"from": period.from_on.isoformat(), "until": period.until_on.isoformat()}
    return {"section": "audit", "pages": PAGES, "days": {**days, **given}, "period": urlencode(days), "errors": {}}


def overrides_table(by: OverrideGrouping, period: AuditPeriod, account: Account) -> Context:
    """Return one table: its headings, and its lines with their sum."""
    lines = override_lines(by, period, account)
    return {
        "by": by.value,
        "label": BY_LABELS[by],
        "headings": list(LABELS.values()),
        "lines": [override_row(each, by, period) for each in lines],
        "sum": override_row(sum_of(lines), None, period),
    }


def override_row(line: OverrideLine, by: OverrideGrouping | None, period: AuditPeriod) -> Context:
    """Return a line with the address of the rows behind each figure."""
    days = {"from": period.from_on.isoformat(), "until": period.until_on.isoformat()}
    narrowed = {"by": by.value, "key": line.key} if by else {}
    cells = []
    for what, number in line.figures.items():
        text = rate_text(line) if what is OverrideFigure.DISMISSED else str(number)
        address = urlencode({"what": what.value, **narrowed, **days}) if number else ""
        cells.append({"text": text, "query": address})
    return {
        "label": line.label
        or (_("Without a rule: conditions of the whole case") if by else pgettext("overview", "In total")),
        "cells": cells,
    }


def rate_text(line: OverrideLine) -> str:
    """Return the dismissed out of all decisions in words, with a rate only if there are enough decisions."""
    number, decided = line.figures[OverrideFigure.DISMISSED], line.figures[OverrideFigure.DECIDED]
    if line.rate is None:
        return _("%(n)d of %(all)d") % {"n": number, "all": decided}
    return _("%(n)d of %(all)d (%(rate)d %%)") % {"n": number, "all": decided, "rate": line.rate}


def file_rows(by: OverrideGrouping, period: AuditPeriod, account: Account) -> Iterator[list[str]]:
    """Yield headings and lines, plain numbers; the rate is empty if there are too few decisions for one."""
    yield [by.value, *(each.value for each in OverrideFigure), "dismissed_percent_of_decisions"]
    for line in override_lines(by, period, account):
        rate = "" if line.rate is None else str(line.rate)
        yield [line.label, *(str(line.figures[each]) for each in OverrideFigure), rate]


def counted_row(row: Any, what: OverrideFigure) -> Context:  # Any: a decision, an acknowledgement or a condition
    """Return a row in words, with its links."""
    of = rows_counted(what)
    finding = row.finding if of == "decision" else row.decision and row.decision.finding if of == "condition" else None
    partnership = row.finding.partnership if of == "decision" else row.case.partnership
    return {
        "at": moment_to_second(row.at),
        "who": row.account.username,
        "partnership": partnership,
        "ministry": partnership.submitted_by.name,
        "code": row.code if of == "acknowledgement" else finding.code if finding else "",
        "finding": finding.pk if finding else None,
        "said": row.get_decided_display() if of == "decision" else "",
        "number": row.number if of == "decision" else None,
    }
