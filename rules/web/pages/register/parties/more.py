"""The long tables behind the page of a party, a part at a time: all owners, all holdings, all ties of one kind."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.paginator import Page
from django.http import Http404

from institutions.kinds import KINDS
from institutions.models import PartyKind
from institutions.parties.naming import Named, statements_naming
from institutions.parties.ownership.owners import owners_of
from institutions.values.query import page_of
from rules.explaining.wording.words import in_language
from rules.web.pages.register.parties.direct_holdings import every_holding, held_rows
from rules.web.pages.register.parties.found import Context, Looked, PartyView
from rules.web.pages.register.parties.owners import shown_owner
from rules.web.pages.register.parties.partnerships import partnerships_naming, shown_rows
from rules.web.pages.register.parties.ties import Around, kinds_for, note_ties, shown_group

A_PAGE = 50


class Counted(Sequence[None]):
    """So many rows, of which only a part is ever read: what a paginator needs to know."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, place: Any) -> Any:  # Any: as a sequence declares it
        """Nothing: the rows are read where they are shown."""
        return []


class MorePage(PartyView):
    """A table about one party, in parts."""

    def part(self, rows: Sequence[Any]) -> Page[Any]:  # Any: rows of whatever the table is of
        """The part that is asked for; the nearest one where there is no such part."""
        return page_of(rows, A_PAGE, self.request.GET)


class AllOwners(MorePage):
    """Everyone over a company, the largest effective share first."""

    template: ClassVar[str] = "rules/parties/all_owners.html"

    def context(self, looked: Looked) -> Context:
        """The part that is asked for."""
        owners = owners_of([looked.party.pk], on=looked.on, reader=looked.reader)
        page = self.part(owners.owners(looked.key))
        rows = [shown_owner(each, owners, looked) for each in page.object_list]
        return {"page_obj": page, "rows": rows, "cut": owners.cut}


class AllHoldings(MorePage):
    """Everything that a party has, the largest share first."""

    template: ClassVar[str] = "rules/parties/all_holdings.html"

    def context(self, looked: Looked) -> Context:
        """The part that is asked for."""
        holdings = every_holding(looked)
        page = self.part(holdings.held)
        return {"page_obj": page, "held": held_rows(looked, list(page.object_list)), "cut": holdings.cut}


class AllTies(MorePage):
    """Every statement of one kind that names a party, whenever it is true."""

    template: ClassVar[str] = "rules/parties/all_ties.html"

    def context(self, looked: Looked) -> Context:
        """The part that is asked for; 404 for a kind that does not exist, or that the reader has no right to."""
        kind = self.kwargs["name"]
        if kind not in kinds_for(looked):
            raise Http404
        group = self.read(looked, kind, first=0)
        page = self.part(Counted(group.in_all))
        if page.number > 1:
            group = self.read(looked, kind, first=page.start_index() - 1)
        note_ties(looked, [group])
        return {
            "page_obj": page,
            "group": shown_group(group, Around.of(looked, [group]), in_time=True),
            "label": in_language(KINDS[kind].label, looked.language),
        }

    def read(self, looked: Looked, kind: str, *, first: int) -> Named:
        """A part of the statements; none where none names the party."""
        found = statements_naming(looked.ids, [kind], on=looked.on, reader=looked.reader, first=first, most=A_PAGE)
        return found[0] if found else Named(KINDS[kind], (), frozenset(), 0, 0)


class AllPartnerships(MorePage):
    """Every partnership that names a party, newest first."""

    template: ClassVar[str] = "rules/parties/all_partnerships.html"

    def context(self, looked: Looked) -> Context:
        """The part that is asked for."""
        page = page_of(partnerships_naming(looked), A_PAGE, self.request.GET)
        return {"page_obj": page, "partnerships": shown_rows(list(page.object_list), looked)}


class HoldingsOfPerson(AllHoldings):
    """Everything that a person has."""

    kind: ClassVar[str] = PartyKind.PERSON


class TiesOfPerson(AllTies):
    """Every statement of one kind that names a person."""

    kind: ClassVar[str] = PartyKind.PERSON


class PartnershipsOfPerson(AllPartnerships):
    """Every partnership that names a person."""

    kind: ClassVar[str] = PartyKind.PERSON
