"""The page of one contract of a sitting: its findings, the choice, withdrawals and minutes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.models import Account
from rules.access.commissions import seat_of
from rules.commission.choosing import answer_tie, choose_item, withdraw_from
from rules.commission.minutes import add_minute, sorts_for
from rules.commission.questions import questions_of
from rules.commission.reading import shown_of
from rules.commission.register_ties import undeclared_ties
from rules.commission.steps import AFTER_DRAW, SittingStage, act_of, step_of
from rules.commission.troubles import SittingRefusedError
from rules.explaining.wording.words import reader_language
from rules.models import MinuteEntry, MinuteSort, OpinionResult, Sitting, SittingItem, SittingStep, TieDeclaration
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.commission.reader import commission_reader, items_of, member_only, sitting_of
from rules.web.pages.commission.sitting import statements_of, worded_ties
from rules.web.wording.commission_report import WAYS

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


class ContractPage(View):
    """One contract."""

    def get(self, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
        """Show it."""
        account = commission_reader(request)
        sitting = sitting_of(account, pk)
        return contract_page(request, account, sitting, get_object_or_404(items_of(sitting), number=number))

    def post(self, request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
        """Choose it or leave it out, withdraw from it, or add to its minutes; 422 with what is wrong."""
        account, given = commission_reader(request), posted_texts(request)
        sitting = sitting_of(account, pk)
        item = get_object_or_404(items_of(sitting), number=number)
        item.sitting = sitting
        try:
            match given.get("do"):
                case "choose":
                    choose_item(item, given, member_only(account, sitting.commission))
                case "answer":
                    answer_tie(item, given, member_only(account, sitting.commission))
                case "withdraw":
                    withdraw_from(item, given, member_only(account, sitting.commission))
                case "minute":
                    add_minute(item, given, account=account)
                case _:
                    raise Http404
        except SittingRefusedError as refused:
            more = {"given": given, "errors": refused.errors}
            return contract_page(request, account, sitting, item, more, 422)
        messages.success(request, _("This is recorded."))
        return redirect("commission-contract", pk=sitting.pk, number=number)


def contract_page(
    request: HttpRequest,
    account: Account,
    sitting: Sitting,
    item: SittingItem,
    more: Context | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of a contract. Findings are shown once the draw is done."""
    step, language = step_of(sitting), reader_language()
    (shown,) = shown_of([item])
    member = seat_of(account, sitting.commission)
    declared = member is not None and TieDeclaration.objects.filter(sitting=sitting, member=member).exists()
    drawn, settled = step in AFTER_DRAW, act_of(sitting, SittingStep.CHOSEN)
    looked_at = settled is not None and item.number in settled.content["numbers"]
    sorts = [each for each in sorts_for(account, sitting) if may_write(step, each)] if looked_at else []
    replaced = MinuteEntry.objects.filter(item=item, replaced_by__isnull=False).select_related("account")
    context: Context = {
        "section": "commissions",
        "sitting": sitting,
        "commission": sitting.commission,
        "item": item,
        "shown": shown,
        "way": WAYS[shown.way],
        "after_draw": drawn,
        "statements": statements_of(item, language) if drawn else [],
        "lacking": item.screened["lacking"] if drawn else [],
        "questions": questions_of(item, language) if drawn else [],
        "member": member,
        "asked": worded_ties(undeclared_ties(member, [item]).open, language) if member and declared else [],
        "may_choose": step == SittingStage.DRAWN,
        "may_withdraw": step in (SittingStage.DRAWN, SittingStage.CHOSEN),
        "looked_at": looked_at,
        "sorts": sorts,
        "writes_opinion": MinuteSort.OPINION in sorts
        and all(each.sort != MinuteSort.OPINION for each in shown.entries),
        "results": OpinionResult.choices,
        "replaced": replaced,
        **(more or {}),
    }
    return render(request, "rules/commission/contract.html", context, status=status)


def may_write(step: SittingStage, sort: MinuteSort) -> bool:
    """Return whether entries of a sort are written at a step: follow-ups also after the report."""
    return step == SittingStage.CHOSEN or (step == SittingStage.PUBLISHED and sort == MinuteSort.FOLLOW_UP)
