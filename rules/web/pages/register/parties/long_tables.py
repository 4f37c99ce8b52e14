"""The long tables behind the page of a party, page by page: all owners, all holdings, all ties of one kind."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.paginator import Page
from django.http import Http404

from institutions.kinds import KINDS
from institutions.models import PartyKind
from institutions.parties.naming_statements import NamingStatements, statements_naming
from institutions.parties.ownership.owners import owners_of
from institutions.query.parameters import page_of_rows
from rules.explaining.wording.words import text_in_language
from rules.web.pages.register.parties.direct_holdings import every_holding, held_rows
from rules.web.pages.register.parties.owners import shown_owner
from rules.web.pages.register.parties.partnerships import partnerships_with_party, party_partnership_rows
from rules.web.pages.register.parties.party_page import Context, PartyRequest, PartyView
from rules.web.pages.register.parties.ties import TieContext, note_ties, shown_group, tie_kinds_for

A_PAGE = 50


class CountedRows(Sequence[None]):
    """A count of rows for a paginator, which reads only one page of them."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: Any) -> Any:  # Any: as a sequence declares it
        """Return nothing: the rows are read where they are shown."""
        return []


class MorePage(PartyView):
    """A table about one party, page by page."""

    def part(self, rows: Sequence[Any]) -> Page[Any]:  # Any: rows of whatever the table is of
        """Return the page asked for; the nearest one if it does not exist."""
        return page_of_rows(rows, A_PAGE, self.request.GET)


class AllOwners(MorePage):
    """Everyone over a company, the largest effective share first."""

    template: ClassVar[str] = "rules/parties/all_owners.html"

    def context(self, looked: PartyRequest) -> Context:
        """Return the page asked for."""
        owners = owners_of([looked.party.pk], on=looked.on, reader=looked.reader)
        page = self.part(owners.owners(looked.key))
        rows = [shown_owner(each, owners, looked) for each in page.object_list]
        return {"page_obj": page, "rows": rows, "cut": owners.cut}


class AllHoldings(MorePage):
    """All holdings of a party, the largest share first."""

    template: ClassVar[str] = "rules/parties/all_holdings.html"

    def context(self, looked: PartyRequest) -> Context:
        """Return the page asked for."""
        holdings = every_holding(looked)
        page = self.part(holdings.held)
        return {"page_obj": page, "held": held_rows(looked, list(page.object_list)), "cut": holdings.cut}


class AllTies(MorePage):
    """Every statement of one kind that names a party, whenever it is true."""

    template: ClassVar[str] = "rules/parties/all_ties.html"

    def context(self, looked: PartyRequest) -> Context:
        """Return the page asked for; Http404 for a kind that does not exist, or that the reader has no right to."""
        kind = self.kwargs["name"]
        if kind not in tie_kinds_for(looked):
            raise Http404
        group = self.read(looked, kind, first=0)
        page = self.part(CountedRows(group.in_all))
        if page.number > 1:
            group = self.read(looked, kind, first=page.start_index() - 1)
        note_ties(looked, [group])
        return {
            "page_obj": page,
            "group": shown_group(group, TieContext.of(looked, [group]), in_time=True),
            "label": text_in_language(KINDS[kind].label, looked.language),
        }

    def read(self, looked: PartyRequest, kind: str, *, first: int) -> NamingStatements:
        """Return a page of the statements; empty if none names the party."""
        found = statements_naming(looked.ids, [kind], on=looked.on, reader=looked.reader, first=first, most=A_PAGE)
        return found[0] if found else NamingStatements(KINDS[kind], (), frozenset(), 0, 0)


class AllPartnerships(MorePage):
    """Every partnership that names a party, newest first."""

    template: ClassVar[str] = "rules/parties/all_partnerships.html"

    def context(self, looked: PartyRequest) -> Context:
        """Return the page asked for."""
        page = page_of_rows(partnerships_with_party(looked), A_PAGE, self.request.GET)
        return {"page_obj": page, "partnerships": party_partnership_rows(list(page.object_list), looked)}


class HoldingsOfPerson(AllHoldings):
    """All holdings of a person."""

    kind: ClassVar[str] = PartyKind.PERSON


class TiesOfPerson(AllTies):
    """Every statement of one kind that names a person."""

    kind: ClassVar[str] = PartyKind.PERSON


class PartnershipsOfPerson(AllPartnerships):
    """Every partnership that names a person."""

    kind: ClassVar[str] = PartyKind.PERSON
