"""Possible matches: parties that may be one, side by side, for a person to confirm or reject, and to undo that."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView

from institutions.access.leads import leads_findable_by, leads_for, unsearched_for
from institutions.accounts.sign_in.kept_form import KeptFormView, keep_typed_text, typed_before
from institutions.codes.wording import code_words
from institutions.models import Account, IdentityDecision, IdentityLead, LeadState, Party
from institutions.parties.identities.addresses import same_address, same_phone
from institutions.parties.identities.candidates import LikenessReason
from institutions.parties.identities.deciding import LeadRefusedError, decide_lead, may_decide, undo_decision
from institutions.parties.identities.troubles import MatchNotYours, SameNotChosen
from institutions.parties.names import fold_name
from institutions.query.parameters import word_parameter
from institutions.web.query_page import PagedList
from institutions.web.sorted_list import asked_order
from rules.engine.language.statements import date_text
from rules.explaining.wording.words import reader_language
from rules.models import FilteredPage
from rules.web.earlier_refusals import Refusals, refused_before
from rules.web.pages.reader import signed_in_reader
from rules.web.pages.saved_filters import saved_filters_context

if TYPE_CHECKING:  # Django's views take no type argument at run time
    List = ListView[IdentityLead]
    Detail = DetailView[IdentityLead]
else:
    List, Detail = ListView, DetailView

Same = Callable[[str, str], bool]
Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
LONGEST_REASON = 2_000
# Cards have no columns: the order is chosen from a menu. Each ends with the key, so that no page repeats a row.
ORDERS: Final = {
    "likeliest": (gettext_lazy("The likeliest first"), ("-score", "-pk")),
    "newest": (gettext_lazy("The newest first"), ("-created_at", "-pk")),
    "oldest": (gettext_lazy("The oldest first"), ("created_at", "pk")),
    "name": (gettext_lazy("By name"), ("folded", "pk")),
}


class LeadsPage(PagedList, List):
    """The possible matches that the reader may see, those of one state, the likeliest first."""

    template_name = "rules/leads.html"
    paginate_by = 25
    object_list: QuerySet[IdentityLead]

    def get_queryset(self) -> QuerySet[IdentityLead]:
        """Return the possible matches of one state."""
        leads = leads_for(signed_in_reader(self.request)).filter(state=self.asked_state())
        by = ORDERS[asked_order(self.request.GET, ORDERS)][1]
        return leads.select_related("party", "candidate").order_by(*by)

    def asked_state(self) -> str:
        """Return the state that the reader chose; open by default."""
        return word_parameter(self.request.GET, "state", LeadState.values) or LeadState.OPEN

    def unsearched(self) -> int:
        """Return the number of new parties whose possible matches are still being searched for; 0 of decided states."""
        return unsearched_for(signed_in_reader(self.request)).count() if self.asked_state() == LeadState.OPEN else 0

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return each possible match with both parties in the same rows."""
        context = super().get_context_data(**kwargs)
        page: Page[IdentityLead] = context["page_obj"]
        refusals = refusals_of(list(page.object_list), self.request)
        return {
            **context,
            "section": "leads",
            "unsearched": self.unsearched(),
            "states": LeadState.choices,
            "asked_state": self.asked_state(),
            "orders": [(word, label) for word, (label, _by) in ORDERS.items()],
            "order": asked_order(self.request.GET, ORDERS),
            "saved": saved_filters_context(self.request, FilteredPage.LEADS),
            "leads": [{**lead_context(lead), "refused_before": refusals.get(lead.pk, ())} for lead in page.object_list],
        }


class LeadPage(KeptFormView, Detail):
    """One possible match: both parties side by side, the decisions, and the buttons for readers who may decide."""

    template_name = "rules/lead.html"

    def get_queryset(self) -> QuerySet[IdentityLead]:
        """Return the possible matches that this reader may see."""
        return leads_for(signed_in_reader(self.request)).select_related("party", "candidate")

    def get_context_data(self, **kwargs: Any) -> Context:
        """Return the comparison, and the history of the possible match."""
        language = reader_language()
        refusals = refusals_of([self.object], self.request)
        said = IdentityDecision.objects.filter(lead__in=filter(None, (self.object.pk, self.object.follows_id)))
        typed = typed_before(self.request)
        return {
            **super().get_context_data(**kwargs),
            "section": "leads",
            "shown": {**lead_context(self.object), "refused_before": refusals.get(self.object.pk, ())},
            "reason": typed.get("reason", "") if typed else "",
            "may_decide": may_decide(signed_in_reader(self.request), self.object),
            "open": self.object.state == LeadState.OPEN,
            "confirmed": self.object.state == LeadState.CONFIRMED,
            "history": [
                {
                    "said": row.get_said_display(),
                    "reason": row.reason,
                    "by": row.account.username if row.account else "–",
                    "on": date_text(timezone.localtime(row.at).date().isoformat(), language),
                }
                for row in said.select_related("account")
            ],
        }


