"""The list of commissions, one commission with its members and sittings, and the yields of its draws."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.models import Account, Role
from institutions.query.parameters import page_of_rows
from rules.access.commissions import commissions_for, is_secretariat
from rules.commission.files import FORMS, LARGEST_BYTES
from rules.commission.setting_up import add_member, end_membership, set_up_commission
from rules.commission.sittings import USUAL, SentList, begin_sitting
from rules.commission.steps import step_of
from rules.commission.troubles import SittingRefusedError
from rules.commission.yields import looked_at, yields_by_rule, yields_by_way
from rules.explaining.wording.findings import rule_title
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import Commission, CommissionMember
from rules.web.pages.cases.posted_fields import number_of, posted_texts
from rules.web.pages.commission.reader import commission_of, commission_reader, secretariat_only
from rules.web.wording.commission_report import WAYS

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 20


class CommissionsPage(View):
    """The commissions that somebody may read, and the form that sets one up."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        return commissions_page(request, commission_reader(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set up a commission of the officer's body; 422 with the reason."""
        account, given = commission_reader(request), posted_texts(request)
        if account.role != Role.OFFICER or account.body is None:
            raise PermissionDenied(_("Only an officer sets up a commission, for their own body. Ask one."))
        try:
            made = set_up_commission(account.body, given.get("name", ""), account=account)
        except SittingRefusedError as refused:
            return commissions_page(request, account, {"given": given, "errors": refused.errors}, 422)
        return redirect("commission", pk=made.pk)


def commissions_page(
    request: HttpRequest, account: Account, more: Context | None = None, status: int = 200
) -> HttpResponse:
    """Return the list."""
    page = page_of_rows(commissions_for(account).select_related("body"), PER_PAGE, request.GET)
    shown: Context = {
        "section": "commissions",
        "commissions": list(page),
        "page_obj": page,
        "paginator": page.paginator,
        "may_set_up": account.role == Role.OFFICER,
        **(more or {}),
    }
    return render(request, "rules/commission/commissions.html", shown, status=status)


class CommissionPage(View):
    """One commission."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show its members and sittings."""
        account = commission_reader(request)
        return commission_page(request, account, commission_of(account, pk))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Add or end a member, or begin a sitting; 422 with what is wrong."""
        account, given = commission_reader(request), posted_texts(request)
        commission = commission_of(account, pk)
        secretariat_only(account, commission)
        try:
            if given.get("do") == "begin":
                made = begin_sitting(commission, given, given_files(request, given), account=account)
                return redirect("commission-sitting", pk=made.pk)
            if given.get("do") == "end":
                member = get_object_or_404(CommissionMember, commission=commission, pk=number_of(given, "member"))
                end_membership(member, account=account)
                messages.success(request, _("The membership has ended."))
            else:
                add_member(commission, given, account=account)
                messages.success(request, _("The member was added."))
        except SittingRefusedError as refused:
            return commission_page(request, account, commission, {"given": given, "errors": refused.errors}, 422)
        return redirect("commission", pk=commission.pk)


def given_files(request: HttpRequest, given: dict[str, str]) -> list[SentList]:
    """Return the lists that a form sent, all of one form; of those that are too large no more than shows it."""
    left, found = LARGEST_BYTES + 1, []
    for each in request.FILES.getlist("file"):
        content = each.read(left)
        left -= len(content)
        found.append(SentList(each.name or "list", content, given.get("form", "")))
    return found


def commission_page(
    request: HttpRequest, account: Account, commission: Commission, more: Context | None = None, status: int = 200
) -> HttpResponse:
    """Return the page of a commission."""
    language = reader_language()
    page = page_of_rows(commission.sittings.prefetch_related("acts"), PER_PAGE, request.GET)
    shown: Context = {
        "section": "commissions",
        "commission": commission,
        "members": commission.members.select_related("account"),
        "sittings": [{"sitting": each, "step": step_of(each)} for each in page],
        "page_obj": page,
        "paginator": page.paginator,
        "is_secretariat": is_secretariat(account, commission),
        "forms": [(name, text_in_language(label, language)) for name, label in FORMS.items()],
        "usual": USUAL,
        **(more or {}),
    }
    return render(request, "rules/commission/commission.html", shown, status=status)


class YieldsPage(View):
    """The outcomes by which draws and rules are judged, over the commissions that somebody may read."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both tables."""
        account, language = commission_reader(request), reader_language()
        rows = looked_at(commissions_for(account).values_list("pk", flat=True))
        shown = {
            "section": "commissions",
            "ways": [{"label": WAYS[each.name], **yield_row(each)} for each in yields_by_way(rows)],
            "rules": [
                {
                    "code": each.code,
                    "title": title_of(each.code, language),
                    "proposed": yield_row(each.proposed),
                    "at_random": yield_row(each.at_random),
                }
                for each in yields_by_rule(rows)
            ],
        }
        return render(request, "rules/commission/yields.html", shown)


def title_of(code: str, language: str) -> str:
    """Return the title of a rule; empty for an indicator, whose code is its name."""
    title = text_in_language(rule_title(code), language)
    return "" if title == code else title


def yield_row(counted: Any) -> Context:  # Any: a CountedYield
    """Return counts with share and interval in percent; None where nothing was looked at."""
    low, high = counted.interval
    return {
        "looked": counted.looked,
        "found": counted.found,
        "share": round(100 * counted.share) if counted.looked else None,
        "low": round(100 * low),
        "high": round(100 * high),
    }
