"""The page of a sitting: where it stands, its next act, and the contracts that are proposed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.models import Account
from institutions.query.parameters import page_of_rows
from institutions.values.calendar import Language
from rules.access.commissions import is_secretariat, seat_of, shown_items
from rules.commission.asked_ties import ties_for_chair, ties_in_sitting
from rules.commission.choosing import declare_ties, settle_choice
from rules.commission.fixing import cancel_sitting, draw_sitting, fix_population
from rules.commission.public_values import SOURCES, earliest_day
from rules.commission.reading import noted_items, proposed_or_chosen, rank_shown, shown_of
from rules.commission.register_ties import AskedTie
from rules.commission.steps import AFTER_DRAW, SittingStage, act_of, step_of
from rules.commission.troubles import SittingRefusedError
from rules.explaining.wording.words import reader_language, text_in_language
from rules.models import CommissionMember, Sitting, SittingItem, SittingStep, TieDeclaration
from rules.web.pages.cases.posted_fields import posted_texts
from rules.web.pages.commission.commissions import title_of
from rules.web.pages.commission.reader import (
    commission_reader,
    items_of,
    member_only,
    secretariat_only,
    sitting_of,
)
from rules.web.wording.commission_report import WAYS

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
PER_PAGE: Final = 50


class SittingPage(View):
    """One sitting."""

    template = "rules/commission/sitting.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show where it stands."""
        account = commission_reader(request)
        return render(request, self.template, sitting_context(account, sitting_of(account, pk)))

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Do the act that the form names; 422 with what is wrong."""
        account, given = commission_reader(request), posted_texts(request)
        sitting = sitting_of(account, pk)
        act = ACTS.get(given.get("do", ""))
        if act is None:
            raise Http404
        try:
            act(account, sitting, given)
        except SittingRefusedError as refused:
            shown = {**sitting_context(account, sitting), "given": given, "errors": refused.errors}
            return render(request, self.template, shown, status=422)
        messages.success(request, _("This is recorded."))
        return redirect("commission-sitting", pk=sitting.pk)


class SittingProgress(SittingPage):
    """The part of the page that is fetched again while contracts are read."""

    template = "rules/commission/sitting_part.html"
    http_method_names = ("get", "head", "options")


def fix(account: Account, sitting: Sitting, given: Mapping[str, str]) -> None:
    """Fix the contracts, as the secretariat."""
    secretariat_only(account, sitting.commission)
    fix_population(sitting, given, account=account)


def cancel(account: Account, sitting: Sitting, given: Mapping[str, str]) -> None:
    """Cancel the sitting, as the secretariat."""
    secretariat_only(account, sitting.commission)
    cancel_sitting(sitting, given, account=account)


def draw(account: Account, sitting: Sitting, given: Mapping[str, str]) -> None:
    """Enter the public value, as a member."""
    member_only(account, sitting.commission)
    draw_sitting(sitting, given, account=account)


def declare(account: Account, sitting: Sitting, given: Mapping[str, str]) -> None:
    """Declare ties, as a member."""
    declare_ties(sitting, given, member_only(account, sitting.commission))


def settle(account: Account, sitting: Sitting, _given: Mapping[str, str]) -> None:
    """Settle the choice, as a member."""
    settle_choice(sitting, member_only(account, sitting.commission))


ACTS: Final[Mapping[str, Callable[[Account, Sitting, Mapping[str, str]], None]]] = {
    "fix": fix,
    "cancel": cancel,
    "draw": draw,
    "declare": declare,
    "settle": settle,
}


def sitting_context(account: Account, sitting: Sitting) -> Context:
    """Return a sitting as its page shows it."""
    step, language, member = step_of(sitting), reader_language(), seat_of(account, sitting.commission)
    fixed, drawn = act_of(sitting, SittingStep.FIXED), act_of(sitting, SittingStep.DRAWN)
    shown: Context = {
        "section": "commissions",
        "sitting": sitting,
        "commission": sitting.commission,
        "step": step,
        "acts": list(sitting.acts.all()),
        "files": sitting.files.defer("content"),
        "waiting": step == SittingStage.READING,
        "troubles": [code_words(restore_code(each)) for each in sitting.error_said or ()],
        "is_secretariat": is_secretariat(account, sitting.commission),
        "member": member,
        "first_day": earliest_day(timezone.localdate()).isoformat(),
        "sources": [
            (each.name, text_in_language(each.label, language), text_in_language(each.form, language))
            for each in SOURCES.values()
        ],
        "not_listed": noted_items(sitting, "not_listed"),
        "otherwise": noted_items(sitting, "otherwise"),
        "fixed": fixed,
        "drawn": drawn,
        "can_publish": step == SittingStage.CHOSEN and member is not None,
    }
    if fixed:
        source = SOURCES[fixed.content["source"]]
        shown |= {
            "source": text_in_language(source.label, language),
            "form": text_in_language(source.form, language),
            "where": text_in_language(fixed.content["where"], language),
            "on": fixed.content["on"],
        }
    if step in AFTER_DRAW and drawn:
        shown |= proposals_context(sitting, drawn.content["seed"], language)
        shown |= ties_context(member, sitting, language)
        shown["declared"] = bool(member) and TieDeclaration.objects.filter(sitting=sitting, member=member).exists()
        shown["declarations"] = TieDeclaration.objects.filter(sitting=sitting).select_related("member")
        shown["lacking"] = [
            {**each, "title": title_of(each["rule"], language), "text": text_in_language(each["text"], language)}
            for each in sitting.summary["lacking"]
        ]
    return shown


def ties_context(member: CommissionMember | None, sitting: Sitting, language: Language) -> Context:
    """Return the member's own undeclared ties, and for the chair those of all members, in words."""
    if member is None:
        return {}
    own = ties_in_sitting(member, sitting)
    of_members = ties_for_chair(sitting) if member.chair else []
    return {
        "own_ties": own,
        "open_ties": worded_ties(own.open, language) if own else [],
        "ties_of_members": [
            {"ties": each, "asked": worded_ties(each.asked, language, for_chair=True)} for each in of_members
        ],
    }


