"""The page of retention: cases whose retention is over with the chosen measure, and legal holds, set and lifted."""

from typing import Any, Final, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.access.partnerships import readable_under
from institutions.codes.wording import code_words
from institutions.models import Account, DisposalMeasure
from institutions.query.parameters import day_parameter, page_of_rows
from rules.models import CaseState, HeldCase
from rules.review.keeping.checking import check_retention
from rules.review.keeping.due import due_cases
from rules.review.keeping.holds import (
    cases_named,
    holds_for,
    holds_in_full,
    lift_hold,
    may_keep,
    may_read_keeping,
    set_hold,
)
from rules.review.keeping.troubles import KeepingNotShown, KeepingRefusedError, OnlyReviewersKeep, UnknownHold
from rules.web.pages.cases.posted_fields import number_of, posted_texts

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50
NO_STORE: Final = "private, no-store"
STATES: Final = dict(CaseState.choices)


class RetentionPage(View):
    """The two lists, and the acts on them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the lists; `on` asks for those of another day."""
        return shown(request, signed_in_reader_of_keeping(request), {})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set or lift a hold, or choose a measure; 422 with the reason if it is refused."""
        account, given = signed_in_reader_of_keeping(request), posted_texts(request)
        if not may_keep(account):
            raise PermissionDenied(code_words(OnlyReviewersKeep()))
        try:
            act_on_keeping(given, account)
        except KeepingRefusedError as refused:
            return shown(request, account, {"given": given, "trouble": refused.words}, status=422)
        messages.success(request, _("Done. It was recorded."))
        return redirect("retention")


def act_on_keeping(given: dict[str, str], account: Account) -> None:
    """Carry out the act that a form asks for. KeepingRefusedError if it is refused."""
    reason = given.get("reason", "")
    if given.get("act") == "lift":
        hold = holds_for(account).filter(pk=number_of(given, "hold")).first()
        if hold is None:
            raise KeepingRefusedError(UnknownHold())
        lift_hold(hold, reason=reason, account=account)
    elif given.get("act") == "check":
        (case,) = cases_named([given.get("case", "")], account)
        check_retention(case, given.get("measure", ""), reason=reason, account=account)
    else:
        set_hold(cases_named(given.get("cases", "").splitlines(), account), reason=reason, account=account)


def shown(request: HttpRequest, account: Account, more: Context, status: int = 200) -> HttpResponse:
    """Render the page, which no cache keeps."""
    day = day_parameter(request.GET, "on")
    due = list(due_cases(readable_under("partnership", account), day or timezone.localdate()))
    page = page_of_rows(due, PER_PAGE, request.GET)
    given = more.get("given", {})
    context = {
        "section": "retention",
        "day": day or timezone.localdate(),
        "other_day": day,
        "page_obj": page,
        "due": [{"case": each, "state": STATES[each.state], "chosen": each.check} for each in page],
        "measures": DisposalMeasure.choices,
        "holds": holds_shown(account),
        "keeps": may_keep(account),
        "of_hold": given.get("hold", ""),
        "of_case": given.get("case", ""),
        **more,
    }
    answer = render(request, "rules/keeping/retention.html", context, status=status)
    answer.headers["Cache-Control"] = NO_STORE
    return answer


def holds_shown(account: Account) -> list[Context]:
    """Return the holds that an account may see, those in force first, each with the cases that it may read."""
    holds = sorted(holds_for(account), key=lambda each: each.lifted_at is not None)
    readable = HeldCase.objects.filter(readable_under("partnership", account), hold__in=holds)
    cases: dict[int, list[tuple[UUID, str]]] = {}
    for each in readable.select_related("partnership").order_by("partnership__reference", "pk"):
        cases.setdefault(each.hold_id, []).append((each.partnership_id, each.partnership.reference))
    in_full = holds_in_full(account, holds)
    return [{"hold": each, "cases": cases.get(each.pk, []), "in_full": each.pk in in_full} for each in holds]


def signed_in_reader_of_keeping(request: HttpRequest) -> Account:
    """Return the reader; PermissionDenied for other roles."""
    account = cast("Account", request.user)
    if not may_read_keeping(account):
        raise PermissionDenied(code_words(KeepingNotShown()))
    return account
