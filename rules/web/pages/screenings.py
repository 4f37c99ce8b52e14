"""Pages of screenings: the list, and one with its numbers, the cases that differ, and disagreements."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View

from institutions.access.callers import reader_for
from institutions.audit.logs import request_id
from institutions.models import Account
from institutions.query.parameters import page_of_rows
from rules.access.readable_results import runs_screenings
from rules.models import Outcome, ScreenedCase, Screening, ScreeningCause, ScreeningState, Severity
from rules.screening.acts import resume_by, start_by, stop_by
from rules.screening.reading import answers_on, cases_for, numbers_for, progress_for, state_for
from rules.screening.requesting import OVER
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50
WAITING: Final = (ScreeningState.QUEUED, ScreeningState.RUNNING)
ACTS: Final = {
    "stop": (stop_by, gettext_lazy("This bulk check has already ended.")),
    "resume": (resume_by, gettext_lazy("Only a bulk check that was stopped or failed can be resumed.")),
}
WHAT: Final = {
    "outcome": pgettext_lazy("difference", "another outcome"),
    "binding": pgettext_lazy("difference", "a finding rests on other facts"),
    "severity": pgettext_lazy("difference", "another severity"),
    "number": pgettext_lazy("difference", "a number that the finding read has changed"),
    "text": pgettext_lazy("difference", "the text of the rule has changed"),
    "gap": pgettext_lazy("difference", "other data is missing"),
}
LABELS: Final = {**dict(Outcome.choices), **dict(Severity.choices)}


def signed_in_screener(request: HttpRequest) -> Account:
    """Return the account of somebody who may act on screenings; PermissionDenied otherwise."""
    account = signed_in_reader(request)
    if not runs_screenings(account):
        raise PermissionDenied(_("Only a rulebook editor can start, stop and resume bulk checks."))
    return account


class ScreeningsPage(View):
    """The list, and the button that starts one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the screenings, the newest first."""
        account = signed_in_reader(request)
        rows = Screening.objects.prefetch_related("parts").order_by("-requested_at", "-pk")
        page = page_of_rows(rows, PER_PAGE, request.GET)
        shown: Context = {
            "section": "screenings",
            "screenings": [row_context(each, account) for each in page],
            "page_obj": page,
            "paginator": page.paginator,
            "may_start": runs_screenings(account),
        }
        return render(request, "rules/screenings.html", shown)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Start a bulk check and show it."""
        made = start_by(signed_in_screener(request), request_id=request_id.get())
        return redirect("screening", pk=made.pk)


def row_context(screening: Screening, account: Account) -> Context:
    """Return a screening as the list and its own page show it to an account."""
    reader = reader_for(account)
    state = state_for(screening, reader)
    return {
        "pk": screening.pk,
        "screening": screening,
        "cause": ScreeningCause(screening.cause).label,
        "state": state,
        "state_label": ScreeningState(state).label,
        "waiting": state in WAITING,
        "disagreed": state == ScreeningState.DISAGREED,
        "numbers": numbers_for(screening, reader),
        "progress": progress_for(screening, reader),
    }


def screening_context(request: HttpRequest, pk: UUID) -> Context:
    """Return a screening with a page of the cases that the reader may read, disagreements first."""
    account = signed_in_reader(request)
    screening = get_object_or_404(Screening.objects.prefetch_related("parts"), pk=pk)
    cases = cases_for(screening, reader_for(account))
    page = page_of_rows(cases, PER_PAGE, request.GET)
    row = row_context(screening, account)
    return {
        **row,
        "section": "screenings",
        "cases": [case_context(each) for each in page],
        "disagreements": [case_context(each) for each in cases.exclude(disagreement=None)[:PER_PAGE]],
        "page_obj": page,
        "paginator": page.paginator,
        "may_stop": runs_screenings(account) and row["waiting"],
        "may_resume": runs_screenings(account) and screening.state in OVER,
    }


def case_context(case: ScreenedCase) -> Context:
    """Return a case with its differences and both answers, in words."""
    return {
        "partnership": case.partnership,
        "reassessed": case.reassessed,
        "disagreement": case.disagreement is not None,
        "differences": [
            {"rule": rule, "before": labels((before,)), "after": labels((after,)), "what": WHAT[what]}
            for rule, before, after, what in case.differences
        ],
        "answers": [
            {"rule": each.rule, "sets": labels(each.sets), "cases": labels(each.cases)}
            for each in answers_on(case.disagreement or {})
        ],
    }


def labels(words: tuple[str, ...]) -> list[str]:
    """Return outcomes and severities in the reader's language; none for an outcome that is not there."""
    return [str(LABELS.get(word, word)) for word in words if word]


class ScreeningPage(View):
    """One screening."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show its state, numbers and cases."""
        return render(request, "rules/screening.html", screening_context(request, pk))


class ScreeningProgress(View):
    """The part of the page that is fetched again while the screening runs."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Return the state and what it found."""
        return render(request, "rules/screening_part.html", screening_context(request, pk))


class ActOnScreening(View):
    """The buttons of a screening: to stop it, and to resume it."""

    act = ""

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Do it, then show the screening."""
        account, screening = signed_in_screener(request), get_object_or_404(Screening, pk=pk)
        do, too_late = ACTS[self.act]
        if not do(account, screening.pk, request_id=request_id.get()):
            messages.warning(request, too_late)
        return redirect("screening", pk=screening.pk)
