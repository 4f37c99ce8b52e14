"""The party of a page, for readers who may see it, and the common part of all its pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from institutions.access.callers import Reader, reader_for
from institutions.access.parties import parties_for
from institutions.models import Account, Party, PartyKind
from institutions.query.parameters import day_parameter
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.words import reader_language
from rules.web.pages.reader import signed_in_reader

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows
SECTIONS = {PartyKind.COMPANY: "companies", PartyKind.PERSON: "people", PartyKind.BODY: "bodies"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRequest:
    """The reader, the party and the day of a page. `ids` are all ids under which the party was stated.

    `given`: the parameters of the address, by which lists within the page are divided.
    """

    account: Account
    party: Party
    ids: Collection[UUID]
    on: date
    language: Language
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def reader(self) -> Reader:
        """The reader whose rights decide which ties are read."""
        return reader_for(self.account)

    @property
    def key(self) -> str:
        """The key of the party in ties."""
        return str(self.party.pk)


class PartyView(View):
    """A page about one party. One that was found to be another party redirects to that one."""

    kind: ClassVar[str] = PartyKind.COMPANY
    template: ClassVar[str]

    def get(self, request: HttpRequest, **_kwargs: object) -> HttpResponse:
        """Show the page as of the day asked for; 400 with the page for another invalid request."""
        account = signed_in_reader(request)
        party = get_object_or_404(parties_for(account).filter(kind=self.kind), pk=self.kwargs["pk"])
        if party.same_as_id:
            address = reverse(request.resolver_match.view_name, kwargs={**self.kwargs, "pk": party.same_as_id})  # type: ignore[union-attr]  # a view has an address
            query = request.GET.urlencode()
            return redirect(f"{address}?{query}" if query else address)
        head = {
            "party": party,
            "title": unnamed_party(party),
            "section": SECTIONS[PartyKind(self.kind)],
            "kind": self.kind,
        }
        today = timezone.localdate()
        on = day_parameter(request.GET, "on") or today
        ids = parties_for(account).filter(Q(pk=party.pk) | Q(same_as=party.pk)).values_list("pk", flat=True)
        looked = PartyRequest(
            account=account,
            party=party,
            ids=frozenset(ids),
            on=on,
            language=reader_language(),
            given=request.GET.dict(),
        )
        shown = {**head, "on": on.isoformat(), "day": date_text(on.isoformat(), looked.language), "ahead": on > today}
        context = {**shown, **self.context(looked)}
        return render(request, self.template, context, status=400 if context.get("trouble") else 200)

    def context(self, looked: PartyRequest) -> Context:
        """Return the content of the page about the party."""
        raise NotImplementedError


def unnamed_party(party: Party) -> str:
    """Return the name of a party, or words for a party without a name."""
    return party.name or _("without a name")