def worded_ties(asked: Iterable[AskedTie], language: Language, *, for_chair: bool = False) -> list[Context]:
    """Return contracts with the words of the ties that the reader may see."""
    return [
        {
            "item": each.item,
            "answer": each.answer,
            "words": [
                text_in_language(label, language) for label in (each.for_chair if for_chair else each.for_member)
            ],
        }
        for each in asked
    ]


def proposals_context(sitting: Sitting, seed: str, language: str) -> Context:
    """Return the proposals with their reasons in sentences."""
    items = proposed_or_chosen(sitting)
    open_ones = set(
        shown_items(SittingItem.objects.filter(pk__in=[each.pk for each in items])).values_list("pk", flat=True)
    )
    rows = [
        {
            "shown": each,
            "way": WAYS[each.way],
            "rank": rank_shown(seed, each.item, each.way),
            "statements": statements_of(each.item, language),
        }
        for each in shown_of(each for each in items if each.pk in open_ones)
    ]
    return {"rows": rows, "hidden": len(items) - len(rows)}


def statements_of(item: SittingItem, language: str) -> list[Context]:
    """Return the findings of a contract, each with its code and its sentence."""
    return [
        {
            "code": each["code"],
            "title": title_of(each["code"], language),
            "statement": text_in_language(each["statement"], language),
        }
        for each in item.screened["findings"]
    ]


class ContractsPage(View):
    """All contracts of a sitting, to be chosen from; before the draw without what the rules answered."""

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Show them in the order of their numbers, a page at a time."""
        account = commission_reader(request)
        sitting = sitting_of(account, pk)
        page = page_of_rows(items_of(sitting), PER_PAGE, request.GET)
        drawn = step_of(sitting) in AFTER_DRAW
        rows = [
            {"shown": each, "codes": sorted({one["code"] for one in each.findings}) if drawn else []}
            for each in shown_of(page)
        ]
        shown = {
            "section": "commissions",
            "sitting": sitting,
            "commission": sitting.commission,
            "rows": rows,
            "after_draw": drawn,
            "page_obj": page,
            "paginator": page.paginator,
        }
        return render(request, "rules/commission/contracts.html", shown)