def refusals_of(leads: Sequence[IdentityLead], request: HttpRequest) -> Refusals:
    """Return earlier rejections of the parties in these possible matches, as far as the reader may know of them."""
    account = signed_in_reader(request)
    findable = leads_findable_by(account)
    return refused_before(leads, readable=leads_for(account), findable=findable)


class LeadDecisionPage(KeptFormView):
    """The base of decisions: it calls the service, then shows the possible match, with the reason for a refusal."""

    form_at = "lead"

    def decided(
        self, request: HttpRequest, pk: int, act: Callable[[IdentityLead, str, Account], object]
    ) -> HttpResponse:
        """Decide the possible match; 403 for readers who may not, a message if it cannot be decided so."""
        account = signed_in_reader(request)
        lead = get_object_or_404(leads_for(account), pk=pk)
        if not may_decide(account, lead):
            raise PermissionDenied(code_words(MatchNotYours(), audience="form"))
        try:
            act(lead, request.POST.get("reason", "").replace("\0", "")[:LONGEST_REASON], account)
        except LeadRefusedError as refused:
            messages.warning(request, refused.words)
            keep_typed_text(request, account.pk, reverse("lead", args=[pk]), request.POST, ended=False)
        return HttpResponseRedirect(reverse("lead", args=[pk]))


class DecideLead(LeadDecisionPage):
    """The two buttons of an open possible match."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide by `same`, yes or no; any other value decides nothing."""
        same = {"yes": True, "no": False}.get(request.POST.get("same", ""))

        def act(lead: IdentityLead, reason: str, account: Account) -> None:
            if same is None:
                raise LeadRefusedError(SameNotChosen())
            decide_lead(lead, same=same, reason=reason, account=account)

        return self.decided(request, pk, act)


class UndoLead(LeadDecisionPage):
    """The button that undoes a decision."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reopen the possible match."""
        return self.decided(
            request, pk, lambda lead, reason, account: undo_decision(lead, reason=reason, account=account)
        )


def lead_context(lead: IdentityLead) -> Context:
    """Return a possible match as the pages show it."""
    return {
        "lead": lead,
        "name": lead.party.name or lead.folded,
        "reasons": [LikenessReason(each).label for each in lead.reasons if each in LikenessReason.values],
        "rows": compared_rows(lead.party, lead.candidate),
        "state": lead.get_state_display(),
    }


def compared_rows(one: Party, other: Party) -> list[Context]:
    """Return the data of both in rows; `alike` says in words whether both are the same."""
    rows: list[tuple[str, object, object, Same]] = [
        (_("Name in Japanese"), one.name_ja, other.name_ja, same_name),
        (_("Name in English"), one.name_en, other.name_en, same_name),
        (_("Name in kana"), one.name_kana, other.name_kana, same_name),
        (_("Corporate number"), one.corporate_number, other.corporate_number, never_equal),
        (_("LEI"), one.lei, other.lei, never_equal),
        (_("Country"), one.country, other.country, never_equal),
        (_("Address"), one.address, other.address, same_address),
        (_("Telephone"), one.phone, other.phone, same_phone),
        (_("Founded on"), one.founded_on, other.founded_on, never_equal),
    ]
    return [
        {"label": label, "one": first or "–", "other": second or "–", "alike": alike_in_words(first, second, same)}
        for label, first, second, same in rows
        if first or second
    ]


def same_name(one: str, other: str) -> bool:
    """Return whether two names are the same in any spelling."""
    return fold_name(one) == fold_name(other)


def never_equal(_one: object, _other: object) -> bool:
    """Return False: values that are not equal letter by letter differ."""
    return False


def alike_in_words(one: object, other: object, same: Same) -> str:
    """Say whether two values are alike, in words, so that it does not depend on a colour."""
    if not one or not other:
        return _("not stated for both")
    if one == other:
        return _("equal")
    return _("the same, written differently") if same(str(one), str(other)) else _("differs")
