"""The page of the first case, and its offer on the first page while the account has no case of its own.

The offer can be closed; a cookie keeps that on the device, as it keeps the appearance.
"""

from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.models import Account, Role
from institutions.web.appearance import YEAR
from rules.models import ReviewAssignment
from rules.review.casework.demonstrating import REFERENCES_BEGIN
from rules.web.pages.first_case.guide import Guide, demonstration_for
from rules.web.pages.first_case.officer import officer_guide
from rules.web.pages.first_case.reviewer import practice_case, reviewer_guide
from rules.web.pages.form.draft import may_propose
from rules.web.pages.reader import signed_in_reader

COOKIE: Final = "first-case"
CLOSED: Final = "closed"


def guide_of(account: Account) -> Guide | None:
    """Return the guide for an account's role; None for a role without cases of its own."""
    if may_propose(account):
        return officer_guide(account)
    return reviewer_guide(account) if account.role == Role.REVIEWER else None


def offers_first_case(request: HttpRequest, account: Account) -> bool:
    """Return whether the first page offers the guide; at most five queries."""
    if request.COOKIES.get(COOKIE) == CLOSED:
        return False
    if may_propose(account):
        return not account.submissions.exists() and demonstration_for(account).exists()
    return account.role == Role.REVIEWER and not has_own_case(account) and practice_case(account) is not None


def has_own_case(account: Account) -> bool:
    """Return whether a reviewer was ever assigned to a case that is not of the demonstration."""
    rows = ReviewAssignment.objects.filter(account=account)
    return rows.exclude(case__partnership__reference__startswith=REFERENCES_BEGIN).exists()


class FirstCasePage(View):
    """The steps of the first case."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the steps; 403 for a role that neither proposes nor reviews."""
        account = signed_in_reader(request)
        guide = guide_of(account)
        if guide is None:
            raise PermissionDenied(_("Only officers and reviewers have cases of their own to walk through."))
        context = {"section": "work", "guide": guide, "reviewing": account.role == Role.REVIEWER}
        return render(request, "rules/first_case.html", context)


class CloseFirstCase(View):
    """The end of the offer on the first page of this device."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Close the offer and go back to the first page."""
        signed_in_reader(request)
        answer = redirect("home")
        answer.set_cookie(
            COOKIE, CLOSED, max_age=YEAR, secure=settings.LANGUAGE_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
        return answer
