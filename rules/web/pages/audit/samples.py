"""Samples of cleared cases: the list, the draw, and the page of one sample with its cases and notes."""

from typing import Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.access.callers import reader_for
from institutions.access.partnerships import open_partnerships_rule, partnerships_for
from institutions.models import Account
from institutions.query.parameters import page_of_rows
from institutions.values.written_number import written_number
from rules.models import AuditSample, SampledCase, Severity, Strata
from rules.review.auditing.periods import PeriodRefusedError, last_year, read_period
from rules.review.auditing.sampling import NO_FINDING, SampleRefusedError, add_note, draw_audit_sample, redraw_sample
from rules.web.pages.audit.auditor import PAGES, Context, moment_to_second, signed_in_auditor
from rules.web.pages.cases.posted_fields import posted_texts

PER_PAGE: Final = 20
CASES_PER_PAGE: Final = 50


class SamplesPage(View):
    """The list, and the form of a new draw."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the samples, the newest first."""
        return samples_page(request, signed_in_auditor(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Draw a sample; 422 with the form if the request is invalid."""
        account, given = signed_in_auditor(request), posted_texts(request)
        try:
            sample = draw_audit_sample(given, read_period(given), account=account)
        except (PeriodRefusedError, SampleRefusedError) as refused:
            return samples_page(request, account, given, refused.errors)
        messages.success(request, _("The sample is drawn."))
        return redirect("audit-sample", pk=sample.pk)


class SamplePage(View):
    """One sample."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show its cases and notes; with `again`, also whether the same draw gives the same cases."""
        account = signed_in_auditor(request)
        return sample_page(request, account, readable_sample(account, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that a case was reviewed."""
        account, given = signed_in_auditor(request), posted_texts(request)
        sample = readable_sample(account, pk)
        number = written_number(given.get("position", "")) or 0
        drawn = get_object_or_404(readable_sampled_cases(sample, account), position=number)
        try:
            add_note(drawn, given.get("note", ""), account=account)
        except SampleRefusedError as refused:
            return sample_page(request, account, sample, {number: (refused.errors["note"], given.get("note", ""))})
        messages.success(request, _("The note was saved."))
        return redirect("audit-sample", pk=sample.pk)


def readable_sample(account: Account, pk: int) -> AuditSample:
    """Return a sample. One drawn from cases that include restricted ones needs the right to those."""
    return get_object_or_404(samples_for(account), pk=pk)


def samples_for(account: Account) -> QuerySet[AuditSample]:
    """Return the samples that an auditor may read."""
    return AuditSample.objects.filter(open_partnerships_rule(reader_for(account)).q())


def readable_sampled_cases(sample: AuditSample, account: Account) -> QuerySet[SampledCase]:
    """Return the drawn cases that the auditor may read: a partnership may have become restricted since."""
    rows = SampledCase.objects.filter(sample=sample, move__case__partnership__in=partnerships_for(account))
    return rows.select_related("move__case__partnership__submitted_by", "move__case").order_by("position")


def samples_page(
    request: HttpRequest, account: Account, given: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> HttpResponse:
    """Render the list with the form."""
    rows = samples_for(account).select_related("account").order_by("-at", "-pk")
    page = page_of_rows(rows, PER_PAGE, request.GET)
    period = last_year()
    days = {"from": period.from_on.isoformat(), "until": period.until_on.isoformat(), "size": "20"}
    context: Context = {
        "section": "audit",
        "pages": PAGES,
        "given": {**days, **(given or {})},
        "errors": errors or {},
        "strata": Strata.choices,
        "page_obj": page,
        "paginator": page.paginator,
        "rows": [{"sample": each, "at": moment_to_second(each.at)} for each in page],
    }
    return render(request, "rules/audit/samples.html", context, status=422 if errors else 200)


def sample_page(
    request: HttpRequest, account: Account, sample: AuditSample, errors: dict[int, tuple[str, str]] | None = None
) -> HttpResponse:
    """Render one sample with its cases; `errors` has by position the error of a note and the text typed."""
    rows = readable_sampled_cases(sample, account).prefetch_related("notes__account")
    page = page_of_rows(rows, CASES_PER_PAGE, request.GET)
    context: Context = {
        "section": "audit",
        "pages": PAGES,
        "sample": sample,
        "at": moment_to_second(sample.at),
        "redrawn": redraw_sample(sample) if "again" in request.GET else None,
        "page_obj": page,
        "rows": [sampled_case_row(each, sample, errors or {}) for each in page],
    }
    return render(request, "rules/audit/sample.html", context, status=422 if errors else 200)


def sampled_case_row(row: SampledCase, sample: AuditSample, errors: dict[int, tuple[str, str]]) -> Context:
    """Return a drawn case in words."""
    stratum, (error, typed) = row.stratum, errors.get(row.position, ("", ""))
    if sample.strata == Strata.SEVERITY:
        stratum = str(_("No finding") if stratum == NO_FINDING else Severity(stratum).label)
    return {
        "position": row.position,
        "partnership": row.move.case.partnership,
        "state": row.move.case.get_state_display(),
        "stratum": stratum,
        "cleared": moment_to_second(row.move.at),
        "notes": [(moment_to_second(each.at), each.account.username, each.note) for each in row.notes.all()],
        "error": error,
        "typed": typed,
    }
